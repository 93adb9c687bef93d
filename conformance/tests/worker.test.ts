import { laws } from "@thalweg/conformance";
import { expect, inject, test } from "vitest";
import type { Answer, Order, Ready } from "./laws.worker.ts";

const startLimit = 20_000;
// A script that does not load makes an event without a message.
const failure = ({ message }: ErrorEvent) => new Error(`The worker failed: ${message ?? "its script did not load"}`);

const worker = new Worker(new URL("./laws.worker.ts", import.meta.url), { type: "module" });
const ready = new Promise<Ready>((resolve, reject) => {
  worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
  worker.addEventListener("error", (event) => reject(failure(event)));
  setTimeout(() => reject(new Error(`The worker did not start within ${startLimit} ms.`)), startLimit);
});
// Every test awaits it and fails by it; before the first one does, it is nobody's.
ready.catch(() => {});

/** The law that the worker owes an answer to: where it hangs or failed, it answers no later one either. */
let open: string | undefined;

function ask(order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(failure(event));
    worker.postMessage(order);
  });
}

test("the laws run in a worker", async () => {
  expect((await ready).scope).toBe("DedicatedWorkerGlobalScope");
});

for (const [place, law] of laws.entries()) {
  const name = `${law.number} ${law.says}`;
  test(name, async () => {
    await ready;
    if (open !== undefined) throw new Error(`The worker never answered: ${open}`);
    open = name;
    const answer = await ask({ law: place, seed: inject("seed"), runs: inject("runs") });
    open = undefined;
    expect(answer.law).toBe(place);
    if (answer.error !== undefined) throw new Error(answer.error);
  });
}
