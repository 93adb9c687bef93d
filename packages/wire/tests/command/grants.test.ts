import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importGrantKey, verifyGrant } from "../../src/grants.ts";
import { inFolder, run, startHub } from "./command-line.ts";
import { device, levelOption, until } from "./replicas.ts";

let files = 0;
function makeKeys(...given: readonly string[]) {
  const path = inFolder(`keys-${++files}.json`);
  const { status, stdout, stderr } = run("keys", "--out", path, ...given);
  expect(status).toBe(0);
  const kept: { keys: Record<string, string>[] } = JSON.parse(readFileSync(path, "utf8"));
  return { path, stdout, stderr, kept, printed: JSON.parse(stdout) as typeof kept };
}

function makeGrant(path: string, ...given: readonly string[]): string {
  const { status, stdout, stderr } = run("grant", "--keys", path, ...given);
  expect(stderr).not.toContain("thalweg-hub");
  expect(status).toBe(0);
  return stdout.trim();
}

describe("keys", () => {
  test("are kept where only their owner reads them; what is printed is public", () => {
    const { path, kept, printed, stdout, stderr } = makeKeys();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { d, ...others } = kept.keys[0] ?? {};
    expect(d).toMatch(/^[\w-]{43}$/);
    expect(printed).toEqual({ keys: [others] });
    expect(stdout + stderr).not.toContain(d);
  });

  test("are not written over, and can be added to", () => {
    const { path, kept } = makeKeys();
    const again = run("keys", "--out", path);
    expect(again.stderr).toContain(`${path} is there already; --add puts a new key before those that it has.`);
    expect(again.status).toBe(1);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(kept);

    const { stdout } = run("keys", "--out", path, "--add", "--algorithm", "ES256", "--json");
    const { keys } = JSON.parse(readFileSync(path, "utf8"));
    expect(keys).toEqual([expect.objectContaining({ alg: "ES256", d: expect.any(String) }), ...kept.keys]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(stdout).keys.map(({ alg, d }: { alg: string; d?: string }) => [alg, d])).toEqual([
      ["ES256", undefined],
      ["EdDSA", undefined],
    ]);
  });

  test("that are a secret are never printed", () => {
    const path = inFolder("secret.json");
    const secret = { kty: "oct", alg: "HS256", kid: "one", k: Buffer.alloc(32, 7).toString("base64url") };
    writeFileSync(path, JSON.stringify({ keys: [secret] }), { mode: 0o600 });
    const { stdout, stderr } = run("keys", "--out", path, "--add");
    expect(stdout + stderr).not.toContain(secret.k);
    expect(JSON.parse(stdout).keys).toHaveLength(1);
  });
});

describe("a grant", () => {
  test("says what it was told to", async () => {
    const { path, printed } = makeKeys();
    const given = ["--tensor", "routes", "--level", "device", "--instance", "A", "--read", "workspace=a, b", "--json"];
    const before = Date.now();
    const { stdout } = run("grant", "--keys", path, ...given, "--expires", "12h");
    const { token, ...said } = JSON.parse(stdout);
    const key = await importGrantKey(printed.keys[0] ?? {});
    const { expires, ...grant } = await verifyGrant(token, key, { tensor: "routes" });
    expect(grant).toEqual({
      ...{ tensor: "routes", cursor: { device: "A", workspace: "a, b" } },
      slice: { level: "device", instance: "A" },
    });
    expect(said).toEqual({ ...grant, expires: new Date(expires).toISOString(), key: printed.keys[0]?.kid });
    expect(expires - before).toBeGreaterThanOrEqual(12 * 3_600_000);
    expect(expires - before).toBeLessThan(12 * 3_600_000 + 20_000);
  });

  test("is the only thing on standard output", () => {
    const { path } = makeKeys();
    const { stdout, stderr } = run("grant", "--keys", path, "--level", "device", "--instance", "A");
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(stderr).toMatch(/^default: writes device A; reads device A, what is shared; until 20\d\d-/);
  });

  test("needs a private key, which should be nobody else's", () => {
    const { path, printed } = makeKeys();
    const open = inFolder("public.json");
    writeFileSync(open, JSON.stringify(printed));
    const without = run("grant", "--keys", open, "--read", "device=A");
    expect(without.stderr).toContain("has public keys alone, and a private one signs");
    expect(without.status).toBe(1);
    chmodSync(path, 0o644);
    const { status, stderr } = run("grant", "--keys", path, "--read", "device=A");
    expect(stderr).toContain(`${path} holds private keys, and others than its owner may read it: chmod 600 ${path}`);
    expect(status).toBe(0);
  });
});

