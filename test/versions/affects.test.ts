import { describe, expect, it } from "vitest";
import { Unreadable } from "../../src/errors.ts";
import { affects } from "../../src/versions/index.ts";

describe("affects", () => {
  it.each([
    ["inside a vulnerable range", { vulnerableVersions: [">=1.0.0, <1.3.0"] }, true],
    ["outside", { vulnerableVersions: ["<1.0.0"] }, false],
    ["in one of several ranges", { vulnerableVersions: ["<1.0.0", "1.2.3"] }, true],
    ["vulnerable and patched", { vulnerableVersions: ["<2.0.0"], patchedVersions: ["~1.2.3"] }, false],
    ["vulnerable and not patched", { vulnerableVersions: ["<2.0.0"], patchedVersions: [">=1.3.0"] }, true],
    ["patched only", { patchedVersions: [">=1.2.3"] }, false],
    ["not patched only", { patchedVersions: [">=1.3.0", "1.1.9"] }, true],
    ["unaffected", { patchedVersions: [">=2.0.0"], unaffectedVersions: ["<1.5.0"] }, false],
    [
      "neither patched nor unaffected",
      { patchedVersions: [">=2.0.0"], unaffectedVersions: ["<1.0.0"] },
      true,
    ],
    ["a bare patched version, which is that one only", { patchedVersions: ["1.2.0"] }, true],
    ["an empty vulnerable range", { vulnerableVersions: [""] }, true],
    ["an empty patched range", { vulnerableVersions: ["<1.0.0"], patchedVersions: [""] }, true],
    ["an empty unaffected range, which is nothing special", { unaffectedVersions: ["", ">1.0.0"] }, false],
    ["no range at all", {}, true],
    ["empty lists", { vulnerableVersions: [], patchedVersions: [], unaffectedVersions: [] }, true],
    // A range that cannot be read, where the others decide.
    ["bad or vulnerable", { vulnerableVersions: ["<what", "<2.0.0"] }, true],
    ["bad or vulnerable in one range", { vulnerableVersions: ["<what || <2.0.0"] }, true],
    ["bad, but patched", { vulnerableVersions: ["<what"], patchedVersions: [">=1.2.0"] }, false],
    [
      "not vulnerable, with a bad patch",
      { vulnerableVersions: ["<1.0.0"], patchedVersions: [">=what"] },
      false,
    ],
    ["a bad patch beside one that holds", { patchedVersions: [">=what", ">=1.2.0"] }, false],
  ] as const)("%s", (_, advisory, answer) => {
    expect(affects("cargo", "1.2.3", advisory)).toBe(answer);
  });

  it.each([
    ["bad vulnerable range", { vulnerableVersions: ["<what", "<1.0.0"] }, '"<what"'],
    [
      "bad patched range",
      { vulnerableVersions: ["<2.0.0"], patchedVersions: [">=what", ">=2.0.0"] },
      '">=what"',
    ],
    ["both", { vulnerableVersions: ["<what"], patchedVersions: [">=what"] }, '"<what"'],
  ] as const)("says which range it cannot read where no other decides: %s", (_, advisory, range) => {
    expect(() => affects("cargo", "1.2.3", advisory)).toThrow(
      new Unreadable(`not a valid cargo version range: ${range}`),
    );
  });

  it("says that the version is none, whatever the ranges are", () => {
    for (const advisory of [{}, { vulnerableVersions: [""] }, { vulnerableVersions: ["<what"] }]) {
      expect(() => affects("composer", "dev-main", advisory)).toThrow(
        new Unreadable('not a valid composer version: "dev-main"'),
      );
    }
    expect(() => affects("npm", "", { vulnerableVersions: [">0"] })).toThrow(Unreadable);
  });
});
