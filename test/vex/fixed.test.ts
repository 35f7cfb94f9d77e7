import { expect, test } from "vitest";
import type { Finding, Package, ScanResult } from "../../src/model/index.ts";
import { fixedDocument } from "../../src/vex/fixed.ts";
import { readOpenVex } from "../../src/vex/openvex.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

function pkg(name: string, version: string, architecture = "amd64"): Package {
  const purl = `pkg:deb/debian/${name}@${version}?arch=${architecture}`;
  return { name, version, architecture, ecosystem: "Debian", purl, by: "dpkg", locations: [] };
}

function result(packages: readonly Package[], found: readonly (readonly [string, Package])[]): ScanResult {
  const findings = found.map(
    ([id, one]) => ({ kind: "vulnerability", package: one, advisory: { id } }) as unknown as Finding,
  );
  const stored = { registry: "r.example:5000", repository: "team/app", digests: [] };
  const image = { digest: DIGEST, stored };
  return {
    drydock: { version: "1" },
    finishedAt: "2026-01-02T03:04:05.000Z",
    ...{ image, packages, findings },
  } as unknown as ScanResult;
}

const [old, now, other] = [pkg("ssl", "1"), pkg("ssl", "2"), pkg("ssl", "1", "i386")];

test("tells of each vulnerability that is gone, by the packages that hold the fix; our own reader takes it", () => {
  const tool = [pkg("tool", "1"), pkg("tool", "2")] as const;
  const original = result(
    [old, other, tool[0]],
    [
      ["CVE-1", old],
      ["CVE-1", other],
      ["CVE-1", tool[0]],
      ["CVE-2", old],
      ["CVE-3", old],
    ],
  );
  const repaired = result(
    [now, other, tool[1]],
    [
      ["CVE-1", other],
      ["CVE-3", now],
    ],
  );
  const text = fixedDocument(original, repaired) ?? "";
  const { statements, author, id } = readOpenVex(JSON.parse(text), "vex");
  expect([author, id]).toEqual(["drydock", `urn:drydock:fixed:${DIGEST}`]);
  expect(statements.map(({ vulnerabilities, status, at }) => [vulnerabilities, status, at])).toEqual([
    [["CVE-1"], "fixed", Date.parse("2026-01-02T03:04:05Z")],
    [["CVE-2"], "fixed", Date.parse("2026-01-02T03:04:05Z")],
  ]);
  const written = JSON.parse(text).statements.map((one: { products: unknown }) => one.products);
  const product = {
    "@id": `pkg:oci/app@${DIGEST}?repository_url=r.example:5000%2Fteam%2Fapp`,
    hashes: { "sha-256": "a".repeat(64) },
  };
  expect(written).toEqual([
    [{ ...product, subcomponents: [{ "@id": now.purl }, { "@id": tool[1].purl }] }],
    [{ ...product, subcomponents: [{ "@id": now.purl }] }],
  ]);
});

test("says nothing where nothing is mended, or a package is gone", () => {
  expect(fixedDocument(result([old], [["CVE-1", old]]), result([old], [["CVE-1", old]]))).toBeUndefined();
  expect(fixedDocument(result([old], [["CVE-1", old]]), result([], []))).toBeUndefined();
  expect(fixedDocument(result([old], []), result([now], []))).toBeUndefined();
});
