/** A request as an agent would send it, and the step that its author had in mind. */
export interface Sample {
  readonly step: string;
  readonly request: unknown;
}

const user = (content: string, rest: object = {}): object => ({ messages: [{ role: "user", content }], ...rest });
const asked = (system: string, content: string, rest: object = {}): object => ({
  messages: [
    { role: "system", content: system },
    { role: "user", content },
  ],
  ...rest,
});

const passages = [
  "[1] The ferry to Hvar leaves Split at 8:30 and takes 55 minutes.",
  "[2] Hvar has been a harbour since the fourth century before Christ.",
  "[3] From June to September there are seven crossings a day, in winter three.",
  "[4] Cars have to be at the pier an hour before departure.",
].join("\n");

/** A report of some forty thousand tokens. */
const report = Array.from(
  { length: 420 },
  (_, i) =>
    `${i + 1}. In week ${i + 1} the northern plant delivered ${400 + ((i * 37) % 90)} pallets, ${(i * 13) % 17} ` +
    `of which came back. ` +
    `The line stood still for ${(i * 7) % 50} minutes, chiefly for want of film; the night shift has since been ` +
    `given a spare roll. ` +
    "Complaints from the region of Lyon went down, those from Ghent did not, and the forwarder has been asked why.",
).join("\n\n");

const invoice = {
  type: "json_schema",
  json_schema: {
    name: "invoice",
    schema: {
      type: "object",
      properties: { number: { type: "string" }, total: { type: "number" }, due: { type: "string" } },
      required: ["number", "total", "due"],
    },
  },
};

const calendar = {
  type: "function",
  function: {
    name: "create_event",
    description: "Creates an event in the calendar",
    parameters: { type: "object", properties: { title: { type: "string" }, start: { type: "string" } } },
  },
};

/** The four steps of answering a question from documents, then the other ten. */
export const samples: readonly Sample[] = [
  {
    step: "rerank",
    request: asked(
      "Rank the passages by how relevant they are to the query. Answer with their numbers, the most relevant first.",
      `Query: When must I be at the pier with my car to be in Hvar by ten?\n\n${passages}`,
    ),
  },
  {
    step: "extract",
    request: asked(
      "Extract the fields of the invoice.",
      "Invoice 2026-118, Adria Freight Ltd. For 14 pallets: 2,310.00 EUR net, 2,887.50 EUR in all, payable by 30 " +
        "November.",
      { response_format: invoice },
    ),
  },
  {
    step: "reason",
    request: user(
      "The crossing takes 55 minutes, boats leave at 8:30, 10:00 and 11:30, cars must be there an hour before. " +
        "Traffic " +
        "from Trogir takes 40 minutes, 70 if I leave after 7:30. Think step by step: when must I leave at the " +
        "latest to " +
        "be in Hvar before eleven, and why does leaving ten minutes later cost more than ten minutes?",
    ),
  },
  {
    step: "verify",
    request: asked(
      "You check answers. Decide whether the answer is supported by the source. Reply with supported or not " +
        "supported and one sentence.",
      "Source: Cars have to be at the pier an hour before departure. The ferry leaves at 8:30.\nAnswer to " +
        "verify: The car must be there by 7:30.",
    ),
  },
  {
    step: "classify",
    request: user(
      "Classify this support mail as one of: billing, delivery, damage, other. Answer with the label only.\n\n" +
        "Hello, my parcel was due on Monday and the tracking page has not moved since.",
      { max_tokens: 8 },
    ),
  },
  {
    step: "summarize_short",
    request: user(
      "Summarize this in two sentences:\n\nThe council met on Tuesday to discuss the new footbridge. The engineer " +
        "presented two designs, one of timber and one of steel. Steel lasts longer; timber is a third cheaper " +
        "and was " +
        "preferred by most who spoke. A decision is put off until the ground has been examined.",
    ),
  },
  { step: "summarize_long", request: user(`Summarize the following annual report in one page.\n\n${report}`) },
  {
    step: "code_gen",
    request: user(
      "Write a TypeScript function `retry<T>(work: () => Promise<T>, times: number): Promise<T>` that waits " +
        "twice as long " +
        "after each failure, with unit tests.\n\n```ts\nexport async function fetchOrder(id: string): " +
        "Promise<Order> {\n" +
        "  const response = await fetch('/orders/' + id);\n  return response.json();\n}\n```",
    ),
  },
  {
    step: "tool_call_decision",
    request: user("Put lunch with Ana into my calendar for Friday at half past twelve.", {
      tools: [calendar],
      tool_choice: "auto",
    }),
  },
  {
    step: "plan",
    request: asked(
      "You are the planner of an agent that has the tools search, read_page, run_code and ask_person. Make a plan: " +
        "numbered steps, each with its tool and the steps that it depends on. Others carry them out.",
      "Plan how we move our web shop from one payment provider to another within a month, without losing an order.",
    ),
  },
  {
    step: "rewrite",
    request: user(
      "Rewrite this more politely: Your report is late again and half of the numbers are wrong. Send it properly " +
        "today.",
    ),
  },
  {
    step: "translate",
    request: user(
      "Translate into Croatian: The crossing takes 55 minutes. Cars have to be at the pier an hour before departure.",
    ),
  },
  {
    step: "chat",
    request: {
      messages: [
        { role: "user", content: "Hi! I'm thinking of going to an island in spring." },
        { role: "assistant", content: "Lovely idea! Do you prefer hiking or beaches?" },
        { role: "user", content: "Hiking, and somewhere quiet. What would you do?" },
      ],
      stream: true,
    },
  },
  { step: "unknown", request: user("17-b / see above") },
];
