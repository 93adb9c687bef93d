/** The packages, lowest first: each imports only those that stand before it. */
const packages = [
  "packages/core",
  "packages/policy",
  "packages/wire",
  "packages/adapters",
  "packages/router",
  "conformance",
  "bench",
  "docs",
];

/** The files of packages/core/src, lowest first: each imports only those that stand before it. */
const coreFiles = [
  "errors",
  "names",
  "delta",
  "columns",
  "slots",
  "store",
  "cursor",
  "fold",
  "frame",
  "order",
  "view",
  "aggregate",
  "reports",
  "cell",
  "writer",
  "canonical",
  "snapshot",
  "flip",
  "explain",
  "declaration",
  "reader",
  "tensor",
  "format",
  "index",
];

const core = "^packages/core/src/";
const testing = `${core}testing/`;
const packagePatterns = packages.map((folder) => `^${folder}/`);
const corePatterns = coreFiles.map((file) => `${core}${file}[.]ts$`);

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** One rule for each place in the order but the last: nothing that comes later. */
const inOrder = (name, patterns) =>
  patterns
    .slice(0, -1)
    .map((pattern, place) =>
      rule(name, "An import runs down the declared order.", { path: pattern }, { path: patterns.slice(place + 1) }),
    );

export default {
  forbidden: [
    ...inOrder("package-order", packagePatterns),
    ...inOrder("core-order", corePatterns),
    rule(
      "core-unlisted",
      "A file of the core has a place in coreFiles, at the top of .dependency-cruiser.mjs.",
      { path: core, pathNot: [...corePatterns, testing] },
      {},
    ),
    rule(
      "core-unlisted-orphan",
      "A file of the core has a place in coreFiles, and something imports it.",
      { orphan: true, path: core, pathNot: testing },
      {},
    ),
    rule("core-imports-nothing", "The core stands alone.", { path: core, pathNot: testing }, { pathNot: core }),
    rule("core-knows-no-testing", "The reference is for tests.", { path: core, pathNot: testing }, { path: testing }),
    rule(
      "testing-imports-the-index",
      "The reference uses the core as everyone does, and fast-check.",
      { path: testing },
      { pathNot: [testing, `${core}index[.]ts$`, "node_modules/fast-check/"] },
    ),
    rule("no-tests-in-src", "Sources import no tests.", { path: "/src/" }, { path: "/tests/" }),
    rule("no-circle", "Imports run one way.", {}, { circular: true }),
    rule("no-unresolved", "An import that leads nowhere escapes every other rule.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/", "^docs/reference/"] },
    // Imports of types alone are imports, too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
