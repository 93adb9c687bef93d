import { type Cursor, pathOf } from "./cursor.ts";
import { Frame } from "./frame.ts";
import { compareOptions } from "./order.ts";
import { SHARED } from "./slots.ts";
import { LOG, type Store } from "./store.ts";

/** How many candidates the remembered views hold together, before they are all forgotten. */
const CAPACITY = 1 << 17;
/** A matrix of more places than this is not made for a queue: a path with so many has holes for the most part. */
const PLACES = 1 << 22;
/** More changed rows than this are folded anew at once. */
const ROWS = 8;

/** The decision for one path, kept until a cell on the path changes. */
export interface View {
  readonly path: readonly number[];
  /** The state of the store that it was computed from. */
  clock: number;
  epoch: number;
  /** The queue: options by number, their scores, and their names. */
  options: number[];
  scores: number[];
  queue: readonly string[];
  /** All dimensions of the path, in name order. */
  dimensions: readonly number[];
}

/** The views of one tensor: bounded, and each brought up to date when it is asked for. */
export class Views {
  readonly store: Store;
  readonly #frame: Frame;
  /** By a hash of the path. */
  readonly #views: Map<number, View> = new Map();
  #size = 0;

  constructor(store: Store) {
    this.store = store;
    this.#frame = new Frame(store);
  }

  /** The decision for a cursor, as of now. */
  view(cursor: Cursor): View {
    const path = pathOf(this.store, cursor);
    let key = 0;
    for (const slice of path) {
      key = Math.imul(key ^ slice, 0x9e3779b1);
      key ^= key >>> 15;
    }
    key &= 0x3fffffff;
    let view = this.#views.get(key);
    if (view === undefined || !samePath(view.path, path)) {
      this.#size -= view === undefined ? 0 : view.queue.length + 16;
      view = { path, clock: -1, epoch: -1, options: [], scores: [], queue: [], dimensions: [] };
      this.#compute(view);
      if (this.#size > CAPACITY) {
        this.#views.clear();
        this.#size = view.queue.length;
      }
      this.#views.set(key, view);
      this.#size += 16;
    }
    if (view.clock !== this.store.clock || view.epoch !== this.store.slots.epoch) this.#refresh(view);
    return view;
  }

  /** Folds a path onto the frame, for those who want more than the queue; the next view overwrites it. */
  folded(path: readonly number[]): Frame {
    this.#frame.fold(path);
    return this.#frame;
  }

  #refresh(view: View): void {
    const { clock, stamp, slots } = this.store;
    let latest = 0;
    for (const slice of view.path) latest = Math.max(latest, stamp[slice] as number);
    if (view.epoch !== slots.epoch || (latest > view.clock && !this.#catchUp(view))) this.#compute(view);
    view.clock = clock;
  }

  /** Follows the log of changes from where the view stands; false where folding anew is the better way. */
  #catchUp(view: View): boolean {
    const { clock, logSlice, logSlot, slots } = this.store;
    const { dimensions, options } = this.#frame;
    if (clock - view.clock > LOG || dimensions !== view.dimensions || options.length < 2) return false;
    const changed = new Set<number>();
    for (let time = view.clock + 1; time <= clock; time++) {
      if (!view.path.includes(logSlice[time % LOG] as number)) continue;
      const slot = logSlot[time % LOG] as number;
      changed.add(slots.option[slot] as number);
      if (!dimensions.includes(slots.dimension[slot] as number)) return false;
    }
    if (changed.has(SHARED) || changed.size > ROWS) return false;
    for (const option of changed) this.#rescore(view, option);
    return true;
  }

  /** One option from scratch, and its new place in the queue. */
  #rescore(view: View, option: number): void {
    const { path, options, scores } = view;
    const { names } = this.store.slots.options;
    const frame = this.#frame;
    frame.foldOption(path, option);
    const from = options.indexOf(option);
    if (from >= 0) {
      options.splice(from, 1);
      scores.splice(from, 1);
    }
    let to = -1;
    if (frame.score(1)) {
      const name = names[option] as string;
      to = options.findIndex(
        (other, i) => compareOptions(frame.sum, name, scores[i] as number, names[other] as string) < 0,
      );
      if (to < 0) to = options.length;
      options.splice(to, 0, option);
      scores.splice(to, 0, frame.sum);
    }
    if (to === from) return;
    this.#size += options.length - view.queue.length;
    view.queue = Object.freeze(options.map((id) => names[id] as string));
  }

  #compute(view: View): void {
    const { clock, slots } = this.store;
    const { names } = slots.options;
    const frame = this.#frame;
    const isDense = frame.fold(view.path, PLACES);
    const options = isDense ? frame.options : [SHARED];
    const rows: number[] = [];
    const scores: number[] = [];
    const take = (row: number): void => {
      rows.push(row);
      scores[row] = frame.sum;
    };
    if (isDense) {
      for (let row = 1; row < options.length; row++) if (frame.score(row)) take(row);
    } else {
      for (const option of frame.each(view.path)) if (frame.score(1)) take(options.push(option) - 1);
    }
    rows.sort((a, b) =>
      compareOptions(
        scores[a] as number,
        names[options[a] as number] as string,
        scores[b] as number,
        names[options[b] as number] as string,
      ),
    );
    this.#size += rows.length - view.queue.length;
    view.options = rows.map((row) => options[row] as number);
    view.scores = rows.map((row) => scores[row] as number);
    view.queue = Object.freeze(view.options.map((option) => names[option] as string));
    view.dimensions = isDense ? frame.dimensions : [];
    view.clock = clock;
    view.epoch = slots.epoch;
  }
}

function samePath(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
