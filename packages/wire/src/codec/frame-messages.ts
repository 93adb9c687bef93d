import type { Frame } from "./frames.ts";
import { Messages } from "./messages.ts";
import { frameSchema } from "./schema.ts";

/** The frames of a session. */
export const frameMessages: Messages<Frame> = new Messages(frameSchema);
