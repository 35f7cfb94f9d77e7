import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FORMATS } from "../../src/options.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase } from "../support/sample.ts";
import { whiteout } from "../support/tar.ts";

/** Made anew at every run from pieces, so that no scanner takes this file for a leak. */
function random(length: number, seed: string, alphabet = ALPHABET): string {
  let text = "";
  for (let block = 0; text.length < length; block++) {
    const bytes = createHash("sha256").update(`${seed} ${block}`).digest();
    text += [...bytes].map((byte) => alphabet[byte % alphabet.length]).join("");
  }
  return text.slice(0, length);
}
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const secrets = {
  github: `ghp_${random(36, "github")}`,
  gitlab: `glpat-${random(20, "gitlab")}`,
  npm: `npm_${random(36, "npm")}`,
  slack: `xoxb-${random(12, "s1", "0123456789")}-${random(12, "s2", "0123456789")}-${random(24, "s3")}`,
  aliyunId: `LTAI5t${random(18, "ali")}`,
  aliyun: random(30, "aliyun"),
  aws: random(40, "aws"),
  dingtalk: random(64, "ding", "0123456789abcdef"),
  stripe: `sk_live_${random(24, "stripe")}`,
  registry: random(16, "registry"),
  database: `Zq7${random(14, "db")}`,
  environment: `Rt5${random(14, "env")}`,
  label: `Lb8${random(14, "label")}`,
  commandLine: `Cl9${random(14, "command")}`,
  argument: `Ag2${random(14, "argument")}`,
  url: `Ur4${random(14, "url")}`,
  history: `Hi6${random(14, "history")}`,
  redis: `Rd3${random(14, "redis")}`,
  tomcat: `Tc1${random(14, "tomcat")}`,
  deleted: `De7${random(14, "deleted")}`,
  dotenv: `Dt5${random(14, "dotenv")}`,
  netrc: `Nt8${random(14, "netrc")}`,
  key: privateKey.split("\n")[3]!,
} as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-redaction-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function image() {
  const auth = Buffer.from(`user:${secrets.registry}`).toString("base64");
  const base = [
    ...alpineFiles(),
    { path: "etc/passwd", content: "root:x:0:0:root:/root:/bin/ash\n" },
    { path: "etc/shadow", content: `root:${crypt()}:19000:0:99999:7:::\n` },
    { path: "root/.ssh/id_rsa", content: privateKey, mode: 0o600 },
    {
      path: "root/.docker/config.json",
      content: JSON.stringify({ auths: { "registry.example.com": { auth } } }),
    },
    { path: "root/.npmrc", content: `//registry.example.com/:_authToken=${secrets.npm}\n` },
    { path: "root/.netrc", content: `machine example.com login me password ${secrets.netrc}\n` },
    {
      path: "root/.bash_history",
      content: `mysql -uroot -p${secrets.history} db\nexport TOKEN=${secrets.github}\n`,
    },
    {
      path: "root/.aliyun/config.json",
      content: JSON.stringify({
        profiles: [{ mode: "AK", access_key_id: secrets.aliyunId, access_key_secret: secrets.aliyun }],
      }),
    },
    {
      path: "root/.aws/credentials",
      content: `[default]\naws_access_key_id=AKIA${random(16, "k", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}\naws_secret_access_key=${secrets.aws}\n`,
    },
    {
      path: "srv/app/config.yaml",
      content: `github: ${secrets.github}\ngitlab: "${secrets.gitlab}"\nslack: ${secrets.slack}\nstripe: ${secrets.stripe}\n`,
    },
    { path: "srv/app/.env", content: `DB_PASSWORD=${secrets.dotenv}\n` },
    {
      path: "srv/app/hook.sh",
      content: `curl "https://oapi.dingtalk.com/robot/send?access_token=${secrets.dingtalk}"\n`,
    },
    {
      path: "srv/app/settings.py",
      content: `DATABASES = {"default": {"PASSWORD": "${secrets.database}"}}\nURL = "postgres://app:${secrets.url}@db/app"\n`,
    },
    { path: "usr/bin/redis-server", content: "\x7fELF not really", mode: 0o755 },
    {
      path: "etc/redis/redis.conf",
      content: `bind 0.0.0.0\nprotected-mode no\nrequirepass ${secrets.redis}\n`,
    },
    {
      path: "opt/tomcat/conf/tomcat-users.xml",
      content: `<tomcat-users><user username="admin" password="${secrets.tomcat}" roles="manager-gui"/></tomcat-users>`,
    },
    { path: "opt/tomcat/lib/catalina.jar", content: "not a jar" },
    { path: "srv/app/secret.txt", content: `password=${secrets.deleted}\ntoken: ${secrets.github}\n` },
  ];
  const history = [
    { created_by: "/bin/sh -c #(nop) ADD file:x in / " },
    { created_by: `ENV DB_PASSWORD=${secrets.environment}`, empty_layer: true },
    {
      created_by: `RUN |1 NPM_TOKEN=${secrets.argument} /bin/sh -c curl -u me:${secrets.commandLine} https://example.com/x # buildkit`,
    },
  ];
  return buildImage({
    layers: [base, [whiteout("srv/app/secret.txt")]],
    config: {
      history,
      config: {
        Env: ["PATH=/bin", `DB_PASSWORD=${secrets.environment}`],
        Labels: { "com.example.token": secrets.label },
        Cmd: ["redis-server", "/etc/redis/redis.conf", "--requirepass", secrets.redis],
      },
    },
  });
}

