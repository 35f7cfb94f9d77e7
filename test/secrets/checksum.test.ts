import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { base62, crc32, hasBase62Checksum, hasGitLabChecksum } from "../../src/secrets/checksum.ts";

test("the CRC is zlib's", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]*$/), (text) => {
      expect(crc32(text)).toBe(zlibCrc32(Buffer.from(text, "latin1")));
    }),
  );
});

test("62 digits, filled up with zeros", () => {
  expect([base62(0, 6), base62(61, 6), base62(62, 6)]).toEqual(["000000", "00000z", "000010"]);
});

// From GitHub's and GitLab's own documents and tests.
test("known tokens", () => {
  expect(hasBase62Checksum(["zQWBuTSOoRi4A9spHcVY5n", "cnsDkxkJ0mLq17"].join(""))).toBe(true);
  expect(hasBase62Checksum(["zQWBuTSOoRi4A9spHcVY5n", "cnsDkxkJ0mLq18"].join(""))).toBe(false);
  const routable = ["glrtr-W5m1cHR6skC98Bx7XkuYjmM6", "MQpnOjgKbzpyegp0OjIQ.01.181uebm4k"].join("");
  expect(hasGitLabChecksum(routable)).toBe(true);
  expect(hasGitLabChecksum(`${routable.slice(0, -1)}l`)).toBe(false);
});
