/** The order of names, written plainly: by Unicode code point (1.6). */
export function byCodePoint(one: string, other: string): number {
  const points = [...one];
  const others = [...other];
  for (let at = 0; at < points.length && at < others.length; at++) {
    const difference = (points[at]?.codePointAt(0) ?? 0) - (others[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return points.length - others.length;
}

/** Whether it is a name at all: well-formed and at most 1,024 UTF-16 units (1.5). */
export function isName(name: unknown): name is string {
  return typeof name === "string" && name.length <= 1024 && !/\p{Surrogate}/u.test(name);
}

/** Whether it is what `among` takes: an array of strings, names or not. */
export function isNames(among: unknown): boolean {
  return Array.isArray(among) && among.every((name) => typeof name === "string");
}
