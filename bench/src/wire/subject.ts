/** One way to tell a device that all of its cells have changed: this package's, or somebody else's. */
export interface Subject {
  readonly name: string;
  /** How it is called in the names of figures. */
  readonly key: string;
  /** The bytes of a message that has been made ready before: the same work each time. */
  encode(): Uint8Array;
  /** The next message, with numbers that the receiver does not have yet. */
  next(content: () => number): Uint8Array;
  /** The receiver takes a message, and has a tensor or document that says so. */
  apply(bytes: Uint8Array): void;
  /** What the receiver has for the last of the cells. */
  last(): number | undefined;
  /** Ends what would go on by itself. */
  close?(): Promise<void>;
}
