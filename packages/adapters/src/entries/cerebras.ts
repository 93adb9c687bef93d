export { outcomeFromCerebras, streamFromCerebras } from "../outcomes/cerebras.ts";
export { CEREBRAS } from "../providers/cerebras.ts";
