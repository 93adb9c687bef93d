export { outcomeFromAnthropic, streamFromAnthropic } from "../outcomes/anthropic.ts";
export { ANTHROPIC } from "../providers/anthropic.ts";
