import { callCost } from "@thalweg/adapters";
import { catalogueModel } from "@thalweg/adapters/catalogue";
import { expect, test } from "vitest";

const at = Date.UTC(2026, 0, 1);
const priceOf = (provider: string, model: string) => catalogueModel(provider, model, at).price;

test("what a cache keeps for an hour is priced so", () => {
  const price = priceOf("anthropic", "claude-sonnet-4-5");
  expect(price).toMatchObject({ input: 3, cacheWrite: 3.75, cacheWrite1h: 6 });
  expect(callCost(price, { input: 0, output: 0, cacheWrite: 1e5, cacheWrite1h: 1e5 })).toBeCloseTo(0.975, 9);
  expect(priceOf("openai", "gpt-4o")?.cacheWrite1h).toBeUndefined();
});

test("where the reasoning in an answer has a rate of its own, what an answer costs is unknown", () => {
  const price = priceOf("openrouter", "perplexity/sonar-deep-research");
  expect(price).toEqual({ input: 2 });
  expect(callCost(price, { input: 10, output: 10 })).toBeUndefined();
});
