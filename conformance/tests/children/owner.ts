// Owns a child, and ends in one way or another: `node owner.ts throws|forgets|waits COMMAND`.
import { childSubject } from "../../node/child.ts";

const [, , how, command = ""] = process.argv;
const child = await childSubject({ command });
console.log(`started ${child.name}`);
if (how === "throws") throw new Error("the owner failed");
if (how === "waits") await child.perform({ levels: ["level"], commands: [] });
