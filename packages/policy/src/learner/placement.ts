import type { Cursor, Delta, Reader, Writer } from "@thalweg/core";
import { addressOf, type Beliefs } from "../beliefs/index.ts";
import { PolicyError } from "../errors.ts";
import { Candidates } from "./candidates.ts";
import { checkCursor } from "./receipt.ts";
import { Site } from "./site.ts";
import { Step, sliceOf, type Write } from "./step.ts";

/** Where others write in answer to what is written here, it is written again, but not for ever. */
const TURNS = 4;

/** So many cursors are kept ready for the next decision. */
const SITES = 1_000;

/**
 * Keeps what is believed in the tensor, in the slices along the cursors that are asked for, and of those options alone that are
 * candidates there ({@link Candidates}). The values of what is learnt are its own to write: any other is taken away.
 */
export class Placement {
  readonly candidates: Candidates;
  readonly #beliefs: Beliefs;
  readonly #reader: Reader;
  readonly #writer: Writer;
  readonly #weights: Readonly<Record<string, number>>;
  readonly #sites = new Map<string, Site>();
  readonly #steps = new Map<string, Step>();
  /** By slice: whose beliefs stand there. Two addresses whose finest names are equal take turns. */
  readonly #owners = new Map<string, Step>();
  /** By option: the slices in which something of it was written. */
  readonly #written = new Map<number, Map<string, readonly [level: string, instance: string]>>();
  /** What is due before anything else. */
  #due: Write[] = [];
  /** Whether others have written what concerns it since it wrote. */
  #isDisturbed = false;
  /** Whether it is writing, and that is not done for good yet: within somebody's batch it may be undone. */
  #isWriting = false;
  /** What was written within somebody's batch, and so is due again. */
  #unsure: { readonly writes: readonly Write[]; readonly steps: readonly Step[] } = { writes: [], steps: [] };
  /** Counts what was done to weights. */
  epoch = 0;

  constructor(
    beliefs: Beliefs,
    reader: Reader,
    writer: Writer,
    learnt: ReadonlySet<string>,
    weights: Readonly<Record<string, number>>,
  ) {
    this.#beliefs = beliefs;
    this.#reader = reader;
    this.#writer = writer;
    this.#weights = weights;
    this.candidates = new Candidates(reader.levels, learnt);
    this.candidates.read(reader);
    // A tensor that outlives its learners keeps none of them alive.
    const self = new WeakRef(this);
    const end = reader.subscribe(
      (delta) => {
        const placement = self.deref();
        if (placement === undefined) end();
        else placement.#told(delta);
      },
      () => self.deref()?.asked() ?? true,
    );
    this.#begin();
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
    for (let turn = 0; turn < TURNS; turn++) {
      site.refresh();
      this.#isDisturbed = false;
      this.#sync(site);
      if (!this.#isDisturbed) break;
    }
    return site;
  }

  /** Takes what is believed of an option out of the tensor; where it is a candidate, it comes back when it is asked for. */
  withdraw(option: number): void {
    const { dimensions, options } = this.#beliefs;
    const name = options[option] as string;
    for (const [level, instance] of this.#written.get(option)?.values() ?? []) {
      this.#due.push((writer) => {
        for (const dimension of dimensions) writer.unsetValue(level, instance, name, dimension);
      });
    }
    this.#written.delete(option);
    for (const step of this.#steps.values()) step.forget();
  }

