import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, onTestFinished, test } from "vitest";
import type { BrowserDevice, Seen } from "./device.ts";
import { startPages } from "./pages.ts";

/** Chromium needs no sandbox of its own here, which root could not have, and no network but loopback. */
const chromiumArguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update"];

const browsers = [
  { name: "Chromium", kind: "chrome", debian: "chromium", commands: ["chromium", "chromium-browser", "google-chrome"] },
  { name: "Firefox", kind: "firefox", debian: "firefox-esr", commands: ["firefox-esr", "firefox"] },
] as const;

/** So long a browser may take to start or to end on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

/** What a test has of a browser: a profile of its own. */
export interface Visit {
  /** Of the pages, as a browser tells servers. */
  readonly origin: string;
  /** Opens a tab; the path is the name of a page here, and may have a query. */
  open(path: string): Promise<Page>;
}

/** Tests in each browser: skipped where it is not installed, and a failure there in CI. */
export function describeInBrowsers(suite: (visit: () => Promise<Visit>) => void): void {
  for (const { name, kind, debian, commands } of browsers) {
    const executablePath = find(commands);
    if (executablePath !== undefined) {
      describe(`in ${name}`, () => {
        let browser: Browser | undefined;
        let pages: Awaited<ReturnType<typeof startPages>> | undefined;
        beforeAll(async () => {
          pages = await startPages();
          const args = kind === "chrome" ? chromiumArguments : [];
          browser = await launch({ browser: kind, executablePath, headless: true, args, timeout: PATIENCE });
        }, PATIENCE);
        afterAll(async () => {
          await browser?.close();
          await pages?.end();
        }, PATIENCE);
        suite(() => visitOf(browser as Browser, pages?.origin ?? ""));
      });
    } else if (process.env.CI === "true") {
      test(`in ${name}`, () => {
        throw new Error(`${name} is not installed: apt-get install ${debian}`);
      });
    } else test.skip(`in ${name} (skipped: needs it installed, apt-get install ${debian})`, () => undefined);
  }
}

async function visitOf(browser: Browser, origin: string): Promise<Visit> {
  const context = await browser.createBrowserContext();
  onTestFinished(() => context.close());
  return {
    origin,
    async open(path) {
      const page = await context.newPage();
      await page.goto(`${origin}/${path}`);
      return page;
    },
  };
}

/** The first of the commands on the path. */
function find(commands: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return commands.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** Asks the device of a page. */
export const ask = (page: Page, what: keyof BrowserDevice): Promise<Seen> =>
  page.evaluate((given) => {
    // The pages have put it there.
    const { ask } = globalThis as unknown as { ask(what: string): Promise<Seen> };
    return ask(given);
  }, what);
