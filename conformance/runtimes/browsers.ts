import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, launch, type Page } from "puppeteer-core";
import type { Runtime, Task } from "./runtime.ts";
import { serve } from "./serve.ts";
import type { SuiteOptions, SuiteResult } from "./suite.ts";

/** Hands the result to the page that started it. */
const worker = `
import { runSuite } from "/suite.js";
self.onmessage = async ({ data }) => self.postMessage({ result: await runSuite(data), scope: self.constructor.name });
// Else it would go unheard: only what is thrown at once reaches the page as an error.
self.onunhandledrejection = ({ reason }) => self.postMessage({ error: String(reason) });
`;

const chromium = find(process.env.CHROMIUM_PATH, ["chromium", "chromium-browser", "google-chrome"]);
const firefox = find(process.env.FIREFOX_PATH, ["firefox-esr", "firefox"]);

/** Arguments that keep Chromium to itself: no sandbox (root in CI), no network of its own. */
const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The runtimes that are browsers: installed ones, as nobody downloads a browser for a test. */
export const browsers: readonly Runtime[] = [
  inBrowser("Chromium page", "V8", chromium, "chromium", inPage),
  inBrowser("Chromium worker", "V8", chromium, "chromium", inWorker),
  inBrowser("Firefox page", "SpiderMonkey", firefox, "firefox-esr", inPage),
];

/** The command that is named, else the first one on the path. */
function find(named: string | undefined, names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = named ? [named] : names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((candidate) => existsSync(candidate));
}

function inBrowser(
  name: string,
  engine: Runtime["engine"],
  executablePath: string | undefined,
  debian: string,
  work: (page: Page, options: SuiteOptions) => Promise<SuiteResult>,
): Runtime {
  return {
    name,
    engine,
    ...(executablePath === undefined && { missing: debian }),
    async run({ folder, options, limit }: Task) {
      const server = await serve(
        new Map([
          ["/", "<!doctype html><title>suite</title>"],
          ["/suite.js", readFileSync(join(folder, "suite.js"), "utf8")],
          ["/worker.js", worker],
        ]),
      );
      try {
        const browser = await launch({
          browser: engine === "V8" ? "chrome" : "firefox",
          executablePath: executablePath ?? debian,
          headless: true,
          ...(engine === "V8" && { args: chromiumArguments }),
          // The limit ends it, and nothing else.
          protocolTimeout: 0,
          signal: limit,
        });
        try {
          const page = await browser.newPage();
          await page.goto(server.address);
          return { ...(await work(page, options)), ...(await versionsOf(browser)) };
        } finally {
          await browser.close();
        }
      } finally {
        server.end();
      }
    },
  };
}

function inPage(page: Page, options: SuiteOptions): Promise<SuiteResult> {
  return page.evaluate(async (given) => {
    const path = "/suite.js";
    const { runSuite } = await import(path);
    return runSuite(given);
  }, options);
}

function inWorker(page: Page, options: SuiteOptions): Promise<SuiteResult> {
  return page.evaluate(
    (given) =>
      new Promise<SuiteResult>((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data: { result, scope, error } }) =>
          scope === "DedicatedWorkerGlobalScope" ? resolve(result) : reject(new Error(error ?? `it ran in a ${scope}`));
        // A script that does not load makes an event without a message.
        worker.onerror = ({ message }) => reject(new Error(message ?? "the script of the worker did not load"));
        worker.postMessage(given);
      }),
    options,
  );
}

/** Scripts are told half of it, so the browser is asked. */
async function versionsOf(browser: Browser): Promise<Pick<SuiteResult, "version" | "engineVersion">> {
  const [name, version = ""] = (await browser.version()).split("/");
  if (name === "firefox") return { version };
  const session = await browser.target().createCDPSession();
  const { jsVersion } = await session.send("Browser.getVersion");
  return { version, engineVersion: jsVersion };
}
