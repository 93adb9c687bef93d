import type { HubState } from "./entries.ts";
import { type Field, texts } from "./fields.ts";
import { bytesOf, digitsOf, IDENTITY_BYTES, isIdentity } from "./identities.ts";
import { packVarints, readVarints } from "./varints.ts";

/** The incarnations, 16 bytes each; their sequences as varints; the refusals. */
export const answers: Field<HubState["answered"]> = {
  write: (writer, content) => {
    const incarnations = content.map(([incarnation]) => incarnation);
    if (!incarnations.every(isIdentity) || isRepeating(incarnations)) writer.refuse("incarnations");
    const bytes = new Uint8Array(incarnations.length * IDENTITY_BYTES);
    incarnations.forEach((incarnation, i) => {
      bytes.set(bytesOf(incarnation), i * IDENTITY_BYTES);
    });
    writer.push(bytes, packVarints(content.map(([, sequence]) => writer.integer(sequence))));
    texts.write(
      writer,
      content.map(([, , refusal]) => refusal),
    );
  },
  read: (reader) => {
    const bytes = reader.binary();
    const sequences = readVarints(reader, reader.limits.maxNames);
    const refusals = texts.read(reader);
    const incarnations = refusals.map((_, i) => digitsOf(bytes.subarray(i * IDENTITY_BYTES, (i + 1) * IDENTITY_BYTES)));
    const isWhole = bytes.length === refusals.length * IDENTITY_BYTES && sequences.length === refusals.length;
    if (!isWhole || isRepeating(incarnations)) reader.fail("no answers");
    return refusals.map((refusal, i) => [incarnations[i] as string, sequences[i] as number, refusal]);
  },
};

const isRepeating = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;
