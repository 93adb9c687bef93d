import type { Answer, BatchAnswer } from "./program/answer.ts";
import type { Aggregate, Cell, Command, Coordinate, Delta, Layer, Scope, WayUp } from "./program/program.ts";
import type { Step } from "./step.ts";

/** How a batch is left, unless it ends well and with the first refusal. */
export type BatchTerms = Partial<Pick<Extract<Command, { readonly do: "batch" }>, "ends" | "refusals">>;

/** What writers need of a script. */
export interface Recorder {
  do<Saw = null>(command: Command, extract?: (answer: Answer) => unknown): Step<Saw>;
  batch(writer: number, within: () => void, how?: BatchTerms): Step<BatchAnswer>;
  attenuated(writer: number, level: string, instance?: string): Scribe;
}

/** A writer in a script. */
export class Scribe {
  readonly number: number;
  /** The step that minted it. */
  readonly minted: Step<null> | undefined;
  readonly #script: Recorder;

  constructor(script: Recorder, number: number, minted?: Step<null>) {
    this.#script = script;
    this.number = number;
    this.minted = minted;
  }

  set(layer: Layer, at: Coordinate, content: number): Step<null> {
    const { level, instance, option, dimension } = at;
    return this.#do({ do: "set", writer: this.number, layer, level, instance, option, dimension, content });
  }

  unset(layer: Layer, { level, instance, option, dimension }: Coordinate): Step<null> {
    return this.#do({ do: "unset", writer: this.number, layer, level, instance, option, dimension });
  }

  setValue(level: string, instance: string, option: string, dimension: string, value: number): Step<null> {
    return this.set("value", { level, instance, option, dimension }, value);
  }

  setDefault(level: string, instance: string, dimension: string, value: number): Step<null> {
    return this.setValue(level, instance, "", dimension, value);
  }

  gate(level: string, instance: string, option: string, dimension: string): Step<null> {
    return this.setValue(level, instance, option, dimension, Number.POSITIVE_INFINITY);
  }

  setOptionWeight(level: string, instance: string, option: string, dimension: string, weight: number): Step<null> {
    return this.set("weight", { level, instance, option, dimension }, weight);
  }

  setWeight(level: string, instance: string, dimension: string, weight: number): Step<null> {
    return this.setOptionWeight(level, instance, "", dimension, weight);
  }

  unsetValue(level: string, instance: string, option: string, dimension: string): Step<null> {
    return this.unset("value", { level, instance, option, dimension });
  }

  unsetOptionWeight(level: string, instance: string, option: string, dimension: string): Step<null> {
    return this.unset("weight", { level, instance, option, dimension });
  }

  /** Writes cells one by one. */
  write(cells: readonly Cell[]): void {
    for (const { value, weight, ...at } of cells) {
      if (value !== undefined) this.set("value", at, value);
      if (weight !== undefined) this.set("weight", at, weight);
    }
  }

  clear(level: string, instance: string): Step<null> {
    return this.#do({ do: "clear", writer: this.number, level, instance });
  }

  apply(delta: Delta): Step<null> {
    return this.#do({ do: "apply", writer: this.number, delta });
  }

  batch(within: () => void, how?: BatchTerms): Step<BatchAnswer> {
    return this.#script.batch(this.number, within, how);
  }

  reduce(way: WayUp & Required<Scope> & { readonly using?: Aggregate }): Step<number | null> {
    return this.#script.do(
      { do: "reduce", writer: this.number, ...way },
      (answer) => (answer as { reduced: unknown }).reduced,
    );
  }

  rollUp(way: WayUp & Scope & { readonly using?: Aggregate }): Step<number> {
    return this.#script.do({ do: "rollUp", writer: this.number, ...way });
  }

  corroborate(way: WayUp & Scope & { readonly quorum?: number }): Step<number> {
    return this.#script.do({ do: "corroborate", writer: this.number, ...way });
  }

  attenuate(level: string, instance?: string): Scribe {
    return this.#script.attenuated(this.number, level, instance);
  }

  revoke(): Step<null> {
    return this.#do({ do: "revoke", writer: this.number });
  }

  #do(command: Command): Step<null> {
    return this.#script.do(command);
  }
}
