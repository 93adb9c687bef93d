import type { Aggregate, Coordinate, Cursor, Delta, Layer } from "../index.ts";
import type { CellHandleLike, Implementation, Restriction, TensorLike, WayUp, WriterLike } from "./implementation.ts";

type Cellwise = Pick<Coordinate, "option" | "dimension">;

/** One step of a program, as plain data; writers, handles and past deltas go by number, counted modulo what there is. */
export type Command =
  | { readonly do: "mint"; readonly level: string; readonly instance?: string }
  | { readonly do: "attenuate"; readonly writer: number; readonly level: string; readonly instance?: string }
  | { readonly do: "revoke"; readonly writer: number }
  | ({
      readonly do: "set";
      readonly writer: number;
      readonly layer: Layer;
      readonly content: number;
    } & Coordinate)
  | ({ readonly do: "unset"; readonly writer: number; readonly layer: Layer } & Coordinate)
  | ({ readonly do: "gate" | "open" | "handle"; readonly writer: number } & Coordinate)
  | {
      readonly do: "use handle";
      readonly handle: number;
      readonly act: "set" | "unset" | "setWeight";
      readonly content: number;
    }
  | { readonly do: "clear"; readonly writer: number; readonly level: string; readonly instance: string }
  | { readonly do: "apply"; readonly writer: number; readonly delta: Delta }
  | { readonly do: "replay"; readonly delta: number }
  | {
      readonly do: "reduce";
      readonly writer: number;
      readonly way: WayUp & Cellwise & { readonly using?: Aggregate };
    }
  | {
      readonly do: "rollUp";
      readonly writer: number;
      readonly way: WayUp & Partial<Cellwise> & { readonly using?: Aggregate };
    }
  | {
      readonly do: "corroborate";
      readonly writer: number;
      readonly way: WayUp & Partial<Cellwise> & { readonly quorum?: number };
    }
  | {
      readonly do: "batch";
      readonly writer: number;
      readonly commands: readonly Command[];
      readonly refusals: "end it" | "are caught";
      readonly ends: "well" | "in an error" | "in a promise";
    }
  | {
      readonly do: "resolve" | "rank" | "best" | "explain";
      readonly cursor: Cursor;
      readonly restriction: Restriction;
    }
  | { readonly do: "look up"; readonly cursor: Cursor; readonly option: string; readonly dimension: string }
  | {
      readonly do: "support";
      readonly level: string;
      readonly option: string;
      readonly dimension: string;
      readonly among?: readonly string[];
    };

/** A tensor's levels and what is done with it. Writer 0 may write everything. */
export interface Program {
  readonly levels: readonly string[];
  readonly commands: readonly Command[];
  /** What is read whenever everything is read. */
  readonly cursors: readonly Cursor[];
  /** Whether everything is read after every command, or at the end alone, so that reads go stale in between. */
  readonly watched: boolean;
  /** Whether it is told its changes; untold, an implementation may take other ways, and there is nothing to replay. */
  readonly subscribed: boolean;
}

/** What one step of a program let be seen. */
export interface Observation {
  /** The number of the command, `3.1` within a batch. */
  readonly at: string;
  readonly saw: unknown;
}

/** Runs a program and returns all that could be seen of it; two implementations agree if these are the same. */
export function run(program: Program, implementation: Implementation): readonly Observation[] {
  const tensor = new implementation.Tensor(program.levels);
  const seen: Observation[] = [];
  const see = (at: string, saw: unknown): void => void seen.push({ at, saw });
  const root = tensor.writer(program.levels[0] ?? "");
  const deltas: Delta[] = [];
  if (program.subscribed)
    tensor.subscribe((delta, revision) => {
      see("notification", revision);
      deltas.push(delta);
    });

  const machine: Machine = { tensor, writers: [root], handles: [], deltas, see };
  program.commands.forEach((command, index) => {
    see(
      `${index}`,
      outcome(() => perform(command, machine, `${index}`)),
    );
    see(`${index}`, tensor.revision);
    if (program.watched) see(`${index}`, everything(tensor, program.cursors));
  });
  see("the end", everything(tensor, program.cursors));
  if (program.subscribed) see("the end", reproduced(deltas, program, implementation));
  return seen;
}

/** Everything that can be read of a tensor, by the given cursors. */
export function everything(tensor: TensorLike, cursors: readonly Cursor[]): unknown {
  const options = tensor.options();
  const dimensions = tensor.dimensions();
  return {
    cells: [...tensor.cells()],
    options,
    dimensions,
    instances: tensor.levels.map((level) => tensor.instances(level)),
    queues: cursors.map((cursor) => tensor.rank(cursor)),
    resolved: cursors.map((cursor) => tensor.resolve(cursor)),
    best: cursors.map((cursor) => tensor.best(cursor)),
    lookups: cursors
      .slice(0, 2)
      .map((cursor) =>
        ["", ...options.slice(0, 8)].flatMap((option) =>
          dimensions
            .slice(0, 8)
            .map((dimension) => [tensor.value(cursor, option, dimension), tensor.weight(cursor, option, dimension)]),
        ),
      ),
  };
}

interface Machine {
  readonly tensor: TensorLike;
  readonly writers: WriterLike[];
  readonly handles: (CellHandleLike | undefined)[];
  readonly deltas: readonly Delta[];
  readonly see: (at: string, saw: unknown) => void;
}

/** Thrown by programs themselves, to leave a batch. */
class Abandoned extends Error {}

