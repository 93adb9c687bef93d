/** A defect in the protocol, made by replacing one text. */
export interface Mutant {
  readonly says: string;
  /** Below `src`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Two are not here, since something else makes up for them nearly always: that a publication is sent before its number is
 * kept, and that a way up that the log did not take is not gone again. Tests of sessions kill them.
 */
export const mutants: readonly Mutant[] = [
  {
    says: "a publication is acknowledged before it is in the log",
    file: "hub/publishing.ts",
    from: "    connection.appending = sequence;\n    this.#counters.cellsIn",
    to: '    connection.appending = sequence;\n    connection.send({ kind: "acknowledge", sequence });\n    this.#counters.cellsIn',
  },
  {
    says: "a publication that came before takes effect again",
    file: "hub/state.ts",
    from: "if (sequence <= (this.answered.get(incarnation)?.sequence ?? 0)) return",
    to: "if (sequence < (this.answered.get(incarnation)?.sequence ?? 0)) return",
  },
  {
    says: "a hub that starts again has forgotten which publications it took",
    file: "hub/state.ts",
    from: "for (const [incarnation, sequence, refusal] of answered) this.answered.set",
    to: "for (const [incarnation, sequence, refusal] of answered.slice(1)) this.answered.set",
  },
  {
    says: "what was sent is kept under no number",
    file: "replica/copy.ts",
    from: "      outbox.begin(record.count, this.#order);\n",
    to: "      outbox.begin(record.count, this.#order);\n      outbox.sequence--;\n",
  },
  {
    says: "a lost frame goes unnoticed",
    file: "session/link.ts",
    from: "if (number > this.#received) {",
    to: "if (number > this.#received + 3) {",
  },
  {
    says: "a spoilt frame is taken as it comes",
    file: "codec/reader.ts",
    from: " || sum !== checksum(bytes, 4))",
    to: ")",
  },
  {
    says: "own writes are lost when a replica begins anew",
    file: "replica/copy.ts",
    from: "    if (isAll) append(visible, this.#overlay());\n",
    to: "",
  },
  {
    says: "what the hub says hides what the replica has written since",
    file: "replica/copy.ts",
    from: "if (!isEmpty && outbox.covers(key)) continue;",
    to: "",
  },
  {
    says: "the hub believes what a replica says of whose cells they are",
    file: "hub/authority.ts",
    from: "    if (place === own) continue;",
    to: "    if (place >= 0) continue;",
  },
  {
    says: "a replica hears of every device at its level",
    file: "hub/machine.ts",
    from: "connection.path = slicesOf(hello.cursor);",
    to: 'const path = [...slicesOf(hello.cursor)]; connection.path = path; for (const key of this.#state.slices) if (key.startsWith("2/")) path[5] = key;',
  },
  {
    says: "a delta begins one revision too late",
    file: "hub/history.ts",
    from: "(numbers[row + REVISION] as number) > revision; ) {",
    to: "(numbers[row + REVISION] as number) > revision + 1; ) {",
  },
  {
    says: "what is unset is not told",
    file: "hub/history.ts",
    from: "if (revision >= 0 || !Number.isNaN(content)) {",
    to: "if (!Number.isNaN(content)) {",
  },
  {
    says: "a refused publication stands at the replica",
    file: "replica/outbox.ts",
    from: "if (!this.#pending.has(key)) seen.set",
    to: "if (this.standing.has(key) && !this.#pending.has(key)) seen.set",
  },
  {
    says: "an answer in the welcome is overlooked",
    file: "replica/machine.ts",
    from: "    this.#answered(answered, refusal || undefined);\n",
    to: "",
  },
  {
    says: "what the log did not take stands at the hub",
    file: "hub/machine.ts",
    from: "      this.#state.revert(delta);\n",
    to: "",
  },
  {
    says: "whoever has left is present for ever",
    file: "hub/presence.ts",
    from: "if (this.concerns(slice)) this.#due.set(slice, Math.max(heardAt + this.#lease, now));",
    to: "",
  },
  {
    says: "a slice that was withdrawn does not come back",
    file: "hub/state.ts",
    from: "    this.withdrawn.delete(slice);\n",
    to: "    this.withdrawn.delete(slice);\n    cells.clear();\n",
  },
  {
    says: "a second session of a replica leaves the first one standing, and loses its own answers",
    file: "hub/machine.ts",
    from: "    this.#sessions.enter(connection);",
    to: "    if (other === undefined) this.#sessions.enter(connection);",
  },
  {
    says: "a batch is published by halves",
    file: "replica/outbox.ts",
    from: "if (writes.size <= most) this.#pending",
    to: "most = 3;\n    if (writes.size <= most) this.#pending",
  },
  {
    says: "what was sent in parts is other cells in the next life",
    file: "replica/outbox.ts",
    from: ".sort(([a], [b]) => order(a, b))",
    to: "",
  },
  {
    says: "nobody learns that what was unset is forgotten",
    file: "hub/history.ts",
    from: "this.horizon = numbers[row + REVISION] as number;",
    to: "",
  },
  {
    says: "a cell that was forgotten is looked for where another stands",
    file: "hub/history.ts",
    from: "this.#rows.delete(numbers[row + KEY] as number);",
    to: "",
  },
  {
    says: "whoever is connected is believed to have heard what is forgotten",
    file: "hub/delivery.ts",
    from: "if (path.some((slice) => slice !== undefined && this.#state.horizonOf(slice) > connection.revision)) {",
    to: "if (false) {",
  },
  {
    says: "of a delta in parts the first is lost",
    file: "hub/delivery.ts",
    from: "if (to < cells.length) connection.send(",
    to: "if (to < cells.length) from > 0 && connection.send(",
  },
  {
    says: "a slow replica is sent as much as any other",
    file: "hub/delivery.ts",
    from: "while (wire.buffered <= this.#maxBuffered) {",
    to: "while (true) {",
  },
  {
    says: "a replica that was slow is forgotten",
    file: "hub/machine.ts",
    from: "    if (connection.isDirty) this.#readers.mark(connection);\n",
    to: "",
  },
  {
    says: "a session outlives its grant",
    file: "hub/sessions.ts",
    from: "} else if (now >= connection.expires) {",
    to: "} else if (false) {",
  },
  {
    says: "a grant is good for every cursor",
    file: "hub/grant.ts",
    from: 'if (instance !== "" && instance !== granted) throw',
    to: "if (false) throw",
  },
  {
    says: "a grant is good for every tensor",
    file: "hub/grant.ts",
    from: "if (grant.tensor !== hello.tensor) throw",
    to: "if (false) throw",
  },
  {
    says: "a replica that knows more than the hub is let in all the same",
    file: "hub/threshold.ts",
    from: "const PATIENCE = 5_000;",
    to: "const PATIENCE = -1;",
  },
  {
    says: "who publishes is believed to be absent all the same",
    file: "hub/state.ts",
    from: "if (this.withdrawn.size > 0) {",
    to: "if (false) {",
  },
];
