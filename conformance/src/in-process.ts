import type {
  Answer,
  Answers,
  BatchAnswer,
  Code,
  Explanation,
  Heard,
  Ranked,
  Refusal,
  Told,
} from "./program/answer.ts";
import { codes } from "./program/answer.ts";
import { decode, encode } from "./program/json.ts";
import type { Aggregate, Cell, Command, Cursor, Delta, Program, Scope, Selection, WayUp } from "./program/program.ts";
import type { Feature, Subject } from "./subject.ts";
import { checkSubject, everyFeature } from "./subject.ts";

/** What programs do with a writer; what belongs to a feature that is not supported may be missing. */
export interface WriterLike {
  setValue(level: string, instance: string, option: string, dimension: string, value: number): void;
  setOptionWeight(level: string, instance: string, option: string, dimension: string, weight: number): void;
  unsetValue(level: string, instance: string, option: string, dimension: string): void;
  unsetOptionWeight(level: string, instance: string, option: string, dimension: string): void;
  clear(level: string, instance: string): void;
  apply?(delta: Delta): void;
  /** Calls `write` with a writer of the same power; undoes everything where it throws. */
  batch?(write: (writer: WriterLike) => unknown): unknown;
  reduce?(way: WayUp & Required<Scope> & { readonly using?: Aggregate }): number | undefined;
  rollUp?(way: WayUp & Scope & { readonly using?: Aggregate }): number;
  corroborate?(way: WayUp & Scope & { readonly quorum?: number }): number;
  attenuate?(level: string, instance?: string): WriterLike;
  revoke?(): void;
}

/** What programs do with a tensor; what belongs to a feature that is not supported may be missing. */
export interface TensorLike {
  readonly revision: number;
  writer(level: string, instance?: string): WriterLike;
  rank(cursor: Cursor, selection: Selection): readonly Ranked[];
  value(cursor: Cursor, option: string, dimension: string): number | undefined;
  weight(cursor: Cursor, option: string, dimension: string): number;
  cells(): Iterable<Cell>;
  support?(level: string, option: string, dimension: string, selection: Pick<Selection, "among">): number;
  explain?(cursor: Cursor, selection: Selection): unknown;
  subscribe?(listener: (delta: Delta, revision: number) => void): unknown;
  /** Answers with what ends the watch. */
  watch?(cursor: Cursor, listener: (queue: readonly string[]) => void): () => void;
}

/** An implementation that can be called from here. */
export interface Implementation {
  readonly name: string;
  /** Every feature where it is left out. */
  readonly supports?: readonly Feature[];
  /** Throws an error with a code where the levels are none. */
  create(levels: readonly string[]): TensorLike;
  compose?(...deltas: readonly Delta[]): Delta;
  /** A tensor made from a snapshot of the one that is given. */
  restore?(tensor: TensorLike): TensorLike;
}

/**
 * Makes a subject of an implementation that can be called: programs are performed on its tensors. What it refuses, it
 * throws: an error with one of the stable codes as `code`, a `coordinate`, and its `advice`. Throws a
 * {@link ConformanceError} where a feature is none.
 */
export function inProcess(implementation: Implementation): Subject {
  const { name, supports = everyFeature } = implementation;
  const subject: Subject = { name, supports, perform: (program) => performIn(implementation, program) };
  checkSubject(subject);
  return subject;
}

/** Thrown by programs themselves, to leave a batch. */
class Abandoned extends Error {}

interface Machine {
  readonly implementation: Implementation;
  readonly coarsest: string;
  tensor: TensorLike;
  writers: Map<number, WriterLike>;
  watches: Map<number, () => void>;
  told: Told[];
  heard: Heard[];
}

function performIn(implementation: Implementation, { levels, commands }: Program): Answers {
  let tensor: TensorLike | undefined;
  const made = answerTo(() => {
    tensor = implementation.create(levels);
    return null;
  });
  if (tensor === undefined) return made as Refusal;
  const coarsest = levels[0] ?? "";
  const writers = new Map([[0, tensor.writer(coarsest)]]);
  const machine: Machine = { implementation, coarsest, tensor, writers, watches: new Map(), told: [], heard: [] };
  return commands.map((command) => answerTo(() => perform(command, machine)));
}

/** What an act answers, or its refusal; anything else that is thrown passes. */
function answerTo(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** Told by its code and not by its class: the implementation may have any. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const { code, coordinate, advice } = error as Error & { code: unknown; coordinate?: object; advice?: unknown };
  if (!codes.includes(code as Code)) return undefined;
  return { refused: code as Code, coordinate: { ...coordinate }, expected: String(advice ?? "") };
}

