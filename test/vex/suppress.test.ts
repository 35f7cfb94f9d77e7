import { describe, expect, test } from "vitest";
import { isVulnerability, type Package, type VulnerabilityFinding } from "../../src/model/index.ts";
import { readOpenVex } from "../../src/vex/openvex.ts";
import { answerBy } from "../../src/vex/suppress.ts";
import { digestOf, someFinding, somePackage } from "../support/scan-result.ts";

const image = {
  reference: "app:1.2",
  digest: digestOf("manifest"),
  names: ["registry.example/team/app:1.2"],
  platform: { os: "linux", architecture: "amd64" },
};
const openssl = somePackage("libssl3", "3.1.4-r5", { purl: "pkg:apk/alpine/libssl3@3.1.4-r5?arch=x86_64" });
const busybox = somePackage("busybox", "1", { purl: "pkg:apk/alpine/busybox@1" });
const packages = [openssl, busybox];
const inOpenssl = someFinding({
  id: "CVE-1",
  severity: "high",
  package: openssl,
  advisory: { aliases: ["GHSA-1"] },
});
const inBusybox = someFinding({ id: "CVE-1", severity: "high", package: busybox });
const findings = [inOpenssl, inBusybox];

interface Part {
  readonly id?: string;
  readonly status?: string;
  readonly product?: string;
  readonly parts?: readonly string[];
  readonly at?: string;
  readonly impact?: string;
}

function statement({
  id = "CVE-1",
  status = "not_affected",
  product = "pkg:oci/app",
  parts = [],
  at,
  impact,
}: Part) {
  return {
    vulnerability: { name: id },
    products: [{ "@id": product, subcomponents: parts.map((part) => ({ "@id": part })) }],
    status,
    ...(status === "not_affected" ? { justification: "vulnerable_code_not_present" } : {}),
    ...(impact === undefined ? {} : { impact_statement: impact }),
    ...(at === undefined ? {} : { timestamp: at }),
  };
}

let count = 0;
function vex(...parts: Part[]) {
  const file = `vex-${++count}.json`;
  const author = "The team";
  return readOpenVex(
    { "@id": "urn:vex", author, timestamp: "2024-01-01T00:00:00Z", statements: parts.map(statement) },
    file,
  );
}

function suppressed(
  documents: ReturnType<typeof vex>[],
  of: readonly VulnerabilityFinding[] = findings,
  among: readonly Package[] = packages,
) {
  const answers = answerBy(documents, of, { image, packages: among });
  return [...answers.suppressed.keys()].filter(isVulnerability).map((finding) => finding.package.name);
}

test("the reason names author, document, justification and the author's words", () => {
  const { suppressed, remarks } = answerBy(
    [vex({ product: openssl.purl, impact: "We build without it." })],
    findings,
    { image, packages },
  );
  expect([...suppressed]).toEqual([
    [
      inOpenssl,
      {
        because: "Not affected, says The team in urn:vex: vulnerable code not present; We build without it.",
        vex: { status: "not_affected", justification: "vulnerable_code_not_present" },
      },
    ],
  ]);
  expect(remarks).toEqual([]);
});

test("fixed", () => {
  const { suppressed } = answerBy([vex({ status: "fixed" })], [inOpenssl], { image, packages });
  expect(suppressed.get(inOpenssl)).toEqual({
    because: "Fixed, says The team in urn:vex",
    vex: { status: "fixed" },
  });
});

test("words without end are cut", () => {
  const { suppressed } = answerBy([vex({ impact: "x".repeat(10_000) })], [inOpenssl], { image, packages });
  expect(suppressed.get(inOpenssl)?.because.length).toBeLessThan(700);
});

