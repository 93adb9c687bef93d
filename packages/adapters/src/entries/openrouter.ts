export { outcomeFromOpenRouter, streamFromOpenRouter } from "../outcomes/openrouter.ts";
export { OPENROUTER } from "../providers/openrouter.ts";
