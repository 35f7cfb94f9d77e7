import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { RuleBook } from "../../src/secrets/book.ts";
import { base62, crc32 } from "../../src/secrets/checksum.ts";
import { findSecrets, type SecretHit, secretRules } from "../../src/secrets/index.ts";
import { SecretSearch } from "../../src/secrets/search.ts";
import { lookalikes, made, VECTORS } from "./vectors.ts";

const byId = new Map(secretRules.toReversed().map((rule) => [rule.id, rule]));
const rules = (hits: readonly SecretHit[]) => hits.map(({ ruleId }) => ruleId);

/** With the rules that are off by default. */
function findAll(text: string): readonly SecretHit[] {
  const { anchors, scanner } = new RuleBook(secretRules);
  const window = Buffer.from(text);
  const search = new SecretSearch();
  scanner.scan(window, (anchor, at) => {
    search.look(anchors[anchor]!, { window, at, offset: at });
  });
  return search.finish().hits;
}

for (const [id, form, severity = byId.get(id)?.severity] of VECTORS) {
  test(`${id} fires on ${form}`, () => {
    for (const seed of [1, 2, 3]) {
      const hits = findSecrets(made(form, seed));
      expect(hits.map((hit) => [hit.ruleId, hit.severity])).toContainEqual([id, severity]);
    }
  });

  test(`${id} does not fire on what looks like ${form}`, () => {
    for (const text of lookalikes(form)) expect(rules(findSecrets(text)), text).not.toContain(id);
  });
}

const openssl = (...args: string[]) =>
  execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] }).toString();
const rsa = openssl("genrsa", "2048");
const ed25519 = openssl("genpkey", "-algorithm", "ed25519");
const encrypted = openssl("genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:x");
const publicKey = execFileSync("openssl", ["pkey", "-pubout"], { input: rsa }).toString();
const account = (key: string) =>
  JSON.stringify({
    type: "service_account",
    project_id: "p",
    private_key_id: made("{h40}"),
    private_key: key,
    client_email: "a@p.iam.gserviceaccount.com",
  });
const jwt = (header: object, claims: object) =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") +
  made(".{u43}");
const base64 = (text: string) => Buffer.from(text).toString("base64");
const password = made("{A14}");

// biome-ignore format: a table
const catches: readonly (readonly [rule: string, severity: string, text: string])[] = [
  ["DD-SF-102", "critical", made("id: LTAI{A20}\nname: x\nsecret: {A30}\n")],
  ["DD-SF-102", "critical", made('{"secret":"{A30}","id":"LTAI{A20}"}')],
  ["DD-SF-105", "critical", `docker login -u me -p ${password} registry.cn-hangzhou.aliyuncs.com`],
  ["DD-SF-105", "critical", `{"auths":{"x.cn-beijing.cr.aliyuncs.com":{"auth":"${base64(`me:${password}`)}"}}}`],
  ["DD-SF-116", "critical", account(rsa)],
  ["DD-SF-157", "high", `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\ndata:\n  password: ${base64(password)}\n`],
  ["DD-SF-158", "critical", `{"auths": {"r.corp.net": {"auth": "${base64(`me:${password}`)}"}}}`],
  ["DD-SF-158", "critical", `.dockerconfigjson: ${base64(`{"auths":{"r":{"auth":"${base64(`me:${password}`)}"}}}`)}`],
  ["DD-SF-185", "medium", `x=${jwt({ alg: "HS256", typ: "JWT" }, { sub: "me", n: 1 })}`],
  ["DD-SF-186", "critical", rsa],
  ["DD-SF-186", "critical", ed25519],
  ["DD-SF-186", "critical", `const key = ${JSON.stringify(rsa)};`],
  ["DD-SF-186", "critical", rsa.replaceAll("\n", "\r\n")],
  ["DD-SF-186", "high", encrypted],
  ["DD-SF-189", "high", `Authorization: Basic ${base64(`me:${password}`)}`],
  ["DD-SF-199", "low", `SECRET_KEY = '${made("{A24}")}&$x%'`],
  ["DD-SF-199", "low", `api_key: ${made("{A40}")}`],
];