  /** Writes what is due, and what is not believed any more as it stands, in one batch. */
  #sync(site: Site): void {
    this.#due.unshift(...this.#unsure.writes);
    for (const step of this.#unsure.steps) step.forget();
    this.#unsure = { writes: [], steps: [] };
    for (const step of site.steps) {
      if (this.#owners.get(step.slice) !== step) {
        step.forget();
        this.#owners.set(step.slice, step);
      }
      step.gather(this.#due, (option) => {
        const slices = this.#written.get(option) ?? new Map<string, readonly [string, string]>();
        this.#written.set(option, slices.set(step.slice, [step.level, step.instance]));
      });
    }
    try {
      this.flush(site.steps);
    } catch (error) {
      // None of it stands.
      for (const step of site.steps) step.forget();
      throw error;
    }
  }

  /** Writes what is due; of these steps, too. */
  flush(steps: readonly Step[] = []): void {
    const writes = this.#due;
    if (writes.length === 0) return;
    this.#isWriting = true;
    try {
      this.#writer.batch((writer) => {
        for (const write of writes) write(writer);
      });
      if (this.#isWriting) this.#unsure = { writes, steps };
      this.#due = [];
    } finally {
      this.#isWriting = false;
    }
  }

  /** Asked once all that is under way is done, before anybody is told: is it for others to say what that was? */
  asked(): boolean {
    const isOwn = this.#isWriting;
    // What somebody writes in answer is not.
    this.#isWriting = false;
    return !isOwn;
  }

  /** What a unit is worth, what whoever is unknown counts as, and nothing of what others have written in its place. */
  #begin(): void {
    const { floor, instance: pin = "" } = this.#writer;
    const { dimensions } = this.#beliefs;
    const isPinned = this.#writer.instance !== undefined;
    const weighed = new Set(Object.keys(this.#weights));
    for (const { level, instance, option, dimension, value, weight } of this.#reader.cells()) {
      if (!dimensions.includes(dimension)) continue;
      if (weight !== undefined && level === floor && instance === pin && option === "") weighed.add(dimension);
      if (value !== undefined) this.#stray(level, instance, option, dimension);
    }
    for (const [dimension, weight] of Object.entries(this.#weights)) {
      this.#due.push((writer) => writer.setWeight(floor, pin, dimension, weight));
    }
    for (const dimension of dimensions) {
      this.#default(dimension);
      // In a slice of its own somebody else's weights count.
      if (!isPinned && !weighed.has(dimension)) this.#due.push((writer) => writer.setWeight(floor, pin, dimension, 1));
    }
    this.flush();
  }

  /** Whoever is unknown does not count as nothing. */
  #default(dimension: string): void {
    const { floor, instance = "" } = this.#writer;
    const { mean } = this.#beliefs.belief({}, "", dimension);
    this.#due.push((writer) => writer.setDefault(floor, instance, dimension, mean));
  }

  /** A value of what is learnt, where nobody of this learner has written: it does not last. */
  #stray(level: string, instance: string, option: string, dimension: string): void {
    const { floor, instance: pin } = this.#writer;
    if (pin !== undefined && (level !== floor || instance !== pin)) return;
    this.#due.push((writer) => writer.unsetValue(level, instance, option, dimension));
    if (option === "") this.#default(dimension);
  }

  /** Something was written, here or by others. */
  #told(delta: Delta): void {
    const { dimensions, options } = this.#beliefs;
    const { floor, instance: pin = "" } = this.#writer;
    for (const { level, instance, option, dimension, layer, content } of delta) {
      if (layer === "weight") this.epoch++;
      const at = dimensions.indexOf(dimension);
      if (layer === "weight" || at < 0) continue;
      const step = this.#owners.get(sliceOf(level, instance));
      const isOwnDefault = option === "" && level === floor && instance === pin;
      const expected = isOwnDefault
        ? this.#beliefs.belief({}, "", dimension).mean
        : step?.content(options.indexOf(option), at);
      if (content === expected) continue;
      this.#isDisturbed = true;
      if (step !== undefined && option !== "") step.forget();
      else this.#stray(level, instance, option, dimension);
    }
    const { revision } = this.candidates;
    const lost = this.candidates.follow(delta);
    if (this.candidates.revision !== revision) this.#isDisturbed = true;
    if (lost.length === 0) return;
    const everywhere = new Set(this.candidates.at({}));
    for (const option of new Set(lost)) {
      const number = options.indexOf(option);
      if (number >= 0 && !everywhere.has(option)) this.withdraw(number);
    }
  }

  #forget(): void {
    this.#sites.clear();
    this.#steps.clear();
    this.#owners.clear();
  }

  #newSite(given: Cursor): Site {
    const { levels } = this.#reader;
    const names = levels.map((level) => [level, nameAt(given, level)] as const).filter(([, name]) => name !== "");
    const cursor = Object.fromEntries(names);
    const pooled = this.#beliefs.levels;
    const path = addressOf(pooled, Object.fromEntries(names.filter(([level]) => pooled.includes(level))));
    const steps: Step[] = [];
    let last: Step | undefined;
    for (let depth = 0; depth <= path.length; depth++) {
      last = this.#step(pooled[depth] as string, path[depth - 1] ?? "", path.slice(0, depth), last);
      steps.push(last);
    }
    let beside = last;
    for (const [level, instance] of names) {
      if (pooled.includes(level)) continue;
      beside = this.#step(level, instance, path, beside, false);
      steps.push(beside);
    }
    const written = steps.filter(({ isWritable }) => isWritable);
    const finest = written.findLast(({ isPooled }) => isPooled) ?? written.at(-1);
    if (finest === undefined) {
      const { floor, instance } = this.#writer;
      throw new PolicyError("invalid-name", "another slice", "cursor", `the writer has ${floor} ${instance} alone`);
    }
    return new Site(this.#beliefs, this.candidates, cursor, written, finest);
  }

  /** The step to a pooled address; or one beside it, at a level that is not pooled. */
  #step(level: string, instance: string, path: readonly string[], parent?: Step, isPooled = true): Step {
    const key = JSON.stringify([level, instance, path, isPooled ? "" : parent?.level, parent?.instance]);
    let step = this.#steps.get(key);
    if (step === undefined) {
      const { floor, instance: pin } = this.#writer;
      const address = Object.fromEntries(path.map((name, i) => [this.#beliefs.levels[i + 1] as string, name]));
      step = new Step(this.#beliefs, this.candidates, {
        level,
        instance,
        parent,
        cursor: isPooled ? address : { [level]: instance },
        views: this.#beliefs.dimensions.map((dimension) => this.#beliefs.view(address, dimension)),
        isPooled,
        isWritable: pin === undefined || (level === floor && instance === pin),
      });
      this.#steps.set(key, step);
    }
    return step;
  }
}

/** The instance that a cursor names at a level, `""` where it names none. */
const nameAt = (cursor: Cursor, level: string): string =>
  Object.hasOwn(cursor, level) ? ((cursor as Readonly<Record<string, string | undefined>>)[level] ?? "") : "";
