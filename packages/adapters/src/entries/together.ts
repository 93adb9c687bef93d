export { outcomeFromTogether, streamFromTogether } from "../outcomes/together.ts";
export { TOGETHER } from "../providers/together.ts";
