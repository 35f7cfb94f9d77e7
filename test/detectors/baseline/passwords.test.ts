import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { baseline } from "../../../src/detectors/baseline/index.ts";
import { Attempts } from "../../../src/detectors/baseline/passwords/attempt.ts";
import { type HashKind, hashKind } from "../../../src/detectors/baseline/passwords/kinds.ts";
import { md5Crypt } from "../../../src/detectors/baseline/passwords/md5-crypt.ts";
import { guesses } from "../../../src/detectors/baseline/passwords/words.ts";
import { parseYescrypt, yescrypt } from "../../../src/detectors/baseline/passwords/yescrypt.ts";
import { checksOf } from "../../../src/policy/checks.ts";
import { scopeOf } from "../../../src/policy/scope.ts";
import { inputFor } from "../../support/read-image.ts";
import { describeWith } from "../../support/tools.ts";

const STRONG = ["k3#", "Tz", "!vv0-", "quay"].join("");

function run(command: string, args: readonly string[], word: string): string {
  return execFileSync(command, args, { input: `${word}\n`, encoding: "utf8" }).trim();
}

function attempt(hash: string, account = "deploy") {
  const kind = hashKind(hash);
  return kind === undefined ? undefined : { kind, ...new Attempts().try(account, hash, kind) };
}

describeWith(["openssl"], "against openssl", () => {
  test.each(["", "a", "password", "x".repeat(15), "x".repeat(16), "x".repeat(17), `${"z".repeat(64)} ü€`])(
    "MD5-crypt of %j",
    (word) => {
      for (const salt of ["a", "saltsalt"])
        expect(`$1$${salt}$${md5Crypt(word, salt)}`).toBe(
          run("openssl", ["passwd", "-1", "-salt", salt, "-stdin"], word),
        );
    },
  );

  test.each<[string, HashKind]>([
    ["-1", "md5"],
    ["-5", "sha256"],
    ["-6", "sha512"],
  ])("passwd %s", (option, kind) => {
    const hash = (word: string) => run("openssl", ["passwd", option, "-stdin"], word);
    expect(attempt(hash("toor"))).toEqual({ kind, outcome: "weak", word: "list" });
    expect(attempt(hash("Deploy123"))).toEqual({ kind, outcome: "weak", word: "name" });
    expect(attempt(hash(STRONG))).toEqual({ kind, outcome: "withstood" });
  });
});

describeWith(["mkpasswd"], "against mkpasswd", () => {
  test.each<[string, readonly string[], HashKind]>([
    ["md5crypt", [], "md5"],
    ["sha256crypt", ["-R", "1200"], "sha256"],
    ["sha512crypt", ["-R", "1200"], "sha512"],
    ["bcrypt", ["-R", "4"], "bcrypt"],
    ["bcrypt-a", ["-R", "4"], "bcrypt"],
    ["yescrypt", ["-R", "1"], "yescrypt"],
  ])("%s", (method, options, kind) => {
    const hash = (word: string) => run("mkpasswd", ["-m", method, ...options, "-s"], word);
    expect(attempt(hash("changeme"))).toEqual({ kind, outcome: "weak", word: "list" });
    expect(attempt(hash("deploy"))).toEqual({ kind, outcome: "weak", word: "name" });
    expect(attempt(hash(STRONG))).toEqual({ kind, outcome: "withstood" });
  });

  test("yescrypt as Debian, Ubuntu and Fedora make it: the likeliest words", () => {
    const hash = (word: string) => run("mkpasswd", ["-m", "yescrypt", "-s"], word);
    expect(hash("root")).toMatch(/^\$y\$j9T\$/);
    expect(attempt(hash("root"))).toEqual({ kind: "yescrypt", outcome: "weak", word: "list" });
    expect(attempt(hash(STRONG))).toEqual({ kind: "yescrypt", outcome: "limit" });
  });

  test.each([1, 2, 3, 4, 5, 6, 7])("yescrypt of cost %i", (cost) => {
    const words = ["", "x", "ü€ ".repeat(30)];
    for (const word of words) {
      const settings = parseYescrypt(run("mkpasswd", ["-m", "yescrypt", "-R", `${cost}`, "-s"], word));
      expect(settings && yescrypt(word, settings)).toBe(settings?.sum);
      if (cost > 3) break;
    }
  });

  test.each<[string, HashKind]>([
    ["gost-yescrypt", "yescrypt"],
    ["scrypt", "scrypt"],
    ["descrypt", "des"],
    ["bsdicrypt", "des"],
    ["sunmd5", "other"],
    ["nt", "other"],
  ])("%s is known, but not computed", (method, kind) => {
    expect(attempt(run("mkpasswd", ["-m", method, "-s"], "changeme"))).toEqual({
      kind,
      outcome: "unsupported",
    });
  });
});

