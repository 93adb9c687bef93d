import type { Cursor, Delta, Reader, Writer } from "@thalweg/core";
import { addressOf, type Beliefs } from "../beliefs/index.ts";
import { PolicyError } from "../errors.ts";
import { checkCursor } from "./receipt.ts";
import { Site } from "./site.ts";
import { Step } from "./step.ts";

/** So many cursors are kept ready for the next decision. */
const SITES = 1_000;

const sliceOf = (level: string, instance: string): string => `${level.length}:${level}${instance}`;

/**
 * Keeps what is believed in the tensor, in the slices along the cursors that are asked for: of an option that its owner
 * gave, everywhere; of any other, only where others name it, so that no belief makes a candidate of what is none.
 */
export class Placement {
  readonly #beliefs: Beliefs;
  readonly #reader: Reader;
  readonly #writer: Writer;
  /** The options that its owner gave, by number. */
  readonly everywhere: Set<number> = new Set();
  readonly #sites = new Map<string, Site>();
  readonly #steps = new Map<string, Step>();
  /** By slice: whose beliefs stand there. Two addresses whose finest names are equal take turns. */
  readonly #owners = new Map<string, Step>();
  /** Options of which others have taken a cell away, so that they may be none any more. */
  readonly #doubtful = new Set<number>();
  #isWriting = false;
  /** Counts what others have done to weights. */
  epoch = 0;

  constructor(beliefs: Beliefs, reader: Reader, writer: Writer) {
    this.#beliefs = beliefs;
    this.#reader = reader;
    this.#writer = writer;
    // A tensor that outlives its learners keeps none of them alive.
    const self = new WeakRef(this);
    const end = reader.subscribe(
      (delta) => {
        const placement = self.deref();
        if (placement === undefined) end();
        else placement.#told(delta);
      },
      () => {
        const placement = self.deref();
        return placement === undefined || !placement.#isWriting;
      },
    );
  }

