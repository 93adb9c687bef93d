/** A defect in the protocol, made by replacing one text. */
export interface Mutant {
  readonly says: string;
  /** Below `src`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const mutants: readonly Mutant[] = [
  {
    says: "a publication is acknowledged before it is in the log",
    file: "hub/machine.ts",
    from: "    connection.appending = sequence;\n    this.counters.cellsIn",
    to: '    connection.appending = sequence;\n    connection.send({ kind: "acknowledge", sequence });\n    this.counters.cellsIn',
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
    says: "a publication is sent before its number is kept",
    file: "replica/machine.ts",
    from: "    this.#isKeeping = true;\n",
    to: "    this.#isKeeping = true;\n    this.#publish();\n",
  },
  {
    says: "what was sent is kept under no number",
    file: "replica/machine.ts",
    from: "      outbox.begin(record.count);\n",
    to: "      outbox.begin(record.count);\n      outbox.sequence--;\n",
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
    file: "replica/machine.ts",
    from: "    if (isAll) append(visible, this.#overlay());\n",
    to: "",
  },
  {
    says: "what the hub says hides what the replica has written since",
    file: "replica/machine.ts",
    from: "if (!isEmpty && this.#outbox.covers(key)) continue;",
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
    says: "a hub that has forgotten what was unset sends a delta all the same",
    file: "hub/welcome.ts",
    from: "path.every((slice) => slice === undefined || state.horizonOf(slice) <= hello.revision)",
    to: "path.length > 0",
  },
  {
    says: "a delta begins one revision too late",
    file: "hub/history.ts",
    from: "if ((this.#revisions[middle] as number) > revision) high = middle;",
    to: "if ((this.#revisions[middle] as number) > revision + 1) high = middle;",
  },
  {
    says: "what is unset is not told",
    file: "hub/history.ts",
    from: "(revision < 0 && Number.isNaN(content))",
    to: "Number.isNaN(content)",
  },
  {
    says: "a refused publication stands at the replica",
    file: "replica/outbox.ts",
    from: "if (!this.pending.has(key)) seen.set",
    to: "if (this.standing.has(key) && !this.pending.has(key)) seen.set",
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
    from: "    this.#live.set(hello.incarnation, connection);",
    to: "    if (other === undefined) this.#live.set(hello.incarnation, connection);",
  },
  {
    says: "a batch is published by halves",
    file: "replica/outbox.ts",
    from: "if (writes.size <= most) this.pending",
    to: "most = 3;\n    if (writes.size <= most) this.pending",
  },
];
