import type { Aggregate, Delta, Scope, WayUp, WriterLike } from "@thalweg/conformance";
import type { CellHandle, Writer } from "@thalweg/core";

/** A count that tells spellings apart, the same in every run of a program. */
export interface Turns {
  count: number;
}

/** The engine's writer: what can be written in several ways is written in each of them in turn, by kept handles too. */
export class SpelledWriter implements WriterLike {
  readonly #writer: Writer;
  readonly #turns: Turns;
  readonly #handles: Map<string, CellHandle>;

  constructor(writer: Writer, turns: Turns, handles: Map<string, CellHandle> = new Map()) {
    this.#writer = writer;
    this.#turns = turns;
    this.#handles = handles;
  }

  setValue(level: string, instance: string, option: string, dimension: string, value: number): void {
    const writer = this.#writer;
    this.#spell([
      () => writer.setValue(level, instance, option, dimension, value),
      () => this.#handle(level, instance, option, dimension).set(value),
      ...(option === "" ? [() => writer.setDefault(level, instance, dimension, value)] : []),
      ...(value === Number.POSITIVE_INFINITY ? [() => writer.gate(level, instance, option, dimension)] : []),
      ...(value === 0 ? [() => writer.open(level, instance, option, dimension)] : []),
    ]);
  }

  setOptionWeight(level: string, instance: string, option: string, dimension: string, weight: number): void {
    const writer = this.#writer;
    this.#spell([
      () => writer.setOptionWeight(level, instance, option, dimension, weight),
      () => this.#handle(level, instance, option, dimension).setWeight(weight),
      ...(option === "" ? [() => writer.setWeight(level, instance, dimension, weight)] : []),
    ]);
  }

  unsetValue(level: string, instance: string, option: string, dimension: string): void {
    const writer = this.#writer;
    this.#spell([
      () => writer.unsetValue(level, instance, option, dimension),
      () => this.#handle(level, instance, option, dimension).unset(),
      ...(option === "" ? [() => writer.unsetDefault(level, instance, dimension)] : []),
    ]);
  }

  unsetOptionWeight(level: string, instance: string, option: string, dimension: string): void {
    const writer = this.#writer;
    this.#spell([
      () => writer.unsetOptionWeight(level, instance, option, dimension),
      ...(option === "" ? [() => writer.unsetWeight(level, instance, dimension)] : []),
    ]);
  }

  clear(level: string, instance: string): void {
    this.#writer.clear(level, instance);
  }

  apply(delta: Delta): void {
    this.#writer.apply(delta);
  }

  batch(write: (writer: WriterLike) => unknown): unknown {
    return this.#writer.batch((inner) => write(new SpelledWriter(inner, this.#turns, this.#handles)));
  }

  reduce(way: WayUp & Required<Scope> & { readonly using?: Aggregate }): number | undefined {
    return this.#writer.reduce(way);
  }

  rollUp(way: WayUp & Scope & { readonly using?: Aggregate }): number {
    return this.#writer.rollUp(way);
  }

  corroborate(way: WayUp & Scope & { readonly quorum?: number }): number {
    return this.#writer.corroborate(way);
  }

  attenuate(level: string, instance?: string): SpelledWriter {
    const narrower = instance === undefined ? this.#writer.attenuate(level) : this.#writer.attenuate(level, instance);
    return new SpelledWriter(narrower, this.#turns);
  }

  revoke(): void {
    this.#writer.revoke();
  }

  /** One of the ways, another one each time. */
  #spell(ways: readonly (() => void)[]): void {
    ways[this.#turns.count++ % ways.length]?.();
  }

  /** A handle is kept for as long as its writer, whatever becomes of the cell. */
  #handle(level: string, instance: string, option: string, dimension: string): CellHandle {
    const key = JSON.stringify([level, instance, option, dimension]);
    const kept = this.#handles.get(key) ?? this.#writer.cell(level, instance, option, dimension);
    this.#handles.set(key, kept);
    return kept;
  }
}
