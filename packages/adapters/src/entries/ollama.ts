export { outcomeFromOllama, streamFromOllama } from "../outcomes/ollama.ts";
export { OLLAMA } from "../providers/ollama.ts";
