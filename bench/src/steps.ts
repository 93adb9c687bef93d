import { parseArgs } from "node:util";
import { STEP_TYPES } from "@thalweg/adapters";
import { reportWorkflow } from "./steps/report.ts";
import { runWorkflow } from "./steps/workflow.ts";

const usage = `Usage: demo:steps [options]

Classifies the requests of a workflow, resolves every step over all kinds of hardware, and explains one queue. It calls
nobody.

  --explain STEP   the step whose queue is explained (default: reason)
  --json           print the results as JSON
  --help           print this text

NO_COLOR=1 prints without colour. Exit code: 0 done, 2 wrong usage.
`;

/** A command line that cannot be understood; the message is one sentence for people. */
class UsageError extends Error {}

// A reader such as `head` may go away before the end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
try {
  const { values } = parseArgs({
    options: {
      explain: { type: "string", default: "reason" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const isStep = STEP_TYPES.some((step) => step === values.explain);
  if (!isStep) throw new UsageError(`--explain takes one of ${STEP_TYPES.join(", ")}, not "${values.explain}"`);
  if (values.help) process.stdout.write(usage);
  else {
    const workflow = runWorkflow(["cheap", "accurate"], values.explain);
    console.log(values.json ? JSON.stringify(workflow, undefined, 2) : reportWorkflow(workflow));
  }
} catch (error) {
  if (!(error instanceof UsageError || (error instanceof TypeError && "code" in error))) throw error;
  console.error(`demo:steps: ${error.message}\nTry --help.`);
  process.exitCode = 2;
}
