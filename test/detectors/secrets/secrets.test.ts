import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { secrets } from "../../../src/detectors/secrets/index.ts";
import { isRisk, type RiskFinding } from "../../../src/model/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";
import { made } from "../../secrets/vectors.ts";
import { inputFor, type MadeImage } from "../../support/read-image.ts";
import { type TarEntry, whiteout } from "../../support/tar.ts";

const DEFAULT = defaultPolicy().scope;
const SCOPE = { ...DEFAULT, limits: { ...DEFAULT.limits, fileBytes: 1_000_000 } };

async function detected(layers: MadeImage["layers"], words = ["sensitive"], scope = SCOPE) {
  const checks = checksOf({ scope }, words);
  const input = await inputFor(secrets, { layers }, checks);
  const { findings, gaps } = await secrets.detect(input);
  return { findings: findings.filter(isRisk), gaps: [...gaps, ...(input.read?.view.gaps ?? [])] };
}

const essence = ({ rule, severity, location, line, isDeleted }: RiskFinding) =>
  [rule, severity, `${location?.path}:${line}@${location?.layer}`, ...(isDeleted ? ["deleted"] : [])].join(
    " ",
  );
const all = async (layers: MadeImage["layers"]) => (await detected(layers)).findings.map(essence);

const token = made("pul-{h40}");
const other = made("pul-{h40}", 2);

test("a finding for each secret, with its file, line and layer, redacted", async () => {
  const { findings } = await detected([
    [{ path: "srv/a.env", content: `A=1\nTOKEN=${token}\n${other}\n${token}\n` }],
  ]);
  expect(findings.map(essence)).toEqual([
    "DD-SF-152 critical srv/a.env:2@0",
    "DD-SF-152 critical srv/a.env:3@0",
  ]);
  expect(findings[0]).toMatchObject({
    category: "sensitive",
    subject: "srv/a.env",
    evidence: ["Pulumi token: pul-… (44 characters)"],
  });
  expect(JSON.stringify(findings)).not.toContain(token.slice(4, 12));
  expect(findings[0]?.fingerprint).not.toBe(findings[1]?.fingerprint);
});

test("what a later layer deletes still ships, and says so", async () => {
  const { findings } = await detected([[{ path: "srv/a", content: token }], [whiteout("srv/a")]]);
  expect(findings.map(essence)).toEqual(["DD-SF-152 critical srv/a:1@0 deleted"]);
  expect(findings[0]?.evidence[1]).toContain("whoever pulls the image");
});

test("a file that is replaced by one with the same secret is one finding", async () => {
  const first = { path: "srv/a", content: `x\n${token}` };
  const second = { path: "srv/a", content: `y\nz\n${token}` };
  expect(await all([[first], [second]])).toEqual(["DD-SF-152 critical srv/a:3@1"]);
  const third = { path: "srv/a", content: other };
  expect(await all([[first], [third]])).toEqual([
    "DD-SF-152 critical srv/a:1@1",
    "DD-SF-152 critical srv/a:2@0 deleted",
  ]);
});

test("a moved line makes no new fingerprint", async () => {
  const prints = await Promise.all(
    ["", "\n\n\n"].map(async (front) => {
      const { findings } = await detected([[{ path: "srv/a", content: front + token }]]);
      return findings.map(({ fingerprint }) => fingerprint);
    }),
  );
  expect(prints[0]).toEqual(prints[1]);
});

test("an expired token is none, one that has not expired is", async () => {
  const jwt = (exp: number) =>
    [{ alg: "HS256" }, { sub: "me", exp }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".") + made(".{u43}");
  expect(await all([[{ path: "a", content: jwt(Date.parse("2026-01-31") / 1000) }]])).toEqual([]);
  expect(await all([[{ path: "a", content: jwt(Date.parse("2027-01-31") / 1000) }]])).toEqual([
    "DD-SF-185 medium a:1@0",
  ]);
});

const PACKAGE: readonly TarEntry[] = [
  { path: "etc/os-release", content: "ID=debian\nVERSION_ID=12\n" },
  {
    path: "var/lib/dpkg/status",
    content: "Package: tool\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n\n",
  },
  {
    path: "var/lib/dpkg/info/tool.list",
    content: "/usr/share/doc/tool/examples/key.conf\n/usr/lib/tool/x.conf\n/usr/lib/tool/snake.pem\n",
  },
];

test("what a package brought is rated by its place", async () => {
  const files = ["usr/share/doc/tool/examples/key.conf", "usr/lib/tool/x.conf", "srv/tests/key.conf"];
  const brought = files.map((path) => ({ path, content: token }));
  expect(await all([[...PACKAGE, ...brought]])).toEqual([
    "DD-SF-152 critical srv/tests/key.conf:1@0",
    "DD-SF-152 low usr/lib/tool/x.conf:1@0",
    "DD-SF-152 negligible usr/share/doc/tool/examples/key.conf:1@0",
  ]);
  // Somebody else has written it.
  expect(await all([[...PACKAGE], [{ path: "usr/lib/tool/x.conf", content: token }]])).toEqual([
    "DD-SF-152 critical usr/lib/tool/x.conf:1@1",
  ]);
});

test("documents of language packages are negligible, their code is not", async () => {
  const files = [
    "srv/node_modules/x/README.md",
    "srv/node_modules/x/test/a.js",
    "srv/node_modules/x/index.js",
  ];
  expect(await all([files.map((path) => ({ path, content: token }))])).toEqual([
    "DD-SF-152 negligible srv/node_modules/x/README.md:1@0",
    "DD-SF-152 critical srv/node_modules/x/index.js:1@0",
    "DD-SF-152 negligible srv/node_modules/x/test/a.js:1@0",
  ]);
});

test("Debian's own test key is low", async () => {
  const key = execFileSync("openssl", ["genrsa", "1024"], { stdio: ["ignore", "pipe", "ignore"] });
  expect(await all([[{ path: "etc/ssl/private/ssl-cert-snakeoil.key", content: key }]])).toEqual([
    "DD-SF-186 low etc/ssl/private/ssl-cert-snakeoil.key:1@0",
  ]);
});

test("files that hold too much are gaps", async () => {
  const many = Array.from({ length: 130 }, (_, seed) => made("pul-{h40}", seed)).join("\n");
  const { findings, gaps } = await detected([
    [
      { path: "a", content: many },
      { path: "b", content: Buffer.alloc(1_000_001) },
    ],
  ]);
  expect(findings).toHaveLength(100);
  expect(gaps.map(({ kind, where, reason }) => [kind, where, reason])).toEqual([
    ["limit", "a", "a holds 30 more values that look like secrets; they are not listed."],
    ["limit", "b", "b could not be read: it has 1000001 bytes, more than 1000000."],
  ]);
});

test("rules that are off by default are only looked for where they are asked for", async () => {
  const layers = [[{ path: "a", content: made("client_secret = '{A30}'") }]];
  expect(await all(layers)).toEqual([]);
  const { findings } = await detected(layers, ["DD-SF-199"]);
  expect(findings.map(essence)).toEqual(["DD-SF-199 low a:1@0"]);
});

test("nothing is read where neither files nor baseline are looked at", () => {
  expect(secrets.analyzers(checksOf({ scope: SCOPE }, ["system"]))).toEqual([]);
  expect(secrets.analyzers(checksOf({ scope: SCOPE }, ["baseline"]))).toHaveLength(1);
});
