export { outcomeFromOpenAICompatible, streamFromOpenAICompatible } from "../outcomes/openai-compatible.ts";
export { OPENAI_COMPATIBLE } from "../providers/openai-compatible.ts";
