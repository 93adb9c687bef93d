import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { outcomeFromOpenAI, streamFromOpenAI } from "../../src/outcomes/openai.ts";
import { objectsOf, Pieces } from "../../src/outcomes/pieces.ts";
import { fixturesOf, PROVIDERS } from "./fixtures.ts";

const options = { seed: inject("seed"), numRuns: inject("runs") };

/** A text in pieces, cut at these places. */
function cut(text: string, places: readonly number[], isBytes: boolean): readonly (string | Uint8Array)[] {
  const whole = isBytes ? new TextEncoder().encode(text) : text;
  const ends = [...places.map((place) => place % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return ends.map((end, i) => whole.slice(ends[i - 1] ?? 0, end));
}

const event = (content: string, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`;
const outcomeOf = (pieces: readonly unknown[]) => {
  const stream = streamFromOpenAI({ startedAt: 0 });
  for (const [i, piece] of pieces.entries()) stream.push(piece, 10 * (i + 1));
  return stream.end(1_000);
};

describe("however the text of a stream is cut, its outcome is that of whole events (issue 6, properties)", () => {
  for (const [provider, { stream }] of Object.entries(PROVIDERS)) {
    for (const { name, attempt, events } of fixturesOf(provider).filter(({ events }) => events !== undefined)) {
      test(`${provider}: ${name}`, () => {
        const texts = (events ?? []).map(([, each]) => (typeof each === "string" ? each : JSON.stringify(each)));
        const outcome = (pieces: readonly unknown[]) => {
          const accumulator = stream({ ...attempt, startedAt: 0 });
          for (const piece of pieces) accumulator.push(piece, 10);
          return accumulator.end(20);
        };
        const expected = outcome((events ?? []).map(([, each]) => each));
        const form = fc.constantFrom(
          (text: string) => `data: ${text}\n\n`,
          (text: string) => `event: message\r\ndata:${text}\r\n\r\n`,
          (text: string) => `${text}\n`,
        );
        const property = fc.property(form, fc.array(fc.nat()), fc.boolean(), (write, places, isBytes) => {
          const text = texts.map((each) => (/^(data|event|:)/.test(each) ? `${each}\n\n` : write(each))).join("");
          expect(outcome(cut(text, places, isBytes))).toEqual(expected);
        });
        fc.assert(property, options);
      });
    }
  }
});

describe("a piece", () => {
  const text = event("Grüß dich, 世界 😀\u2028") + event("", "stop");

  test("may end anywhere, also within a letter, and be of any length", () => {
    const bytes = new TextEncoder().encode(text);
    const expected = outcomeOf([text]).shape;
    expect(expected?.length).toBe(16);
    for (let length = 1; length <= bytes.length; length++) {
      const pieces: Uint8Array[] = [];
      for (let i = 0; i < bytes.length; i += length) pieces.push(bytes.slice(i, i + length));
      expect(outcomeOf(pieces)).toMatchObject({ error: undefined, finish: "stop", shape: expected });
    }
  });

  test("that makes an event whole is when the event came, line end or not", () => {
    const [start = "", end = ""] = [text.slice(0, 30), text.slice(30)];
    expect(outcomeOf([start, end]).ttft).toBe(0.02);
    expect(outcomeOf([event("Yes.").trim(), "\n", "\n", event("", "stop")]).ttft).toBe(0.01);
  });

  test("that was never made whole is cut off, and what begins no event is nobody's", () => {
    expect(outcomeOf([event("Yes.").slice(0, -9)])).toMatchObject({ error: "truncated", finish: undefined });
    expect(outcomeOf([event("Yes."), event("", "stop").slice(0, -9)]).error).toBe("truncated");
    expect(outcomeOf(["<html>", "</html>"]).error).toBe("unknown");
    expect(outcomeOf([new Uint8Array([0xe4])]).error).toBe("unknown");
  });

  test("may be of JSON over several lines, as errors are", () => {
    const body = JSON.stringify({ error: { code: "rate_limit_exceeded", message: "slow" } }, undefined, 2);
    for (const text of [body, `${body}\n`, `[${body}\n]`]) {
      for (let at = 0; at <= text.length; at++) {
        expect(outcomeOf([text.slice(0, at), text.slice(at)])).toMatchObject({ error: "rate-limit" });
      }
    }
    expect(outcomeOf([`: hello\n${body}\n`]).error).toBe("rate-limit");
  });

  test("is read at the end if it is longer than what is looked at before its line has ended", () => {
    const long = event("a".repeat(70_000), "stop").trim();
    expect(outcomeOf([long.slice(0, 9), long.slice(9)])).toMatchObject({ error: undefined, ttft: undefined });
    expect(outcomeOf([long.slice(0, 9), long.slice(9), "\n"])).toMatchObject({ error: undefined, ttft: 0.03 });
    expect(outcomeOf([long])).toMatchObject({ error: undefined, ttft: 0.01 });
  });

  test("takes bounded time, though it looks like an end and is none, again and again", () => {
    const start = performance.now();
    for (const beginning of ['{"a":"', '{\n"a":"', 'data: {"a":"']) {
      expect(outcomeOf([beginning, ...Array<string>(100_000).fill("}")]).error).toBe("truncated");
      expect(outcomeOf([beginning, ...Array<string>(50_000).fill("}\n,")]).finish).toBeUndefined();
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("beside which parsed events come", () => {
    const parsed = { choices: [{ delta: { content: "!" } }] };
    expect(outcomeOf([text.slice(0, 30), parsed, text.slice(30)])).toMatchObject({ error: undefined, finish: "stop" });
  });
});

test("a body has the objects of its lines, and what cannot be read is no object", () => {
  expect(objectsOf('{"a":1}\n{"b":2}\n{"c"')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(objectsOf('event: a\ndata: {"a":1}\n\ndata: {"b\n\ndata:{"c":3}\n\ndata: [DONE]')).toEqual([
    { a: 1 },
    { c: 3 },
  ]);
  expect(objectsOf("2")).toEqual([]);
  expect(outcomeFromOpenAI({ status: 200, body: event("Yes.") + event("", "stop") }).error).toBeUndefined();
});

test("what comes after JSON over several lines is read when it comes", () => {
  const pieces = new Pieces();
  const taken = ["{\n", '"a":1}', "\n", 'data: {"b":2}\n\ndata: {"c":3}\n'].map((text) => pieces.take(text));
  expect(taken).toEqual([[], [{ a: 1 }], [], [{ b: 2 }, { c: 3 }]]);
});

test("what belongs to a stream is nothing strange", () => {
  for (const text of [": a\n", "event: a\nid: 1\nretry: 5\n\n", "data: [DONE]\n\n", "[DONE]", "data:\n", "\r\n"]) {
    const pieces = new Pieces();
    expect([...pieces.take(text), ...pieces.take("", true)]).toEqual([]);
    expect(pieces.isStrange).toBe(false);
  }
});
