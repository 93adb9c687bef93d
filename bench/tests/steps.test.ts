import { STEP_TYPES } from "@thalweg/adapters";
import { expect, test } from "vitest";
import { fleet, shortNames } from "../src/steps/fleet.ts";
import { reportWorkflow } from "../src/steps/report.ts";
import { runWorkflow } from "../src/steps/workflow.ts";

const workflow = runWorkflow(["cheap", "accurate"], "reason");

test("the workflow has its four steps first, and every other step once", () => {
  const steps = workflow.steps.map(({ step }) => step);
  expect(steps.slice(0, 4)).toEqual(["rerank", "extract", "reason", "verify"]);
  expect([...steps].sort()).toEqual([...STEP_TYPES].sort());
});

test("every option is in the tables, with a price where the catalogue has one, on all seven kinds of hardware", () => {
  expect(shortNames.size).toBe(fleet.models.length);
  const hardware = new Set([...shortNames.keys()].map((option) => option.replace(/.*@/, "")));
  expect(hardware.size).toBe(7);
  for (const { options } of workflow.steps) {
    expect(options.map(({ option }) => option).sort()).toEqual([...shortNames.keys()].sort());
    for (const { cost, latency, quality } of options) {
      expect(cost).toBeGreaterThanOrEqual(0);
      expect(latency).toBeGreaterThan(0);
      expect(quality).toBeGreaterThan(0);
    }
  }
});

test("an option has a place under each preset, or says what it lacks", () => {
  for (const { options } of workflow.steps) {
    const open = options.filter(({ lacks }) => lacks.length === 0);
    for (const preset of [0, 1]) {
      const places = open.map(({ places }) => places[preset]).sort();
      expect(places).toEqual(open.map((_, i) => i + 1));
    }
    for (const { lacks, places } of options) if (lacks.length > 0) expect(places).toEqual([undefined, undefined]);
  }
  const closed = workflow.steps.find(({ step }) => step === "tool_call_decision")?.options;
  expect(closed?.filter(({ lacks }) => lacks.includes("tools")).map(({ option }) => option)).toEqual([
    "ollama/llama3.1:8b@cpu",
    "ollama/phi4-mini@npu",
  ]);
});

test("cheap steps stay at home, hard ones go elsewhere, and the accurate preset goes to the frontier", () => {
  const headOf = (step: string, preset: number): string | undefined =>
    workflow.steps.find((one) => one.step === step)?.options.find(({ places }) => places[preset] === 1)?.option;
  expect(headOf("rerank", 0)).toMatch(/@npu$/);
  expect(headOf("extract", 0)).toMatch(/@npu$/);
  expect(headOf("reason", 0)).toMatch(/@wafer_scale$/);
  expect(headOf("reason", 1)).toMatch(/@frontier_api$/);
});

test("the flip that is shown flips", () => {
  const [first] = workflow.explanation.flips;
  expect(workflow.queue[0]).not.toBe(first?.option);
  expect(workflow.flipped[0]).toBe(first?.option);
});

test("the report has every step, every option, and no line that runs away", () => {
  const report = reportWorkflow(workflow);
  for (const step of STEP_TYPES) expect(report).toContain(step);
  for (const [, model] of shortNames.values()) expect(report).toContain(model);
  expect(report).not.toMatch(/undefined|NaN/);
  expect(Math.max(...report.split("\n").map((line) => line.length))).toBeLessThan(190);
});