test.each(catches)("%s fires (%s) on %j", (rule, severity, text) => {
  expect(findAll(text).map((hit) => [hit.ruleId, hit.severity])).toContainEqual([rule, severity]);
});

// biome-ignore format: a table
const catchesNot: readonly (readonly [rule: string, text: string])[] = [
  ["DD-SF-101", made(`id: LTAI{A20}\nsecret: {A30}`)], // the pair says it
  ["DD-SF-101", made("{b40}LTAI{A20}{b40}")],
  ["DD-SF-102", made(`id: LTAI{A20}\n${"\n".repeat(8)}secret: {A30}\n`)],
  ["DD-SF-102", made("id: LTAI{A20}\nsecret: {h30}\n")],
  ["DD-SF-102", made("id: LTAI{A20}\nsecret: {A31}\n")],
  ["DD-SF-105", "docker login -u me --password-stdin registry.cn-hangzhou.aliyuncs.com"],
  ["DD-SF-105", "docker login -u me -p $PASSWORD registry.cn-hangzhou.aliyuncs.com"],
  ["DD-SF-105", "docker pull registry.cn-hangzhou.aliyuncs.com/a/b -p 8080"],
  ["DD-SF-110", `AWS_ACCESS_KEY_ID=${"AKIA"}IOSFODNN7EXAMPLE`],
  ["DD-SF-111", `AWS_SECRET_ACCESS_KEY=${"wJalrXUtnFEMI"}/K7MDENG/bPxRfiCYEXAMPLEKEY`],
  ["DD-SF-116", account("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n")],
  ["DD-SF-116", JSON.stringify({ type: "other", private_key: rsa })],
  ["DD-SF-116", JSON.stringify({ type: "service_account", private_key: "" })],
  ["DD-SF-118", made("https://x/?sig={A43}%3D")],
  ["DD-SF-157", `kind: SealedSecret\ndata:\n  password: ${base64(password)}\n`],
  ["DD-SF-157", `kind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\n`],
  ["DD-SF-157", `kind: Secret\ndata:\n  password: ${base64("changeme")}\n`],
  ["DD-SF-157", `kind: Secret\n---\nkind: ConfigMap\ndata:\n  password: ${base64(password)}\n`],
  ["DD-SF-158", `{"auths": {"r.corp.net": {"auth": "${base64("me:changeme")}"}}}`],
  ["DD-SF-158", `{"auths": {}, "credsStore": "desktop"}`],
  ["DD-SF-158", `{"auth": "authorization"}`],
  ["DD-SF-159", made("image@sha256~{u43}")],
  ["DD-SF-173", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"],
  ["DD-SF-184m", made("ALGOLIA_SEARCH_KEY={h32}")],
  ["DD-SF-185", jwt({ alg: "none" }, { sub: "me" })],
  ["DD-SF-185", jwt({ alg: "HS256" }, { sub: "1234567890", name: "J" })],
  ["DD-SF-185", jwt({ alg: "HS256" }, { role: "anon" })],
  ["DD-SF-186", publicKey],
  ["DD-SF-186", "-----BEGIN RSA PRIVATE KEY-----\nMIIE...\n-----END RSA PRIVATE KEY-----"],
  ["DD-SF-186", `${rsa.split("\n").slice(0, 3).join("\n")}\n-----END RSA PRIVATE KEY-----`],
  ["DD-SF-186", "if (text.includes('-----BEGIN PRIVATE KEY-----')) return parse(text);"],
  ["DD-SF-187", "https://git:hunter2hunter2@github.com/x"],
  ["DD-SF-187", "ftp://anonymous:me@files.corp.net/"],
  ["DD-SF-187", "https://user:password@host/"],
  ["DD-SF-187", `https://me:\${PASSWORD}@files.corp.net/`],
  ["DD-SF-187", "https://files.corp.net:8080/@scope/package"],
  ["DD-SF-188", "postgres://postgres:postgres@db:5432/x"],
  ["DD-SF-188", "redis://:{{ password }}@db:6379"],
  ["DD-SF-188", `jdbc:mysql://db/x?user=a&password=\${DB_PASSWORD}`],
  ["DD-SF-188", "Password=x9K2mPq7; never=mind"],
  ["DD-SF-189", 'curl -H "Authorization: Bearer $TOKEN" https://x'],
  ["DD-SF-189", `Authorization: Basic ${base64("user:password")}`],
  ["DD-SF-189", "Authorization: Bearer abcdefghijklmnopqrstuvwxyz"],
  ["DD-SF-190", `DB_PASSWORD=\${DB_PASSWORD}`],
  ["DD-SF-190", "db_password: string"],
  ["DD-SF-190", "const dbPassword = getPassword();"],
  ["DD-SF-190", "db.password = options.password"],
  ["DD-SF-190", "USER_PASSWORD=x9K2mPq7zz"],
  ["DD-SF-199", `integrity token: sha512-${made("{b86}==")}`],
  ["DD-SF-199", "token = this.lexer.nextToken(parser2)"],
  ["DD-SF-199", "secret: some_very_long_identifier_with_words_2"],
  ["DD-SF-199", "password: https://x.corp.net/A1b2C3d4E5f6G7"],
];

test.each(catchesNot)("%s does not fire on %j", (rule, text) => {
  expect(rules(findAll(text))).not.toContain(rule);
});

test("every rule has one catch and three guards at least", () => {
  const guarded = new Map<string, number>();
  const caught = new Set([...VECTORS.map(([id]) => id), ...catches.map(([id]) => id)]);
  for (const [id, form] of VECTORS) guarded.set(id, (guarded.get(id) ?? 0) + lookalikes(form).length);
  for (const [id] of catchesNot) guarded.set(id, (guarded.get(id) ?? 0) + 1);
  const ids = [...new Set(secretRules.map(({ id }) => id))];
  expect(ids.filter((id) => !caught.has(id) || (guarded.get(id) ?? 0) < 3)).toEqual([]);
});

test("a GitHub or npm token with the right checksum is critical", () => {
  for (const prefix of ["ghp_", "npm_"]) {
    const body = made("{A30}");
    const [hit] = findSecrets(`${prefix}${body}${base62(crc32(body), 6)}`);
    expect(hit?.severity).toBe("critical");
  }
});

test("a routable GitLab token is checked too", () => {
  const front = `glpat-${made("{u44}")}.01.18`;
  const right = `${front}${crc32(front).toString(36).padStart(7, "0")}`;
  expect(findSecrets(right).map(({ severity }) => severity)).toEqual(["critical"]);
  const wrong = `${front}1zzzzz1`;
  expect(findSecrets(wrong).map(({ severity }) => severity)).toEqual(["high"]);
});

test("a value is judged by the name of its variable", () => {
  expect(rules(findSecrets(made("{A30}"), { path: "ALIBABA_CLOUD_ACCESS_KEY_SECRET" }))).toEqual([
    "DD-SF-103",
  ]);
  expect(findSecrets(made("{A30}"), { path: "srv/x.txt" })).toEqual([]);
});

test("titles, shapes and ids can be shown", () => {
  for (const { id, title, shape, guards } of secretRules) {
    expect(id).toMatch(/^DD-SF-1\d\d[a-z]?$/);
    expect(title).toMatch(/^[A-Za-z0-9].{3,90}$/);
    expect(shape).not.toMatch(/[.]$/);
    if (guards !== "") expect(guards).toMatch(/\.$/);
  }
});
