export { outcomeFromOpenAI, streamFromOpenAI } from "../outcomes/openai.ts";
export { OPENAI } from "../providers/openai.ts";
