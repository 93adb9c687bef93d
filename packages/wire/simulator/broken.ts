/** What must hold does not. */
export class Broken extends Error {
  constructor(invariant: string, what: string) {
    super(`${invariant} is broken: ${what}`);
  }
}
