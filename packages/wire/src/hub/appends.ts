import { encodeEntry } from "../codec/encode-entry.ts";
import type { Entry } from "../codec/entries.ts";
import type { HubPorts, Owner } from "./identity.ts";

/** What a hub hands to its log; it knows its own entries again when they come back. */
export class Appends {
  readonly #life: string;
  readonly #ports: HubPorts;
  /** By their bytes. */
  readonly #own = new WeakMap<Uint8Array, Entry>();
  #appended = 0;

  constructor(life: string, ports: HubPorts) {
    this.#life = life;
    this.#ports = ports;
  }

  /** Throws what encoding throws. */
  append(entry: Entry, owner: Owner, id: string = this.#nextId()): void {
    this.#hand(encodeEntry(entry), entry, owner, id);
  }

  /** Appends an entry if the log can take it; says whether it can. */
  appendIfFits(entry: Entry, owner: Owner, id: string = this.#nextId()): boolean {
    const bytes = encodeEntry(entry);
    if (bytes.length > (this.#ports.maxEntry?.() ?? Infinity)) return false;
    this.#hand(bytes, entry, owner, id);
    return true;
  }

  #nextId(): string {
    return `${this.#life}:${++this.#appended}`;
  }

  #hand(bytes: Uint8Array, entry: Entry, owner: Owner, id: string): void {
    this.#own.set(bytes, entry);
    this.#ports.append(bytes, id, owner);
  }

  /** The entry of these bytes if it was appended here. A log may keep the bytes, and would keep the entry with them. */
  take(bytes: Uint8Array): Entry | undefined {
    const own = this.#own.get(bytes);
    this.#own.delete(bytes);
    return own;
  }
}
