import { expect, test } from "vitest";
import { parseChallenges } from "../../src/image/challenge.ts";

const HUB =
  'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull,push"';
const BEARER = {
  scheme: "bearer",
  realm: "https://auth.docker.io/token",
  service: "registry.docker.io",
  scope: "repository:library/x:pull,push",
  error: undefined,
};

test.each([
  ["as Docker Hub writes it", HUB, [BEARER]],
  ["Bearer goes before Basic", `Basic realm="a, b", ${HUB}`, [BEARER, { scheme: "basic" }]],
  ["Basic after Bearer", `${HUB}, Basic realm="x"`, [BEARER, { scheme: "basic" }]],
  ["Basic without anything", "Basic", [{ scheme: "basic" }]],
  [
    "spaces, escapes, other cases, values without quotes, an error",
    'BEARER Realm = "https://x/\\"q\\"" , SERVICE=s ,error="insufficient_scope"',
    [
      {
        scheme: "bearer",
        realm: 'https://x/"q"',
        service: "s",
        scope: undefined,
        error: "insufficient_scope",
      },
    ],
  ],
  ["what is unknown is passed over", "Negotiate YIIabc==, NTLM, Basic realm=x", [{ scheme: "basic" }]],
  ["Bearer without a realm cannot be used", 'Bearer service="x"', []],
  ["none", undefined, []],
  ["empty", "", []],
  ["no challenge", '="', []],
])("%s", (_, header, expected) => {
  expect(parseChallenges(header)).toEqual(expected);
});

test("a long header costs no more than its length", () => {
  for (const piece of ['"', "\\", "a=", 'a="', ", ", "=", 'a="\\'])
    parseChallenges(`Bearer ${piece.repeat(100_000)}`);
});
