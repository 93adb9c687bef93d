import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/outcomes/outcome.ts";
import { fixturesOf, NOW, PROVIDERS } from "./fixtures.ts";

/** Every provider has one of each; some have more. */
const KINDS = [
  "cached-tokens",
  "cut",
  "empty",
  "errors",
  "garbage",
  "reasoning-tokens",
  "refused",
  "retry-after",
  "streamed",
  "streamed-cut",
  "streamed-error",
  "streamed-tool-call",
  "success",
  "tool-call",
  "truncated",
  "unknown-usage",
];

/** What must hold of an outcome: each field that is named, and an error only where one is named. */
function check(outcome: Outcome, expected: { readonly [field: string]: unknown }): void {
  for (const [field, value] of Object.entries({ error: null, ...expected })) {
    const found = outcome[field as keyof Outcome];
    if (value === null) expect(found, field).toBeUndefined();
    else if (typeof value === "number") expect(found, field).toBeCloseTo(value, 9);
    else if (typeof value === "object") expect(found, field).toMatchObject(value);
    else expect(found, field).toBe(value);
  }
}

for (const [provider, { whole, stream }] of Object.entries(PROVIDERS)) {
  describe(provider, () => {
    const fixtures = fixturesOf(provider);

    test("has a fixture of every kind, and each says which page it follows", () => {
      expect(fixtures.map(({ name }) => name)).toEqual(expect.arrayContaining(KINDS));
      for (const { follows } of fixtures) expect(follows).toMatch(/^https:\/\/[\w.-]+\//);
    });

    for (const { name, attempt, events, end, expect: expected, errors, status, body, waits } of fixtures) {
      if (events !== undefined) {
        test(name, () => {
          const accumulator = stream(attempt);
          for (const [at, event] of events) accumulator.push(event, at);
          check(accumulator.end(end), expected ?? {});
        });
      } else if (attempt !== undefined) {
        test(name, () => check(whole(attempt), expected ?? {}));
        test(`${name}, given as text`, () => {
          const { body } = attempt;
          check(whole({ ...attempt, body: typeof body === "string" ? body : JSON.stringify(body) }), expected ?? {});
        });
      }
      for (const each of errors ?? []) {
        test(`${each.status} ${JSON.stringify(each.body).slice(0, 80)} is ${each.error}`, () => {
          const outcome = whole({ status: each.status, body: each.body, startedAt: NOW - 100, endedAt: NOW });
          expect(outcome).toMatchObject({ provider, error: each.error, status: each.status });
          expect(outcome.cost).toBeUndefined();
          expect(outcome.tokens).toEqual({});
        });
      }
      for (const { headers, retryAfter } of waits ?? []) {
        test(`${JSON.stringify(headers)} waits ${retryAfter} ms`, () => {
          const forms = [headers, new Headers(headers as Record<string, string>)];
          for (const form of forms) {
            expect(whole({ status: status ?? 0, body, headers: form, endedAt: NOW }).retryAfter).toBe(retryAfter);
          }
        });
      }
    }
  });
}
