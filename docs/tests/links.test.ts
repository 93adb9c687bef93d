import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { type Document, fencesOf, markdown, root } from "../documents.ts";

const pages = markdown();

/** A line of prose and its number; fenced lines are empty. */
function proseOf(page: Document): readonly string[] {
  const lines = page.text.split("\n");
  for (const { opens, closes } of fencesOf(page)) lines.fill("", opens - 1, closes);
  return lines;
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: Document): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of proseOf(page)) {
    const [, heading] = /^#{1,6}\s+(.+?)\s*$/.exec(line) ?? [];
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replaceAll(" ", "-");
    let unique = anchor;
    for (let times = 1; anchors.has(unique); times++) unique = `${anchor}-${times}`;
    anchors.add(unique);
  }
  return anchors;
}

/** Where the links of a page lead, with the number of the line. */
function linksOf(page: Document): readonly { readonly line: number; readonly target: string }[] {
  return proseOf(page).flatMap((line, at) => {
    const prose = line.replace(/(`+).*?\1/g, "");
    const targets = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)|(?:src|href)="([^"]+)"/g)];
    return targets.map(([, inline, attribute]) => ({ line: at + 1, target: inline ?? attribute ?? "" }));
  });
}

/** What is wrong with a link, if anything. */
function faultOf(page: Document, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? join(root, page.path) : join(root, dirname(page.path), path);
  if (!existsSync(file)) return `${target} leads nowhere`;
  if (anchor === undefined) return undefined;
  if (!statSync(file).isFile()) return `${target} has an anchor in a folder`;
  const there = { path: relative(root, file), text: readFileSync(file, "utf8") };
  return anchorsOf(there).has(anchor) ? undefined : `${target} leads to no heading`;
}

for (const page of pages) {
  test(`every link of ${page.path} leads somewhere`, () => {
    const faults = linksOf(page).flatMap(({ line, target }) => {
      const fault = faultOf(page, target);
      return fault === undefined ? [] : [`${page.path}:${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test(`${page.path} names no path of some machine`, () => {
    const machine = /(?<![\w.@-])(?:\/(?:home|root|tmp|work|Users|usr|var|opt|mnt)\/|[A-Za-z]:\\|file:\/\/)/;
    const faults = page.text
      .split("\n")
      .flatMap((line, at) => (machine.test(line) ? [`${page.path}:${at + 1}: ${line}`] : []));
    expect(faults).toEqual([]);
  });
}

test("every guide is in the index of the documents", () => {
  const index = pages.find(({ path }) => path === "docs/README.md");
  const linked = new Set(index && linksOf(index).map(({ target }) => join("docs", target.split("#")[0] ?? "")));
  const guides = pages.map(({ path }) => path).filter((path) => path.startsWith("docs/") && path !== "docs/README.md");
  expect(guides.filter((path) => !linked.has(path))).toEqual([]);
});
