/** What goes wrong with a child, by stable code. */
export const childErrorCodes = [
  "child-died",
  "child-hung",
  "child-garbage",
  "child-out-of-turn",
  "child-error",
  "child-refused-hello",
  "child-wrong-protocol",
  "child-stayed",
  "child-closed",
] as const;

/** One of {@link childErrorCodes}. */
export type ChildErrorCode = (typeof childErrorCodes)[number];

/** What a child did instead of answering. */
export class ChildError extends Error {
  override readonly name = "ChildError";
  readonly code: ChildErrorCode;
  /** Whether the child still answers: it said itself that it failed, or answered in its turn what is no answer. */
  readonly goesOn: boolean;

  constructor(code: ChildErrorCode, message: string, goesOn = false) {
    super(`${code}: ${message}`);
    this.code = code;
    this.goesOn = goesOn;
  }
}

/** What to do about it. */
const advice: { readonly [code in ChildErrorCode]: string } = {
  "child-died": "Start it by hand with the same command and hand it the program: what does it say before it ends?",
  "child-hung":
    "Does it flush its standard output after every line, and answer each line before it reads the next? If it is only slow, raise the time limit.",
  "child-garbage":
    "Its standard output is for answers alone, one JSON object a line, in UTF-8; print everything else to standard error. PROTOCOL.md says what each command answers.",
  "child-out-of-turn": "Answer each line with one line, in order, and give back its id as it came.",
  "child-error": "That is an error it did not foresee. What the algebra refuses is answered with a refusal.",
  "child-refused-hello": 'Answer {"hello":1} with {"protocol":1,"name":"…","supports":[…]}.',
  "child-wrong-protocol": "Make it speak protocol 1, or take the @thalweg/conformance that speaks its own.",
  "child-stayed": "Let it end when its standard input does.",
  "child-closed": "Close it when the last law is done.",
};

/** A message that says what happened, what the child printed last, and what to do. */
export function childMessage(
  code: ChildErrorCode,
  happened: string,
  { command, stdout, stderr }: { readonly command: string; readonly stdout: string; readonly stderr: string },
): string {
  return [
    happened,
    `  command: ${command}`,
    ...printed("standard output", stdout),
    ...printed("standard error", stderr),
    `  ${advice[code]}`,
  ].join("\n");
}

function printed(where: string, tail: string): string[] {
  if (tail === "") return [`  nothing on its ${where}`];
  return [`  the last of its ${where}:`, ...tail.split("\n").map((line) => `    | ${line}`)];
}
