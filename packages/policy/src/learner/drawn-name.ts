/** What every runtime has of Web Crypto, as far as it is needed here. */
declare const crypto: { getRandomValues(numbers: Uint32Array): Uint32Array };

/** A name that no other learner has: by chance that decides nothing, and so need not be replayed. */
export function drawnName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (number) => number.toString(36)).join("");
}
