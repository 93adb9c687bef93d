import { expect, test } from "vitest";
import { page } from "../classifiers.ts";

test("the page on the classifiers says what the run says (else: node docs/classifiers.ts --write)", () => {
  const { text, wanted } = page();
  expect(text).toBe(wanted);
});