describe("what takes too long", () => {
  test("one hash of a billion rounds", () => {
    const sum = "x".repeat(86);
    expect(attempt(`$6$rounds=999999999$salt$${sum}`)).toEqual({ kind: "sha512", outcome: "limit" });
    expect(attempt(`$6$rounds=${"9".repeat(20)}$salt$${sum}`)).toEqual({ kind: "sha512", outcome: "limit" });
    expect(attempt(`$2b$31$${"x".repeat(53)}`)).toEqual({ kind: "bcrypt", outcome: "limit" });
  });

  test("ten thousand hashes of one file", () => {
    const attempts = new Attempts();
    const hash = `$1$salt$${"x".repeat(22)}`;
    const outcomes = Array.from(
      { length: 10_000 },
      (_, index) => attempts.try(`user${index}`, hash, "md5").outcome,
    );
    expect(outcomes[0]).toBe("withstood");
    expect(outcomes.at(-1)).toBe("limit");
  });
});

test.each([
  "*",
  "!",
  "!!",
  "x",
  "!$1$salt$abc",
  "$6$salt$short",
  "NP",
  "LK",
  "*LK*",
  "$1$",
  "$",
  "no password",
])("no password matches %j", (field) => expect(hashKind(field)).toBeUndefined());

test.each([
  ["another flavour", "$y$/9T$abcd$"],
  ["more parameters", "$y$j9T/0$abcd$"],
  ["too much memory", "$y$jFT$abcd$"],
  ["a number without end", "$y$jzz$abcd$"],
  ["a salt that nothing encodes to", "$y$j9T$a$"],
  ["nothing", "$y$$$"],
])("yescrypt with %s is not computed", (_, hash) => {
  expect(parseYescrypt(hash + "b".repeat(43))).toBeUndefined();
});

test("words are tried once each, the account's own first", () => {
  const words = guesses("root").map(({ word }) => word);
  expect(words.slice(0, 3)).toEqual(["", "root", "root123"]);
  expect(new Set(words).size).toBe(words.length);
  expect(guesses("root").find(({ word }) => word === "root")?.kind).toBe("name");
  expect(guesses("x".repeat(1000)).every(({ word }) => word.length < 40)).toBe(true);
});

test("neither a hash nor a word of it is kept", async () => {
  const salt = "pepperpot";
  const weak = `$1$${salt.slice(0, 8)}$${md5Crypt("letmein", salt)}`;
  const files = [
    { path: "etc/passwd", content: `a:${weak}:1:1::/:/bin/sh\nb:x:2:2::/:/bin/sh\n` },
    { path: "etc/shadow", content: `b:${weak}:1::::::\nc:!${weak}:1::::::\n` },
    { path: "etc/gshadow", content: `g:${weak}::\n` },
  ];
  const input = await inputFor(baseline, { layers: [files] }, checksOf({ scope: scopeOf() }));
  const kept = JSON.stringify([input.read?.view.layers, await baseline.detect(input)]);
  expect(kept).toContain('"outcome":"weak"');
  for (const secret of ["pepper", "letmein", weak.slice(-10)]) expect(kept).not.toContain(secret);
});
