import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { AdapterError } from "../../src/errors.ts";
import { observationsOf } from "../../src/outcomes/observations.ts";
import type { Outcome } from "../../src/outcomes/outcome.ts";
import { fixturesOf, PROVIDERS } from "./fixtures.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };

/** Every number is a number or unknown, never NaN, below 0 or without end. */
function checkSound(outcome: Outcome): void {
  const { latency, ttft, tpot, cost, retryAfter, tokens } = outcome;
  for (const number of [latency, ttft, tpot, cost, retryAfter, ...Object.values(tokens)]) {
    if (number !== undefined) expect(number >= 0 && number < Infinity).toBe(true);
  }
  for (const { kind, value } of observationsOf(outcome)) {
    if (kind === "rate") expect([0, 1]).toContain(value);
    else expect((kind === "amount" ? value >= 0 : value > 0) && value < Infinity).toBe(true);
  }
}

/** A value of JSON with one of its parts replaced, taken away, or put into another place. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  const places: (readonly (string | number)[])[] = [];
  const visit = (node: unknown, path: readonly (string | number)[]): void => {
    places.push(path);
    if (Object(node) === node)
      for (const key of Object.keys(node as object)) visit((node as never)[key], [...path, key]);
  };
  visit(value, []);
  return fc.tuple(fc.constantFrom(...places), fc.jsonValue()).map(([path, replacement]) => {
    if (path.length === 0) return replacement;
    const copy: unknown = structuredClone(value);
    let node = copy as { [key: string]: unknown };
    for (const key of path.slice(0, -1)) node = node[key] as { [key: string]: unknown };
    node[path.at(-1) as string] = replacement;
    return copy;
  });
}

describe("whatever a provider sends becomes an outcome (issue 6, properties)", () => {
  for (const [provider, { whole, stream }] of Object.entries(PROVIDERS)) {
    const fixtures = fixturesOf(provider);
    const bodies = fixtures.flatMap(({ attempt, body, errors = [] }) => [
      attempt?.body,
      body,
      ...errors.map((each) => each.body),
    ]);
    const events = fixtures.flatMap(({ events = [] }) => events.map(([, event]) => event));

    test(`${provider}: a mutated answer`, () => {
      const anything = fc.oneof(
        fc.constantFrom(...bodies.filter((body) => Object(body) === body)).chain(mutated),
        fc.jsonValue(),
      );
      const status = fc.oneof(fc.constant(200), fc.integer(), fc.constant(undefined));
      const property = fc.property(anything, status, fc.boolean(), fc.nat(400), (body, code, isText, cut) => {
        const sent = isText ? JSON.stringify(body)?.slice(0, cut) : body;
        checkSound(whole({ status: code, body: sent, startedAt: 0, endedAt: 5, price: { input: 1, output: 1 } }));
      });
      fc.assert(property, options);
    });

    test(`${provider}: a mutated stream, in any order`, () => {
      const event = fc.oneof(
        fc.constantFrom(...events),
        fc.constantFrom(...events).chain(mutated),
        fc.jsonValue(),
        fc.string(),
      );
      const timed = fc.array(fc.tuple(event, fc.integer()), { maxLength: 12 });
      const property = fc.property(timed, fc.integer(), (pushed, end) => {
        const accumulator = stream({ startedAt: 0, price: { input: 1, output: 1 } });
        for (const [each, at] of pushed) accumulator.push(each, at);
        checkSound(accumulator.end(end));
      });
      fc.assert(property, options);
    });

    test.each([
      ["a code that makes no number", '{"code":{"toString":1,"valueOf":1}}'],
      ["a code that is deep", `{"code":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
      ["a type and a message of objects", '{"type":{"toString":1},"message":{"valueOf":1}}'],
      ["a list", "[[[1]]]"],
      ["more about it that is no object", '{"metadata":{"error_type":{"toString":1}}}'],
    ])(`${provider}: %s as an error, within an answer, a refusal and a stream`, (_, error) => {
      const bodies = [
        `{"error":${error}}`,
        `{"response":{"error":${error}}}`,
        `{"type":${error},"item":{"type":${error}},"output":[{"type":${error}}],"content":[{"type":${error}}]}`,
        `{"type":"response.output_item.added","item":{"type":${error}},"response":{"output":[{"type":${error}}]}}`,
        `{"choices":[{"message":{"content":${error}},"delta":{"content":${error}},"finish_reason":${error}}]}`,
        `{"choices":[{"delta":{"tool_calls":[{"id":${error}}]}}],"usage":${error},"message":${error},"done":true}`,
        `[null,${error}]`,
        error,
      ];
      for (const body of bodies) {
        for (const status of [undefined, 200, 400]) {
          checkSound(whole({ status, body }));
          const accumulator = stream({ status });
          accumulator.push(body, 1);
          accumulator.push(`data: ${body}`, 2);
          checkSound(accumulator.end(3));
          checkSound(whole({ error: { status, error: JSON.parse(body) } }));
        }
      }
    });

    test(`${provider}: mutated headers`, () => {
      const value = fc.oneof(fc.string(), fc.double().map(String), fc.date({ noInvalidDate: false }).map(String));
      const name = fc.constantFrom(
        ...["retry-after", "Retry-After-Ms", "date", "x-ratelimit-reset", "x-ratelimit-reset-requests"],
        ...["x-ratelimit-remaining-requests", "anthropic-ratelimit-tokens-reset"],
      );
      const property = fc.property(
        fc.dictionary(name, value),
        fc.option(fc.integer(), { nil: undefined }),
        (headers, endedAt) => {
          checkSound(whole({ status: 429, headers, endedAt }));
        },
      );
      fc.assert(property, options);
    });

    test(`${provider}: what throws does so with a code and a place, for what the host itself gave`, () => {
      const property = fc.property(fc.double(), fc.double(), (startedAt, input) => {
        try {
          checkSound(whole({ status: 200, body: {}, startedAt, endedAt: 5, price: { input } }));
        } catch (error) {
          expect(error).toBeInstanceOf(AdapterError);
          expect(error).toMatchObject({ code: "invalid-number", place: expect.stringMatching(/^attempt[.]/) });
        }
      });
      fc.assert(property, options);
    });
  }
});

describe("in bounded time", () => {
  const million = 1_000_000;
  const texts = [
    "a".repeat(million),
    "{".repeat(million),
    "1".repeat(million),
    " ".repeat(million),
    "1,".repeat(million / 2),
    "\n".repeat(million),
    "{\n".repeat(million / 2),
    "data:".repeat(million / 5),
  ];
  for (const [provider, { whole, stream }] of Object.entries(PROVIDERS)) {
    test(`${provider}: a megabyte of repeated letters, as body, header, answer and event`, () => {
      const start = performance.now();
      for (const text of texts) {
        whole({ status: 200, body: text });
        whole({ status: 400, body: { error: { message: text, code: text, type: text } } });
        whole({
          status: 429,
          headers: { "retry-after": text, "retry-after-ms": text, "x-ratelimit-reset-requests": text },
        });
        whole({ status: 200, body: { choices: [{ message: { content: text }, finish_reason: "stop" }] } });
        whole({ status: 200, body: { content: [{ type: "text", text }], stop_reason: "end_turn" } });
        whole({ status: 200, body: { message: { content: text }, done: true } });
        const accumulator = stream();
        accumulator.push(text, 1);
        accumulator.push({ choices: [{ delta: { content: text } }] }, 2);
        accumulator.end(3);
      }
      expect(performance.now() - start).toBeLessThan(5_000);
    });
  }
});
