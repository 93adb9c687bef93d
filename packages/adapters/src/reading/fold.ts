const LETTERS = "àa áa âa ãa äa åa æa çc èe ée êe ëe ìi íi îi ïi ñn òo óo ôo õo öo øo œo ßs ùu úu ûu üu ýy ÿy";

/**
 * What a letter counts as: its lower case, without its accent; a digit is itself, and 0 is what stands between words.
 * Words of other scripts are words, too, though none of them is known here.
 */
const FOLDED: Uint8Array = table();

function table(): Uint8Array {
  const folded = new Uint8Array(0x180);
  for (const letter of "abcdefghijklmnopqrstuvwxyz0123456789") {
    folded[letter.charCodeAt(0)] = letter.charCodeAt(0);
    folded[letter.toUpperCase().charCodeAt(0)] = letter.charCodeAt(0);
  }
  for (const [accented, plain] of LETTERS.split(" ").map((pair) => [...pair] as [string, string])) {
    folded[accented.charCodeAt(0)] = plain.charCodeAt(0);
    if (accented !== "ß" && accented !== "ÿ") folded[accented.toUpperCase().charCodeAt(0)] = plain.charCodeAt(0);
  }
  return folded;
}

/** What a UTF-16 unit of a text counts as; −1 is what counts as nothing: an accent that stands for itself. */
export function fold(unit: number): number {
  if (unit < 0x180) return FOLDED[unit] as number;
  if (unit >= 0x300 && unit < 0x370) return -1;
  // General punctuation, mathematical signs and the punctuation of Chinese and Japanese.
  return (unit >= 0x2000 && unit < 0x2c00) || (unit >= 0x3000 && unit < 0x3040) ? 0 : 1;
}