function perform(command: Command, machine: Machine): Answer {
  const { tensor, writers } = machine;
  switch (command.do) {
    case "writer":
      writers.set(command.as, minted(tensor, "writer", command));
      return null;
    case "rank":
      return tensor.rank(command.cursor, selection(command));
    case "value":
      return { value: tensor.value(command.cursor, command.option, command.dimension) ?? null };
    case "weight":
      return { weight: tensor.weight(command.cursor, command.option, command.dimension) };
    case "cells":
      return [...tensor.cells()];
    case "revision":
      return tensor.revision;
    case "support":
      return method(tensor, "support").call(tensor, command.level, command.option, command.dimension, {
        ...(command.among && { among: command.among }),
      });
    case "explain":
      return explanationOf(method(tensor, "explain").call(tensor, command.cursor, selection(command)), machine);
    case "compose":
      return method(machine.implementation, "compose")(...command.deltas);
    case "subscribe":
      method(tensor, "subscribe").call(tensor, (delta, revision) => machine.told.push({ revision, delta }));
      return null;
    case "told":
      return machine.told.splice(0);
    case "watch": {
      const { as: watcher, cursor } = command;
      const heard = (queue: readonly string[]) => machine.heard.push({ watcher, queue: [...queue] });
      machine.watches.set(watcher, method(tensor, "watch").call(tensor, cursor, heard));
      return null;
    }
    case "unwatch":
      machine.watches.get(command.watcher)?.();
      return null;
    case "heard":
      return machine.heard.splice(0);
    case "restore": {
      const restored = method(machine.implementation, "restore")(tensor);
      machine.tensor = restored;
      machine.writers = new Map([[0, restored.writer(machine.coarsest)]]);
      return null;
    }
  }
  const writer = writers.get(command.writer);
  return writer === undefined ? { skipped: true } : performBy(writer, command, machine);
}

function performBy(
  writer: WriterLike,
  command: Extract<Command, { readonly writer: number }>,
  machine: Machine,
): Answer {
  switch (command.do) {
    case "attenuate":
      machine.writers.set(command.as, minted(writer, "attenuate", command));
      return null;
    case "revoke":
      method(writer, "revoke").call(writer);
      return null;
    case "set": {
      const { layer, level, instance, option, dimension, content } = command;
      writer[layer === "value" ? "setValue" : "setOptionWeight"](level, instance, option, dimension, content);
      return null;
    }
    case "unset": {
      const { layer, level, instance, option, dimension } = command;
      writer[layer === "value" ? "unsetValue" : "unsetOptionWeight"](level, instance, option, dimension);
      return null;
    }
    case "clear":
      writer.clear(command.level, command.instance);
      return null;
    case "apply":
      method(writer, "apply").call(writer, command.delta);
      return null;
    case "reduce": {
      const { do: _do, writer: _writer, ...way } = command;
      return { reduced: method(writer, "reduce").call(writer, way) ?? null };
    }
    case "rollUp": {
      const { do: _do, writer: _writer, ...way } = command;
      return method(writer, "rollUp").call(writer, way);
    }
    case "corroborate": {
      const { do: _do, writer: _writer, ...way } = command;
      return method(writer, "corroborate").call(writer, way);
    }
    case "batch":
      return batch(writer, command, machine);
  }
}

function batch(writer: WriterLike, command: Extract<Command, { readonly do: "batch" }>, machine: Machine): BatchAnswer {
  const answers: Answer[] = [];
  try {
    method(writer, "batch").call(writer, (inner) => {
      machine.writers.set(command.writer, inner);
      for (const nested of command.commands) {
        const answer = (): Answer => perform(nested, machine);
        answers.push(command.refusals === "end it" ? answer() : answerTo(answer));
      }
      if (command.ends === "in an error") throw new Abandoned();
    });
    return { answers, ended: "well" };
  } catch (error) {
    if (error instanceof Abandoned) return { answers, ended: "in an error" };
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { answers, ended: refusal };
  } finally {
    machine.writers.set(command.writer, writer);
  }
}

function minted<M extends "writer" | "attenuate">(
  by: { readonly [K in M]?: (level: string, instance?: string) => WriterLike },
  how: M,
  { level, instance }: { readonly level: string; readonly instance?: string },
): WriterLike {
  const mint = method(by, how);
  // An instance that is handed over is a pin, also where it is undefined.
  return instance === undefined ? mint.call(by, level) : mint.call(by, level, instance);
}

function selection({ among, limit }: Selection): Selection {
  return { ...(among === undefined ? {} : { among }), ...(limit === undefined ? {} : { limit }) };
}

/** The explanation with numbers for words, what a flip replaces under its name here, and flips only if supported. */
function explanationOf(explained: unknown, { implementation: { supports = everyFeature } }: Machine): Explanation {
  const explanation = decode(encode(explained)) as Explanation;
  const flips = explanation.flips as readonly (Explanation["flips"][number] & { readonly from?: number })[];
  if (!supports.includes("flips")) return { ...explanation, flips: [] };
  return {
    ...explanation,
    flips: flips.map(({ option, change, from, replaces = from as number }) => ({ option, replaces, change })),
  };
}

/** A method that a supported feature promises. */
function method<T extends object, K extends keyof T>(of: T, name: K): NonNullable<T[K]> {
  const found = of[name];
  if (typeof found !== "function") throw new TypeError(`the subject has no ${String(name)}; is its feature supported?`);
  return found as NonNullable<T[K]>;
}
