import type { SuiteOptions, SuiteResult } from "./suite.ts";

/** A run of the suite in one runtime. */
export interface Task {
  /** It holds the bundle, `suite.js`, and whatever else a runtime puts there. */
  readonly folder: string;
  readonly options: SuiteOptions;
  /** Aborts when the time is over. */
  readonly limit: AbortSignal;
}

/** One place where the suite can run. */
export interface Runtime {
  readonly name: string;
  /** The engine that it must turn out to have, and the beginning of the version. */
  readonly engine: "V8" | "JavaScriptCore" | "SpiderMonkey";
  readonly version?: string;
  /** What is to be installed for it; nothing where it is there. */
  readonly missing?: string;
  /** Starts it, has it run the suite, and ends it whatever happens. */
  run(task: Task): Promise<SuiteResult>;
}
