export { outcomeFromGroq, streamFromGroq } from "../outcomes/groq.ts";
export { GROQ } from "../providers/groq.ts";
