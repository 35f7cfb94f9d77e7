import { expect, test } from "vitest";
import { followLinks } from "../../src/inventory/links.ts";
import { viewOf } from "./layers.ts";

const LINKS = {
  "etc/os-release": "../usr/lib/os-release",
  lib: "usr/lib",
  "etc/absolute": "/lib/os-release",
  "etc/above": "../../../../lib",
  "etc/self": "self",
  "etc/a": "b",
  "etc/b": "a",
  "etc/doubled": "doubled/doubled",
};

test.each([
  ["etc/passwd", "etc/passwd"],
  ["etc/os-release", "usr/lib/os-release"],
  ["lib/os-release", "usr/lib/os-release"],
  ["etc/absolute", "usr/lib/os-release"],
  ["etc/above/x", "usr/lib/x"],
  ["etc/self", undefined],
  ["etc/a", undefined],
  ["etc/doubled", undefined],
])("%s leads to %s", async (path, end) => {
  expect(followLinks(await viewOf([], [{ links: LINKS }]), path)).toBe(end);
});
