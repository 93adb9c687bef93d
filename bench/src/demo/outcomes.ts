/** A model that a question can be put to. */
export interface Model {
  readonly name: string;
  /** USD per million input tokens. */
  readonly price: number;
}

/** A question with what every model scored on it, 0 to 1. */
export interface Outcome {
  readonly task: string;
  readonly promptChars: number;
  readonly scores: ReadonlyMap<string, number>;
}

/** A data file that is not what it should be; the message names the file, the line and what was expected. */
export class DataError extends Error {
  override readonly name = "DataError";
}

const priceColumns = ["model", "input_usd_per_mtok", "output_usd_per_mtok"];
const outcomeColumns = ["task", "item", "prompt_chars"];

/** Reads the models and their prices. Throws {@link DataError}. */
export function parseModels(file: string, text: string): readonly Model[] {
  const { header, rows } = parseTable(file, text);
  if (header.join() !== priceColumns.join()) {
    throw new DataError(`${file}:1: the columns must be ${priceColumns.join(", ")}`);
  }
  const models = rows.map(({ fields, at }) => ({
    name: nameIn(fields, 0, at),
    price: numberIn(fields, 1, at, Number.MAX_VALUE),
  }));
  if (new Set(models.map(({ name }) => name)).size < models.length) {
    throw new DataError(`${file}: a model stands in two rows`);
  }
  return models;
}

/** Reads the recorded outcomes of exactly these models. Throws {@link DataError}. */
export function parseOutcomes(file: string, text: string, models: readonly Model[]): readonly Outcome[] {
  const { header, rows } = parseTable(file, text);
  const names = header.slice(outcomeColumns.length);
  if (header.slice(0, outcomeColumns.length).join() !== outcomeColumns.join()) {
    throw new DataError(`${file}:1: the columns must begin with ${outcomeColumns.join(", ")}`);
  }
  const priced = models.map(({ name }) => name);
  if (names.toSorted().join() !== priced.toSorted().join()) {
    throw new DataError(`${file}:1: the models must be those that have a price: ${priced.join(", ")}`);
  }
  return rows.map(({ fields, at }) => ({
    task: nameIn(fields, 0, at),
    promptChars: numberIn(fields, 2, at, Number.MAX_SAFE_INTEGER),
    scores: new Map(names.map((name, i) => [name, numberIn(fields, outcomeColumns.length + i, at, 1)])),
  }));
}

interface Row {
  readonly fields: readonly string[];
  /** File and line. */
  readonly at: string;
}

/** Only the first line is a header: a task may be called `task`. */
function parseTable(file: string, text: string): { header: readonly string[]; rows: readonly Row[] } {
  const [header = [], ...lines] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  if (lines.length === 0) throw new DataError(`${file}: there are no rows`);
  const rows = lines.map((fields, i) => ({ fields, at: `${file}:${i + 2}` }));
  const wrong = rows.find(({ fields }) => fields.length !== header.length);
  if (wrong !== undefined) {
    throw new DataError(`${wrong.at}: ${wrong.fields.length} columns, where the header has ${header.length}`);
  }
  return { header, rows };
}

function nameIn(fields: readonly string[], column: number, at: string): string {
  const name = fields[column];
  if (!name) throw new DataError(`${at}: column ${column + 1} must be a name, and is empty`);
  return name;
}

function numberIn(fields: readonly string[], column: number, at: string, most: number): number {
  const field = fields[column] ?? "";
  const number = /^\d+(\.\d+)?$/.test(field) ? Number(field) : Number.NaN;
  if (number <= most) return number;
  const range = most === 1 ? "from 0 to 1" : "from 0";
  throw new DataError(`${at}: column ${column + 1} must be a number ${range}, and is "${field}"`);
}
