import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from "@nats-io/jetstream";
import { nanos } from "@nats-io/transport-node";
import { WireError } from "../errors.ts";
import { hex } from "../session/random.ts";

/** A history at a broker. */
export interface StreamHistory {
  /** The name of the stream. */
  readonly stream: string;
  /** Its only subject, which bears the epoch: what is meant for one history can reach no other of the same name. */
  readonly subject: string;
  readonly epoch: string;
  /** The epoch that replicas are told: another one after the history was restored. */
  readonly told: string;
}

/** The description of a stream that was restored, with the epoch that is told. */
const RESTORED = /^restored as ([0-9a-f]{32})$/;

/** The broker's number for a stream that is there with other settings. */
const IN_USE = 10058;
/** So long, in milliseconds, the broker knows an entry by its id. */
const DUPLICATES = 120_000;

/** Whether the broker answered with this number of its own. */
export const isAnswer = (error: unknown, code: number): boolean =>
  error instanceof JetStreamApiError && error.code === code;

/**
 * Finds the stream of a name, or makes it. Two that do so at once find the same one: of the second the broker says that
 * the settings are others, because the epoch is. Rejects with `log-corrupt` where the stream is none of this kind.
 */
export async function openStream(
  manager: JetStreamManager,
  name: string,
  replicas: number,
  newEpoch: boolean,
): Promise<StreamHistory> {
  const stream = `thalweg_${name}`;
  let info: StreamInfo;
  try {
    info = await manager.streams.info(stream);
  } catch (error) {
    if (!isAnswer(error, JetStreamApiCodes.StreamNotFound)) throw error;
    info = await makeStream(manager, stream, name, replicas);
  }
  const { subjects, retention, discard, max_age, max_msgs_per_subject, storage } = info.config;
  const [subject = ""] = subjects;
  const epoch = subject.slice(subject.lastIndexOf(".") + 1);
  if (subjects.length !== 1 || subject !== subjectOf(name, epoch) || !/^[0-9a-f]{32}$/.test(epoch)) {
    throw new WireError(
      "log-corrupt",
      `the stream ${stream} has the subjects ${subjects.join(", ")}, not those of a log`,
    );
  }
  const isKept = retention === RetentionPolicy.Limits && discard === DiscardPolicy.New;
  if (!isKept || max_age > 0 || max_msgs_per_subject > 0) {
    throw new WireError("log-corrupt", `the stream ${stream} is set to lose entries by itself`);
  }
  if (storage !== StorageType.File) throw new WireError("log-corrupt", `the stream ${stream} is not on disk`);
  let description = info.config.description ?? "";
  if (newEpoch) {
    description = `restored as ${hex()}`;
    await manager.streams.update(stream, { description });
  }
  return { stream, subject, epoch, told: RESTORED.exec(description)?.[1] ?? epoch };
}

const subjectOf = (name: string, epoch: string): string => `thalweg.${name}.${epoch}`;

async function makeStream(
  manager: JetStreamManager,
  stream: string,
  name: string,
  replicas: number,
): Promise<StreamInfo> {
  try {
    return await manager.streams.add({
      name: stream,
      subjects: [subjectOf(name, hex())],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      discard: DiscardPolicy.New,
      max_age: 0,
      duplicate_window: nanos(DUPLICATES),
      num_replicas: replicas,
      deny_delete: true,
    });
  } catch (error) {
    if (!isAnswer(error, IN_USE)) throw error;
    return manager.streams.info(stream);
  }
}

/** How far a history is at the broker; rejects with `log-corrupt` where it is gone, or another has taken its name. */
export async function stateOf(manager: JetStreamManager, history: StreamHistory): Promise<StreamInfo["state"]> {
  const { stream, subject } = history;
  try {
    const { config, state } = await manager.streams.info(stream);
    if (config.subjects[0] === subject) return state;
    throw new WireError("log-corrupt", `the stream ${stream} was deleted, and made anew`);
  } catch (error) {
    if (!isAnswer(error, JetStreamApiCodes.StreamNotFound)) throw error;
    throw new WireError("log-corrupt", `the stream ${stream} was deleted`, undefined, error);
  }
}