describe("what a statement is about", () => {
  test.each<[string, Part, readonly string[]]>([
    ["the image: every package with that vulnerability", {}, ["libssl3", "busybox"]],
    ["a part of the image", { parts: ["pkg:apk/alpine/libssl3"] }, ["libssl3"]],
    ["parts that are not there", { parts: ["pkg:apk/alpine/other"] }, []],
    ["a package", { product: "pkg:apk/alpine/busybox" }, ["busybox"]],
    ["another version of it", { product: "pkg:apk/alpine/busybox@2" }, []],
    ["another image", { product: "pkg:oci/web" }, []],
    ["something unknown", { product: "https://example.com/app" }, []],
    ["an alias", { id: "ghsa-1" }, ["libssl3"]],
    ["another vulnerability", { id: "CVE-2" }, []],
    ["what is affected", { status: "affected" }, []],
    ["what is looked into", { status: "under_investigation" }, []],
  ])("%s", (_, part, names) => {
    expect(suppressed([vex(part)])).toEqual(names);
  });
});

describe("the latest statement decides", () => {
  const early = "2023-01-01T00:00:00Z";
  const late = "2025-01-01T00:00:00Z";
  test.each<[string, ReturnType<typeof vex>[], readonly string[]]>([
    ["taken back", [vex({ at: early }, { at: late, status: "affected" })], []],
    ["in whichever order they stand", [vex({ at: late, status: "affected" }, { at: early })], []],
    [
      "cleared at last",
      [vex({ at: early, status: "under_investigation" }, { at: late })],
      ["libssl3", "busybox"],
    ],
    ["across documents", [vex({ at: late, status: "affected" }), vex({ at: early })], []],
    ["at the same time the last one", [vex({ status: "affected" }, {})], ["libssl3", "busybox"]],
    ["at the same time the last document", [vex({}), vex({ status: "affected" })], []],
    [
      "for what it is about",
      [vex({ at: early }, { at: late, status: "affected", product: openssl.purl })],
      ["busybox"],
    ],
  ])("%s", (_, documents, names) => {
    expect(suppressed(documents)).toEqual(names);
  });
});

describe("a package within another", () => {
  const npm = (name: string, ...dependencies: string[]) =>
    somePackage(name, "1", {
      purl: `pkg:npm/${name}@1`,
      dependencies: dependencies.map((one) => `pkg:npm/${one}@1`),
    });
  const finding = someFinding({ id: "CVE-1", severity: "high", package: npm("leaf") });
  const within = vex({ product: "pkg:npm/product", parts: ["pkg:npm/leaf"] });
  test.each<[string, readonly Package[], boolean]>([
    ["that alone needs it", [npm("product", "leaf"), npm("leaf")], true],
    ["by way of a third", [npm("product", "middle"), npm("middle", "leaf"), npm("leaf")], true],
    ["that is needed itself", [npm("top", "product"), npm("product", "leaf"), npm("leaf")], true],
    ["that others need, too", [npm("product", "leaf"), npm("other", "leaf"), npm("leaf")], false],
    [
      "that others need by way of a third",
      [npm("product", "middle"), npm("other", "middle"), npm("middle", "leaf"), npm("leaf")],
      false,
    ],
    ["that is not there", [npm("other", "leaf"), npm("leaf")], false],
    ["of which nothing is known", [npm("product"), npm("leaf")], false],
    ["in a circle without it", [npm("a", "leaf", "b"), npm("b", "a"), npm("leaf"), npm("product")], false],
    ["in a circle with it", [npm("product", "a"), npm("a", "leaf", "b"), npm("b", "a"), npm("leaf")], true],
  ])("%s", (_, among, is) => {
    expect(suppressed([within], [finding], among)).toEqual(is ? ["leaf"] : []);
  });

  test("a statement about the whole product does not speak of what is in it", () => {
    expect(
      suppressed([vex({ product: "pkg:npm/product" })], [finding], [npm("product", "leaf"), npm("leaf")]),
    ).toEqual([]);
  });
});

test("documents that speak of nothing are named", () => {
  const documents = [vex({}), vex({ id: "CVE-9" }), vex()];
  const { remarks } = answerBy(documents, findings, { image, packages });
  expect(remarks).toEqual(
    documents.slice(1).map(({ file }) => `The VEX document ${file} speaks of none of the findings.`),
  );
});