  /** What is kept for a cursor, with the tensor as believed. Throws `invalid-name`, and what the writer throws. */
  site(cursor: Cursor): Site {
    const { levels } = this.#reader;
    checkCursor(cursor, levels, "cursor");
    let key = "";
    // With its length, so that no two cursors have the same key, whatever the names are.
    for (const level of levels) {
      const name = nameAt(cursor, level);
      key += `${name.length}:${name}`;
    }
    let site = this.#sites.get(key);
    if (site === undefined) {
      // They can be made anew from what is believed.
      if (this.#sites.size >= SITES) this.#forget();
      site = this.#newSite(cursor);
      this.#sites.set(key, site);
    }
    this.sync(site);
    return site;
  }

  /** Writes what is not believed any more as it stands, in one batch. */
  sync(site: Site): void {
    if (this.#doubtful.size > 0) {
      for (const option of this.#doubtful) this.withdraw(option);
      this.#doubtful.clear();
    }
    const writes: ((writer: Writer) => void)[] = [];
    for (const step of site.steps) {
      const slice = sliceOf(step.level, step.instance);
      if (this.#owners.get(slice) !== step) {
        step.forget();
        this.#owners.set(slice, step);
      }
      step.gather(this.#beliefs, this.everywhere, writes);
    }
    if (writes.length === 0) return;
    try {
      this.write((writer) => {
        for (const write of writes) write(writer);
      });
    } catch (error) {
      // None of it stands: it is due again.
      for (const step of site.steps) step.forget();
      throw error;
    }
  }

  /** Takes up options that others name at a site; says whether any was not known there, and so stands there from now on. */
  admit(site: Site, numbers: readonly number[]): boolean {
    const { last } = site;
    let isNew = false;
    for (const number of numbers) {
      if (this.everywhere.has(number) || last.has(number, this.everywhere)) continue;
      isNew = true;
      const name = this.#beliefs.options[number] as string;
      const step = site.steps.find(({ cursor }) => this.#reader.resolve(cursor).includes(name)) ?? last;
      step.hosted.add(number);
    }
    if (isNew) {
      for (const step of site.steps) step.forget();
      this.sync(site);
    }
    return isNew;
  }

  /** Takes what is believed of an option out of the tensor; where others name it, it comes back when it is met again. */
  withdraw(option: number): void {
    const { levels } = this.#reader;
    const { dimensions, options } = this.#beliefs;
    const pin = this.#writer.instance;
    this.write((writer) => {
      for (const level of pin === undefined ? levels : [writer.floor]) {
        for (const instance of pin === undefined ? ["", ...this.#reader.instances(level)] : [pin]) {
          for (const dimension of dimensions) writer.unsetValue(level, instance, options[option] as string, dimension);
        }
      }
    });
    for (const step of this.#steps.values()) {
      step.hosted.delete(option);
      step.forget();
    }
  }

  /** Writes as one batch that is the learner's own. */
  write(write: (writer: Writer) => void): void {
    this.#isWriting = true;
    try {
      this.#writer.batch(write);
    } finally {
      this.#isWriting = false;
    }
  }

  /** Others have written. */
  #told(delta: Delta): void {
    for (const { level, instance, option, dimension, layer, content } of delta) {
      if (layer === "weight") this.epoch++;
      else if (this.#beliefs.dimensions.includes(dimension)) this.#owners.get(sliceOf(level, instance))?.forget();
      if (content !== undefined || option === "") continue;
      const number = this.#beliefs.options.indexOf(option);
      if (number >= 0 && !this.everywhere.has(number)) this.#doubtful.add(number);
    }
  }

  #forget(): void {
    this.#sites.clear();
    this.#steps.clear();
    this.#owners.clear();
  }

  #newSite(given: Cursor): Site {
    const { levels } = this.#reader;
    const cursor = Object.fromEntries(levels.map((level) => [level, nameAt(given, level)]).filter(([, name]) => name));
    const pooled = this.#beliefs.levels;
    const path = addressOf(pooled, Object.fromEntries(pooled.slice(1).map((level) => [level, nameAt(cursor, level)])));
    const names = [pooled[0] as string, ...pooled.slice(1, path.length + 1)];
    const all = names.map((level, depth) => this.#step(level, path.slice(0, depth), cursor, true));
    const steps = all.filter((step) => step !== undefined);
    const finest = levels.findLast((level) => nameAt(cursor, level) !== "");
    if (finest !== undefined && !names.includes(finest)) {
      const leaf = this.#step(finest, path, cursor, false, steps.at(-1));
      if (leaf !== undefined) steps.push(leaf);
    }
    if (steps.length === 0) {
      const { floor, instance } = this.#writer;
      throw new PolicyError("invalid-name", "another slice", "cursor", `the writer has ${floor} ${instance} alone`);
    }
    return new Site(this.#beliefs, cursor, steps);
  }

  /** The step to a pooled address, or beyond it to the finest slice of a cursor; nothing where it may not be written. */
  #step(level: string, path: readonly string[], cursor: Cursor, isPooled: boolean, before?: Step): Step | undefined {
    const { floor, instance: pin } = this.#writer;
    const instance = isPooled ? (path.at(-1) ?? "") : nameAt(cursor, level);
    if (pin !== undefined && (level !== floor || instance !== pin)) return undefined;
    const names = isPooled ? this.#cursorOf(path) : cursor;
    const key = JSON.stringify([level, isPooled ? path : cursor]);
    let step = this.#steps.get(key);
    if (step === undefined) {
      const parent = isPooled && path.length > 0 ? this.#stepAbove(path) : before;
      const views = this.#viewsAt(path);
      step = new Step({ level, instance, parent, cursor: names, views, isTop: parent === undefined, isPooled });
      this.#steps.set(key, step);
    }
    return step;
  }

  #stepAbove(path: readonly string[]): Step | undefined {
    const above = path.slice(0, -1);
    return this.#step(this.#beliefs.levels[above.length] as string, above, {}, true);
  }

  #cursorOf(path: readonly string[]): Cursor {
    return Object.fromEntries(path.map((name, i) => [this.#beliefs.levels[i + 1] as string, name]));
  }

  #viewsAt(path: readonly string[]): Step["views"] {
    return this.#beliefs.dimensions.map((dimension) => this.#beliefs.view(this.#cursorOf(path), dimension));
  }
}

/** The instance that a cursor names at a level, `""` where it names none. */
const nameAt = (cursor: Cursor, level: string): string =>
  Object.hasOwn(cursor, level) ? ((cursor as Readonly<Record<string, string | undefined>>)[level] ?? "") : "";
