import { gateOf, requireCapabilities } from "@thalweg/adapters";
import { CEREBRAS, CLAUDE, CPU, GPT, GROQ_SMALL, NPU, OFFICE_GPU } from "./fleet.ts";
import type { Situation } from "./situation.ts";

/** Where data may go. */
export const PRIVACY: readonly Situation[] = [
  {
    says: "A private document must stay on the device: only this request",
    cursor: { step: "summarize_short" },
    needs: ["on-device"],
    first: NPU,
    order: [[NPU, CPU]],
    by: [CPU, "latency"],
  },
  {
    says: "A clinic's workspace keeps everything on the device",
    cursor: { workspace: "clinic", step: "reason" },
    given: (writer) => requireCapabilities(writer, ["on-device"], { level: "workspace", instance: "clinic" }),
    first: NPU,
    closed: { [CEREBRAS]: "can:on-device", [CLAUDE]: "can:on-device", [OFFICE_GPU]: "can:on-device" },
  },
  {
    says: "The clinic's rule is nobody else's",
    cursor: { workspace: "bakery", step: "reason" },
    given: (writer) => requireCapabilities(writer, ["on-device"], { level: "workspace", instance: "clinic" }),
    first: CEREBRAS,
    order: [[CEREBRAS, CPU]],
  },
  {
    says: "The clinic asks for a tool call, and nothing on the device is known to call tools",
    cursor: { workspace: "clinic", step: "tool_call_decision" },
    given: (writer) => requireCapabilities(writer, ["on-device"], { level: "workspace", instance: "clinic" }),
    closed: { [CPU]: "can:tools", [NPU]: "can:tools", [GROQ_SMALL]: "can:on-device" },
  },
  {
    says: "A Swiss bank's data stays in Switzerland",
    cursor: { workspace: "bank", step: "extract" },
    given: (writer) => requireCapabilities(writer, ["residency:ch"], { level: "workspace", instance: "bank" }),
    first: OFFICE_GPU,
    closed: { [CLAUDE]: "can:residency:ch", [CPU]: "can:residency:ch", [GROQ_SMALL]: "can:residency:ch" },
  },
  {
    says: "An American contract: only where the region is known",
    cursor: { workspace: "agency" },
    given: (writer) => requireCapabilities(writer, ["residency:us"], { level: "workspace", instance: "agency" }),
    first: CLAUDE,
    closed: { [GPT]: "can:residency:us", [CEREBRAS]: "can:residency:us" },
  },
  {
    says: "The bank allows one more provider by hand",
    cursor: { workspace: "bank", step: "extract" },
    given: (writer) => {
      requireCapabilities(writer, ["residency:ch"], { level: "workspace", instance: "bank" });
      writer.open("workspace", "bank", CEREBRAS, gateOf("residency:ch"));
    },
    first: CEREBRAS,
    order: [[CEREBRAS, OFFICE_GPU]],
  },
  {
    says: "A workspace does not want one provider, whatever it is good at",
    cursor: { workspace: "union", step: "plan" },
    given: (writer) => writer.gate("workspace", "union", CEREBRAS, "policy"),
    closed: { [CEREBRAS]: "policy" },
    first: "groq/llama-3.3-70b-versatile@lpu",
  },
];