/** By its shape, not its class: the subject may be another copy of the package. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && error.name === "TensorError" && "code" in error ? String(error.code) : undefined;
}

function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    const code = codeOf(error);
    if (code !== undefined) return { refused: code };
    if (error instanceof Abandoned) return { abandoned: true };
    throw error;
  }
}

function perform(command: Command, machine: Machine, at: string): unknown {
  const { tensor, writers, handles, deltas } = machine;
  switch (command.do) {
    case "mint":
      // An instance that is given is a pin, also where it is undefined: only what is left out is none.
      writers.push(
        command.instance === undefined ? tensor.writer(command.level) : tensor.writer(command.level, command.instance),
      );
      return;
    case "resolve":
    case "rank":
      return tensor[command.do](command.cursor, command.restriction);
    case "best":
      return tensor.best(command.cursor, command.restriction);
    case "explain":
      // The reference explains nothing: what is compared is the queue that was explained.
      if (tensor.explain === undefined) return tensor.rank(command.cursor, command.restriction);
      return tensor
        .explain(command.cursor, command.restriction)
        .queue.map(({ option, score }) => ({ option, score: toNumber(score) }));
    case "look up":
      return [
        tensor.value(command.cursor, command.option, command.dimension),
        tensor.weight(command.cursor, command.option, command.dimension),
      ];
    case "support":
      return tensor.support(command.level, command.option, command.dimension, only("among", command.among));
    case "replay":
      // In what order a told delta names its changes is open, so its replay must not stop half way: the root writes it.
      return deltas.length === 0 ? undefined : writers[0]?.apply(deltas[command.delta % deltas.length] ?? []);
    case "use handle":
      return useHandle(handles[command.handle % handles.length], command);
  }

  const writer = writers[command.writer % writers.length];
  if (writer === undefined) return;
  switch (command.do) {
    case "attenuate":
      writers.push(
        command.instance === undefined
          ? writer.attenuate(command.level)
          : writer.attenuate(command.level, command.instance),
      );
      return;
    case "revoke":
      return writer.revoke();
    case "handle":
      handles.push(handleOf(writer, command));
      return;
    case "set":
      return set(writer, command);
    case "unset":
      return unset(writer, command);
    case "gate":
    case "open":
      return writer[command.do](command.level, command.instance, command.option, command.dimension);
    case "clear":
      return writer.clear(command.level, command.instance);
    case "apply":
      return writer.apply(command.delta);
    case "reduce":
      return writer.reduce(command.way);
    case "rollUp":
      return writer.rollUp(command.way);
    case "corroborate":
      return writer.corroborate(command.way);
    case "batch":
      return writer.batch((inner) => {
        const within = { ...machine, writers: writers.map((other) => (other === writer ? inner : other)) };
        command.commands.forEach((nested, index) => {
          const step = `${at}.${index}`;
          if (command.refusals === "end it") machine.see(step, perform(nested, within, step));
          else
            machine.see(
              step,
              outcome(() => perform(nested, within, step)),
            );
        });
        if (command.ends === "in an error") throw new Abandoned();
        return command.ends === "in a promise" ? Promise.resolve(1) : command.commands.length;
      });
  }
}

/** The shared option slot has methods of its own; odd writers reach it by them, even ones by its name. */
function set(
  writer: WriterLike,
  { writer: number, layer, level, instance, option, dimension, content }: Command & { do: "set" },
): void {
  if (option === "" && number % 2 === 1)
    layer === "value"
      ? writer.setDefault(level, instance, dimension, content)
      : writer.setWeight(level, instance, dimension, content);
  else if (layer === "value") writer.setValue(level, instance, option, dimension, content);
  else writer.setOptionWeight(level, instance, option, dimension, content);
}

function unset(
  writer: WriterLike,
  { writer: number, layer, level, instance, option, dimension }: Command & { do: "unset" },
): void {
  if (option === "" && number % 2 === 1)
    layer === "value"
      ? writer.unsetDefault(level, instance, dimension)
      : writer.unsetWeight(level, instance, dimension);
  else if (layer === "value") writer.unsetValue(level, instance, option, dimension);
  else writer.unsetOptionWeight(level, instance, option, dimension);
}

/** Whether a bad handle is refused when it is made or when it is used is open: only that it is refused can be seen. */
function handleOf(writer: WriterLike, { level, instance, option, dimension }: Coordinate): CellHandleLike | undefined {
  try {
    return writer.cell(level, instance, option, dimension);
  } catch (error) {
    if (codeOf(error) !== undefined) return undefined;
    throw error;
  }
}

function useHandle(handle: CellHandleLike | undefined, { act, content }: Command & { do: "use handle" }): unknown {
  try {
    if (handle === undefined) return "refused";
    return act === "unset" ? handle.unset() : handle[act](content);
  } catch (error) {
    if (codeOf(error) !== undefined) return "refused";
    throw error;
  }
}

/** The deltas that subscribers were told, applied in order to an empty tensor. */
function reproduced(deltas: readonly Delta[], program: Program, implementation: Implementation): unknown {
  const tensor = new implementation.Tensor(program.levels);
  const root = tensor.writer(program.levels[0] ?? "");
  for (const delta of deltas) root.apply(delta);
  return everything(tensor, program.cursors);
}

/** An optional property that is left out where it is undefined. */
function only<Key extends string, T>(key: Key, content: T | undefined): { readonly [K in Key]?: T } {
  return content === undefined ? {} : ({ [key]: content } as { readonly [K in Key]?: T });
}

function toNumber(quantity: number | "inf" | "-inf" | "nan"): number {
  if (typeof quantity === "number") return quantity;
  return quantity === "nan" ? Number.NaN : quantity === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
