import { catalogueModel } from "@thalweg/adapters/catalogue";
import { expect, test, vi } from "vitest";

// The catalogue of prices can answer for one provider with another's model: those that resell have such a list.
vi.mock("@pydantic/genai-prices", () => {
  const model = { id: "gpt-9", match: { equals: "gpt-9" } };
  return {
    findProvider: () => ({ models: [model] }),
    calcPrice: (_: object, name: string, { providerId }: { providerId: string }) => ({
      provider: { id: name === "gpt-9" ? providerId : "azure" },
      model: { ...model, match: { equals: name } },
      model_price: { input_mtok: 1, output_mtok: 2 },
    }),
  };
});

test("another provider's price is taken for nobody's", () => {
  expect(catalogueModel("openai", "gpt-9", 0).price).toEqual({ input: 1, output: 2 });
  expect(() => catalogueModel("openai", "gpt-8", 0)).toThrow('unknown-model: "gpt-8" at model');
});
