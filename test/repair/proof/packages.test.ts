import { expect, test } from "vitest";
import type { Package } from "../../../src/model/index.ts";
import { raisedPackages } from "../../../src/repair/proof/packages.ts";

const pkg = (name: string, version: string, architecture = "amd64"): Package => ({
  ...{ name, version, architecture, ecosystem: "Debian:12", purl: `pkg:deb/debian/${name}@${version}` },
  ...{ by: "dpkg", source: { name, version }, locations: [] },
});
const target = (name: string, version: string, fixedVersion: string) => ({
  ...{ package: pkg(name, version), fixedVersion, findings: [] },
});
const NO_PLAN = { packages: [], left: [], commands: [] };

test("what is newer, what came along, and targets that are not as new as they should be", () => {
  const before = [pkg("a", "1"), pkg("b", "1"), pkg("a", "1", "i386"), pkg("gone", "1")];
  const after = [pkg("a", "1:0"), pkg("b", "1.5"), pkg("a", "1", "i386"), pkg("new", "1")];
  const targets = [target("a", "1", "2"), target("b", "1", "2"), target("gone", "1", "2")];
  const plan = {
    ...NO_PLAN,
    packages: [{ name: "a", architecture: "amd64", from: "1", to: "2", because: "target" } as const],
  };
  expect(raisedPackages(before, after, { plan, targets })).toEqual({
    packages: [
      { name: "a", architecture: "amd64", from: "1", to: "1:0", source: "a", because: "target" },
      { name: "b", architecture: "amd64", from: "1", to: "1.5", source: "b", because: "dependency" },
    ],
    left: [
      {
        ...{ name: "b", version: "1", architecture: "amd64", fixedVersion: "2", code: "FIX_NOT_PUBLISHED" },
        reason: "b needs 2 or newer; 1.5 is what there is to be had.",
      },
    ],
    added: [pkg("new", "1")],
  });
});

test("what the plan leaves out is not told twice; an older version is a refusal", () => {
  const left = [{ name: "a", architecture: "amd64", version: "1", code: "FIX_HELD", reason: "x" } as const];
  const plan = { ...NO_PLAN, left };
  const targets = [target("a", "1", "2")];
  expect(raisedPackages([pkg("a", "1")], [pkg("a", "1")], { plan, targets }).left).toEqual([]);
  expect(() => raisedPackages([pkg("a", "1")], [pkg("a", "1~")], { plan, targets })).toThrow(
    expect.objectContaining({ code: "FIX_NOT_BETTER" }),
  );
});
