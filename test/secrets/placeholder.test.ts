import { expect, test } from "vitest";
import { isMixed } from "../../src/secrets/entropy.ts";
import { isPlaceholder } from "../../src/secrets/index.ts";

test.each([
  "",
  "x",
  "changeme",
  "CHANGE_ME",
  "your-token",
  "my-test-key",
  "test123",
  "xxxxxxxxxxxx",
  "00000000",
  "1234567890",
  "<token>",
  "[password]",
  `\${TOKEN}`,
  "$TOKEN",
  "{{ .Values.token }}",
  "%TOKEN%",
  "@token@",
  "__TOKEN__",
  "$(cat /x)",
  "aaaaaaaaaaaaaaaa",
  "abababababab",
  "abcdefghijklmnop",
  "12345678",
  "password",
  "null",
  "AKIAIOSFODNN7EXAMPLE",
  "********",
  "REDACTED",
  "string",
  "%(token)s",
])("%j is a placeholder", (value) => expect(isPlaceholder(value)).toBe(true));

test.each(["hunter22", "x9K2mPq7", "correct horse", "contestant-of-1984", "Tr0ub4dor&3", "q7Wk2LmZx0Pv8Rt5"])(
  "%j is none",
  (value) => expect(isPlaceholder(value)).toBe(false),
);

test("keys out of documents are placeholders, of which only hashes are kept", () => {
  const azurite = [
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6",
    "IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
  ].join("");
  expect(isPlaceholder(azurite)).toBe(true);
});

test("variety: hexadecimal digits have less of it", () => {
  expect(isMixed("aaaabbbbccccdddd", 3)).toBe(false);
  expect(isMixed("0123456789abcdef", 3.5)).toBe(true);
  expect(isMixed("fZ3kQ9xW7mBv2LpT", 3.5)).toBe(true);
});
