import { describe, expect, test } from "vitest";
import { baseline } from "../../src/detectors/baseline/index.ts";
import { secretInEnv } from "../../src/detectors/instruction/rules/secret-variables.ts";
import { isRisk } from "../../src/model/index.ts";
import { checksOf, defaultPolicy } from "../../src/policy/index.ts";
import { type Credential, credentialIn, hasUrlPassword, isCredentialName } from "../../src/secrets/index.ts";
import { hitsOf } from "../detectors/instruction/cases.ts";
import { inputFor } from "../support/read-image.ts";

/** Nobody's, and put together here so that no scanner takes this file for a leak. */
const WORD = ["hunter", "Q9xz7"].join("");
const TOKEN = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
const HEX = "3f9a71c2d85e4b06";
const ADDRESS = (password: string) => `postgres://app:${password}@db/x`;

type Kind = Credential["kind"] | "nothing";

/** Name, value, and what it is: by the catalogue's row DD-DF-005, and guard 2 of section 3. */
const ROWS: readonly (readonly [name: string, value: string, Kind])[] = [
  ["DB_PASSWORD", WORD, "literal"],
  ["API_KEY", `${HEX}${HEX}3f9a71c2`, "literal"],
  ["API_KEY", `${HEX}${HEX}3f9a71c2`.toUpperCase(), "literal"],
  ["RAILS_MASTER_KEY", `${HEX}${HEX}`, "literal"],
  ["APP_KEY", `base64:${Buffer.from(`${HEX}${HEX}`).toString("base64")}`, "literal"],
  ["SECRET_ID", "6d2b8c1e-0f57-4a39-9e81-b7c45fd0a263", "literal"],
  ["CONNECTION_STRING", `Server=db;Uid=app;Pwd=${WORD}`, "literal"],
  ["ANY", TOKEN, "token"],
  ["DATABASE_URL", ADDRESS(WORD), "url"],
  ["TOKEN_URL", ADDRESS(WORD), "url"],
  // What people choose badly lets people in all the same.
  ["DB_PASSWORD", "password", "literal"],
  ["DB_PASSWORD", "123456", "literal"],
  ["DB_PASSWORD", "12345678", "literal"],
  ["DB_PASSWORD", "admin", "literal"],
  ["DB_PASSWORD", "my-secret-pw", "literal"],
  ["DATABASE_URL", ADDRESS("123456"), "url"],
  // What is marked as none.
  ["APP_SECRET", "REDACTED", "placeholder"],
  ["DB_PASSWORD", "CHANGEME123!", "placeholder"],
  ["DB_PASSWORD", "change me", "placeholder"],
  ["DB_PASSWORD", "xxxxxxxx", "placeholder"],
  ["DB_PASSWORD", "0000", "placeholder"],
  ["API_TOKEN", "<your token>", "placeholder"],
  ["API_TOKEN", "{{ token }}", "placeholder"],
  ["AWS_SECRET_ACCESS_KEY", ["wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"].join(""), "placeholder"],
  ["DATABASE_URL", ADDRESS("changeme"), "placeholder"],
  // What is no value, or comes from elsewhere.
  ["APP_SECRET", "%env(X)%", "nothing"],
  ["API_TOKEN", "/run/secrets/token", "nothing"],
  ["API_TOKEN", "true", "nothing"],
  ["API_TOKEN", "", "nothing"],
  ["ACCESS_TOKENS", "3600", "nothing"],
  // What is about one.
  ["TOKEN_TTL_SECONDS", "1h", "nothing"],
  ["TOKEN_EXPIRES_IN", "a week", "nothing"],
  ["DB_PASSWORD_FILE", WORD, "nothing"],
  ["API_KEY_ID", WORD, "nothing"],
  ["JWT_PUBLIC_KEY", WORD, "nothing"],
  ["TOKENIZER", "bert-base-uncased", "nothing"],
  ["SECRETARY", "Ann", "nothing"],
  ["GPG_KEY", `${HEX}${HEX}3f9a71c2`.toUpperCase(), "nothing"],
  ["SIGNING_KEY", `${HEX}${HEX}3f9a71c2`.toUpperCase(), "nothing"],
  ["RELEASE_ACCESS_KEYS", `${HEX}${HEX}3f9a71c2`.toUpperCase(), "nothing"],
  // Rules that go by what stands around a value have no say in one that stands alone.
  ["HELLO", `Authorization: ${"Bearer"} ${HEX}${HEX}`, "nothing"],
];

const IN_IMAGE: Readonly<Record<Kind, readonly string[]>> = {
  token: ["critical"],
  url: ["critical"],
  literal: ["critical"],
  placeholder: ["low"],
  nothing: [],
};
const IN_DOCKERFILE: Readonly<Record<Kind, readonly string[]>> = {
  token: ["2 critical"],
  url: ["2 high"],
  literal: ["2 high"],
  placeholder: ["2 low"],
  nothing: [],
};

describe.each(ROWS)("%s=%s is %s", (name, value, kind) => {
  test("by itself", () => expect(credentialIn(name, value)?.kind ?? "nothing").toBe(kind));

  test("in the environment of an image", async () => {
    const made = { layers: [], config: { Env: [`${name}=${value}`] } };
    const { findings } = await baseline.detect(
      await inputFor(baseline, made, checksOf(defaultPolicy(), ["DD-BL-004"])),
    );
    const found = findings.filter(isRisk).filter(({ rule }) => rule === "DD-BL-004");
    expect(found.map(({ severity }) => severity)).toEqual(IN_IMAGE[kind]);
    expect(JSON.stringify(found)).not.toMatch(/hunterQ9xz7|ghp_\w{30}/);
  });

  test("in a Dockerfile", () => {
    const text = `FROM debian:12\nENV ${name}='${value}'`;
    expect(hitsOf(secretInEnv, text)).toEqual(IN_DOCKERFILE[kind]);
  });
});

test.each(["$T", `$\{T}`])("%s is a variable in an image", (value) =>
  expect(credentialIn("API_TOKEN", value)).toBeUndefined(),
);

test("a name may be of any case and with any sign between its words", () => {
  const names = ["db.password", "app-api-key", "accessKeySecret", "DB_PASS_OLD", "MYSQL_PWD", "APITOKEN"];
  expect(names.filter((name) => !isCredentialName(name))).toEqual([]);
  const others = [
    "KEYBOARD",
    "COMPASS",
    "PWD",
    "OLDPWD",
    "pass-through",
    "PASSWORDLESS_LOGIN",
    "APP_KEYRING",
  ];
  expect(others.filter(isCredentialName)).toEqual([]);
});

test("an address without a password of its own", () => {
  const texts = [ADDRESS("$PASS"), ADDRESS(`$\{PASS}`), ADDRESS("changeme"), "postgres://app@db/x"];
  expect([...texts, "ftp://anonymous:me@example.com/"].filter(hasUrlPassword)).toEqual([]);
});

test("in a long text a word that marks a placeholder is one among many", () => {
  const value = `{"home":"https://example.com/","key":"${WORD.repeat(20)}"}`;
  expect(credentialIn("CREDENTIALS", value)).toEqual({ kind: "literal" });
});
