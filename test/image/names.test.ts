import { expect, test } from "vitest";
import { imageNameMatches } from "../../src/image/names.ts";

test.each([
  ["corpus/alpine:3.9", "corpus/alpine:3.9", true],
  ["corpus/alpine:3.9", "3.9", true],
  ["corpus/alpine:3.9", "docker.io/corpus/alpine:3.9", true],
  ["docker.io/library/alpine:latest", "library/alpine", true],
  ["localhost:5000/x", "5000/x", false],
  ["localhost:5000/x:1", "localhost:5000/x:1", true],
  ["3.9", "3.9", true],
  ["corpus/alpine:3.9", "3", false],
  ["corpus/alpine:3.9", "corpus/alpine", false],
  ["corpus/alpine:3.9", "alpine:3.9", false],
  ["alpine:latest", "alpine", false], // a lone word is a tag
  ["NOT A NAME", "ALSO/NOT", false],
  ["NOT/A NAME", "NOT/A NAME", true],
])("%s called %s: %s", (name, wanted, matches) => {
  expect(imageNameMatches(name, wanted)).toBe(matches);
});
