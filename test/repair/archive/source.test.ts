import { expect, test } from "vitest";
import { distributionOf, snapshotMirrors } from "../../../src/repair/archive/index.ts";

test("snapshot archives are asked by the time to the second, and are known as the distribution's", () => {
  const mirrors = snapshotMirrors(new Date("2026-01-31T12:30:05.678Z"));
  expect(mirrors).toEqual({
    debian: "https://snapshot.debian.org/archive/debian/20260131T123005Z",
    "debian-security": "https://snapshot.debian.org/archive/debian-security/20260131T123005Z",
    ubuntu: "https://snapshot.ubuntu.com/ubuntu/20260131T123005Z",
  });
  for (const [name, base] of Object.entries(mirrors)) expect(distributionOf(base)).toBe(name);
});
