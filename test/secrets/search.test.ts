import fc from "fast-check";
import { expect, test } from "vitest";
import { RuleBook } from "../../src/secrets/book.ts";
import { findSecrets, secretRules } from "../../src/secrets/index.ts";
import { MAX_HITS, SecretSearch } from "../../src/secrets/search.ts";
import { made, VECTORS } from "./vectors.ts";

/** Every rule's expression at every place of the text: what the anchors must not miss. */
function plainly(text: string) {
  const { anchors } = new RuleBook(secretRules);
  const window = Buffer.from(text, "latin1");
  const search = new SecretSearch();
  for (const anchor of anchors) {
    const [where, what] = anchor.ignoreCase
      ? [text.toLowerCase(), anchor.text.toLowerCase()]
      : [text, anchor.text];
    for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1))
      search.look(anchor, { window, at, offset: at });
  }
  return search.finish();
}

/** Expressions alone, without anchors and windows. */
function unanchored(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { id, expression } of secretRules) {
    const global = new RegExp(expression.source, "g");
    if (global.test(text)) found.add(id);
  }
  return found;
}

function filtered(text: string) {
  const { anchors, scanner } = new RuleBook(secretRules);
  const window = Buffer.from(text, "latin1");
  const search = new SecretSearch();
  scanner.scan(window, (anchor, at) => {
    search.look(anchors[anchor]!, { window, at, offset: at });
  });
  return search.finish();
}

const forms = VECTORS.map(([, form]) => form);
const noise = fc.constantFrom(
  "\n",
  " ",
  "x = ",
  '"',
  "password",
  "token: ",
  "https://",
  "eyJ",
  "\\n",
  "{",
  ", ",
);

test("the anchors find what plain search over the whole text finds", () => {
  const part = fc.oneof(
    noise,
    fc.tuple(fc.constantFrom(...forms), fc.nat(50)).map(([form, seed]) => made(form, seed)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join("\n");
      expect(filtered(text)).toEqual(plainly(text));
      const alone = unanchored(text);
      for (const { ruleId } of filtered(text).hits) expect(alone).toContain(ruleId);
    }),
    { numRuns: 200 },
  );
});

test("every expression that fits has one of its anchors in what it fits", () => {
  for (const form of forms) {
    const text = made(form);
    for (const { id, expression, anchors } of secretRules) {
      for (const [match] of text.matchAll(new RegExp(expression.source, "g"))) {
        const lower = match.toLowerCase();
        const has = anchors.some((one) =>
          one.ignoreCase ? lower.includes(one.text.toLowerCase()) : match.includes(one.text),
        );
        expect(has, `${id}: ${match}`).toBe(true);
      }
    }
  }
});

test("nothing of a value is in what is told of it, but four characters", () => {
  for (const [, form] of VECTORS) {
    const text = made(form);
    const told = JSON.stringify(filtered(text));
    for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{12,}/g))
      for (let at = 4; at + 8 <= run.length; at += 4)
        if (/\d/.test(run.slice(at, at + 8))) expect(told).not.toContain(run.slice(at, at + 8));
  }
});

test("of what people choose nothing is shown, and a hash of 12 bits", () => {
  const [hit] = findSecrets(made("DB_PASSWORD={A12}"));
  expect(hit?.redacted).toBe("Database password in a setting: … (12 characters)");
  expect(hit?.hash).toMatch(/^[0-9a-f]{3}$/);
});

test("place, length and hash", () => {
  const token = made("npm_{A36}");
  const [one] = findSecrets(`first line\n  token ${token}`);
  expect(one).toMatchObject({ ruleId: "DD-SF-134", offset: 19, length: 40 });
  expect(one?.hash).toMatch(/^[0-9a-f]{10}$/);
  expect(one?.redacted).toBe("npm token: npm_… (40 characters)");
  const [same, other] = findSecrets(`${token} ${made("npm_{A36}", 2)}`);
  expect(same?.hash).toBe(one?.hash);
  expect(other?.hash).not.toBe(one?.hash);
});

test("of two that overlap the one that tells more is told", () => {
  const ids = (text: string) => findSecrets(text).map(({ ruleId }) => ruleId);
  expect(ids(made("GITHUB_TOKEN=ghp_{A36}"))).toEqual(["DD-SF-130"]);
  expect(ids(made("Authorization: Bearer ghp_{A36}"))).toEqual(["DD-SF-130"]);
  expect(ids(made("accessKeyId: LTAI{A20}\naccessKeySecret: {A30}"))).toEqual(["DD-SF-102"]);
});

test("a file of nothing but tokens is cut off, and says so", () => {
  const text = Array.from({ length: MAX_HITS + 20 }, (_, seed) => made("pul-{h40}", seed)).join("\n");
  const { hits, more } = filtered(text);
  expect([hits.length, more]).toEqual([MAX_HITS, 20]);
});

test("a file that keeps us busy is looked at no more, and says so", () => {
  const text = "https://a:b@c ".repeat(25_000);
  expect(filtered(text)).toEqual({ hits: [], more: 0, isCut: true });
  expect(filtered(text.slice(0, 1000)).isCut).toBe(false);
});

test("in programs only what its prefix tells", () => {
  const { anchors, scanner } = new RuleBook(secretRules);
  const window = Buffer.from(made("\0\0npm_{A36}\0DB_PASSWORD={A12}7\0"));
  const search = new SecretSearch(true);
  scanner.scan(window, (anchor, at) => {
    search.look(anchors[anchor]!, { window, at, offset: at });
  });
  expect(search.finish().hits.map(({ ruleId }) => ruleId)).toEqual(["DD-SF-134"]);
});
