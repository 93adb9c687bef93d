import { answers } from "./answers.ts";
import type { Entry, HubState, NamedCells, ReplicaRecord, ReplicaState } from "./entries.ts";
import { base, cells, type Field, flag, integer, numbers, text, texts, token } from "./fields.ts";
import type { Frame } from "./frames.ts";
import { identity, identityOrNone } from "./identities.ts";
import { holders, namedCells, slice } from "./named-cells.ts";
import { version, versions } from "./versions.ts";

export { protocolVersion } from "./versions.ts";

/** Of each kind of message its number, and its fields in their order; `named` is the message's own named cells. */
export type SchemaOf<Message extends { readonly kind: string }> = {
  readonly [Kind in Message["kind"]]: readonly [number, FieldsOf<Extract<Message, { readonly kind: Kind }>>];
};
type FieldsOf<Message> = Message extends NamedCells
  ? FieldsBut<Message, "kind" | keyof NamedCells> & { readonly named: Field<NamedCells> }
  : FieldsBut<Message, "kind">;
type FieldsBut<Message, Left> = { readonly [Name in Exclude<keyof Message, Left>]: Field<Message[Name]> };

export const frameSchema: SchemaOf<Frame> = {
  hello: [
    0,
    {
      versions,
      tensor: text,
      levels: texts,
      incarnation: identity,
      cursor: texts,
      epoch: identityOrNone,
      revision: integer,
      token,
    },
  ],
  welcome: [
    1,
    {
      version,
      epoch: identity,
      revision: integer,
      answered: integer,
      refusal: text,
      lease: integer,
      maxBytes: integer,
      maxCells: integer,
    },
  ],
  names: [2, { numbers, names: texts }],
  delta: [3, { base, revision: integer, cells }],
  part: [4, { cells }],
  publish: [5, { sequence: integer, cells }],
  acknowledge: [6, { sequence: integer }],
  refuse: [7, { sequence: integer, code: text }],
  renew: [8, {}],
  bye: [9, { code: text }],
};

export const entrySchema: SchemaOf<Entry> = {
  publish: [16, { incarnation: identity, sequence: integer, named: namedCells }],
  refuse: [17, { incarnation: identity, sequence: integer, code: text }],
  write: [18, { named: namedCells }],
  withdraw: [19, { slice, hub: text }],
  return: [20, { slice, hub: text }],
  begin: [21, { tensor: text, levels: texts }],
};

export const hubStateSchema: SchemaOf<HubState & { readonly kind: "hub" }> = {
  hub: [
    32,
    {
      tensor: text,
      levels: texts,
      revision: integer,
      answered: answers,
      held: holders,
      withdrawn: namedCells,
      standing: namedCells,
    },
  ],
};

export const replicaStateSchema: SchemaOf<ReplicaState & { readonly kind: "replica" }> = {
  replica: [
    48,
    {
      incarnation: identity,
      epoch: identityOrNone,
      revision: integer,
      sequence: integer,
      isSent: flag,
      standing: namedCells,
      sent: namedCells,
      pending: namedCells,
    },
  ],
};

export const replicaRecordSchema: SchemaOf<ReplicaRecord> = {
  wrote: [49, { named: namedCells }],
  sent: [50, { sequence: integer, count: integer }],
  renumbered: [51, { sequence: integer }],
  answered: [52, { sequence: integer }],
  advanced: [53, { epoch: identity, base, revision: integer, named: namedCells }],
};
