import { ABILITIES } from "./abilities.ts";
import { DEVICES } from "./devices.ts";
import { LENGTH } from "./length.ts";
import { MONEY } from "./money.ts";
import { PRIVACY } from "./privacy.ts";
import type { Situation } from "./situation.ts";
import { STEP_SITUATIONS } from "./steps.ts";

/** All situations, by what they are about. */
export const SITUATIONS: Readonly<Record<string, readonly Situation[]>> = {
  "Where data may go": PRIVACY,
  "How long the request is": LENGTH,
  "What must be done": ABILITIES,
  "What money, time and quality are worth": MONEY,
  "What step it is": STEP_SITUATIONS,
  "What a device knows, and what nobody knows": DEVICES,
};