/** A hash of the account's own name: weak, and no less to be shown. */
function crypt(): string {
  const { stdout } = spawnSync("openssl", ["passwd", "-6", "-salt", "abcdefgh", "root"], {
    encoding: "utf8",
  });
  return stdout.trim();
}

const DOCKERFILE = () => `FROM alpine:3.18
ADD file:x /
ENV DB_PASSWORD=${secrets.environment}
ARG NPM_TOKEN=${secrets.argument}
RUN curl -u me:${secrets.commandLine} https://example.com/x
`;

/** Every file below the folder, unpacked where it is packed. */
function contents(below: string): readonly (readonly [string, string])[] {
  return readdirSync(below).flatMap((name) => {
    const path = join(below, name);
    if (statSync(path).isDirectory()) return contents(path);
    const bytes = readFileSync(path);
    const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return [[path, text.toString("latin1")] as const];
  });
}

test.each([
  ["with the history alone", []],
  ["with a Dockerfile", ["--dockerfile", "Dockerfile"]],
])("no secret is in any report, log or cache file, %s", (_, words) => {
  const work = mkdtempSync(join(folder, "run-"));
  writeFileSync(join(work, "app.tar"), dockerArchive(image(), ["example.com/app:1"]));
  writeFileSync(join(work, "Dockerfile"), DOCKERFILE());
  mkdirSync(join(work, "cache"));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(import.meta.dirname, "../../dist/cli/index.js"),
      ...["scan", "app.tar", "--db", sampleDatabase, "--cache-dir", "cache", "--verbose"],
      ...["--checks", "profile:strict,system,application,instruction,baseline,sensitive,malware,DD-SF-199"],
      ...["--format", FORMATS.join(","), "--output", "reports", ...words],
    ],
    { cwd: work, encoding: "utf8" },
  );
  expect([status, stderr.includes("bug in drydock")]).toEqual([1, false]);
  const written = [
    ["standard output", stdout] as const,
    ["standard error", stderr] as const,
    ...contents(join(work, "reports")),
    ...contents(join(work, "cache")),
  ];
  expect(written.length).toBeGreaterThan(FORMATS.length + 3);
  const hash = crypt();
  const leaks = written.flatMap(([place, text]) =>
    Object.entries({ ...secrets, hash, auth: Buffer.from(`user:${secrets.registry}`).toString("base64") })
      .filter(([, value]) => text.includes(value) || text.includes(Buffer.from(value).toString("base64")))
      .map(([name]) => `${name} in ${place}`),
  );
  expect(leaks).toEqual([]);
  const result = JSON.parse(readFileSync(join(work, "reports/drydock-result.json"), "utf8"));
  const fired = new Set(result.findings.map(({ rule }: { rule: string }) => rule.slice(0, 9)));
  // What this test is about was looked at and found.
  for (const rule of [
    "DD-SF-001",
    "DD-SF-006",
    "DD-SF-011",
    "DD-SF-012",
    "DD-SF-130",
    "DD-SF-170",
    "DD-BL-004",
  ])
    expect([...fired]).toContain(rule);
});