test("a hub lets in who bears a grant, and tells its log, and nobody else, why it does not", async () => {
  const { path, printed } = makeKeys();
  const open = inFolder("hub-public.json");
  writeFileSync(open, JSON.stringify(printed));
  const hub = await startHub(...levelOption, "--memory", "--keys", open);
  expect(hub.lines.join("\n")).toContain(`keys    EdDSA ${printed.keys[0]?.kid}`);
  expect(hub.lines.join("\n")).toContain("where the private part of the keys is");

  const token = makeGrant(path, "--level", "device", "--instance", "A", "--read", "workspace=w");
  const a = device("A", hub.url, { token });
  a.writer.setValue("device", "A", "groq", "latency", 1);
  await a.settled();
  expect(a.rejections).toEqual([]);

  const [header = "", claims = "", signature = ""] = token.split(".");
  const forged = [header, claims, `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`].join(".");
  const attempts = {
    "grant-malformed": device("A", hub.url, { token: "no-token-of-any-kind" }),
    "grant-forged": device("A", hub.url, { token: forged }),
    "grant-foreign": device("B", hub.url, { token }),
    "grant-expired": device("A", hub.url, { token: await shortLived(path) }),
  };
  for (const [code, replica] of Object.entries(attempts)) {
    expect((await until(replica, ({ error }) => error)).code).toBe("unauthorized");
    await hub.line(new RegExp(`^${code}: `), "errors");
    replica.disconnect();
  }
  const told = hub.errors.join("\n");
  for (const secret of [token, forged, signature, claims, "no-token-of-any-kind"]) expect(told).not.toContain(secret);
});

async function shortLived(path: string): Promise<string> {
  const given = ["--level", "device", "--instance", "A", "--read", "workspace=w"];
  const token = makeGrant(path, ...given, "--expires", "1s");
  const { exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  await new Promise((resolve) => setTimeout(resolve, exp * 1000 - Date.now() + 50));
  return token;
}

test("the command that a hub prints makes a grant that it takes", async () => {
  const { path } = makeKeys();
  const hub = await startHub(...levelOption, "--memory", "--keys", path, "--tensor", "the routes");
  const [, printed = ""] = await hub.line(/^ {2}npx thalweg-hub (grant .*)$/);
  expect(printed).toBe(
    `grant --keys ${path} --tensor 'the routes' --level device --instance A --read workspace=NAME --expires 30d`,
  );
  const words = [...printed.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  const { stdout } = run(...words.map((word) => word.replace("NAME", "w")));
  const a = device("A", hub.url, { tensor: "the routes", token: stdout.trim() });
  a.writer.setValue("device", "A", "groq", "latency", 1);
  await a.settled();
  expect(a.rejections).toEqual([]);
});

test("what is not asked for is not told", async () => {
  const { path } = makeKeys();
  const hub = await startHub(...levelOption, "--memory", "--keys", path, "--log-level", "failures", "--json");
  const stranger = device("A", hub.url);
  expect((await until(stranger, ({ error }) => error)).code).toBe("unauthorized");
  stranger.disconnect();
  await hub.end("SIGTERM");
  expect(hub.errors).toEqual([]);
  expect(JSON.parse(hub.lines.at(-1) ?? "").ended).toMatchObject({ "grant-malformed": expect.any(Number) });
});
