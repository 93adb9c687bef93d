/** How many names are proposed. */
const SHOWN = 10;

/** The names that have most pairs of letters in common with one that is not among them, the nearest first. */
export function nearest(name: unknown, names: readonly string[]): readonly string[] {
  const wanted = pairsOf(String(name));
  const likeness = (candidate: string): number => {
    const pairs = pairsOf(candidate);
    const common = [...pairs].filter((pair) => wanted.has(pair)).length;
    return (2 * common) / (pairs.size + wanted.size || 1);
  };
  const ranked = [...new Set(names)].map((candidate) => ({ candidate, like: likeness(candidate) }));
  ranked.sort((a, b) => b.like - a.like || (a.candidate < b.candidate ? -1 : 1));
  return ranked.slice(0, SHOWN).map(({ candidate }) => candidate);
}

const pairsOf = (name: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.min(name.length, 1024) }, (_, i) => name.slice(i, i + 2).toLowerCase()));
