import { describe, expect, test } from "vitest";
import { Unreadable } from "../../src/errors.ts";
import { parsePurl } from "../../src/inventory/parsed-purl.ts";
import { isOpenVex, readOpenVex } from "../../src/vex/openvex.ts";

const document = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://openvex.dev/docs/example/vex-1",
  author: "Wolfi J Inkinson",
  timestamp: "2023-01-08T18:02:03.647787998-06:00",
  version: 1,
};
const statement = {
  vulnerability: { name: "CVE-2023-12345" },
  products: [{ "@id": "pkg:apk/wolfi/git@2.39.0-r1?arch=armv7" }],
  status: "fixed",
};
const read = (...statements: object[]) => readOpenVex({ ...document, statements }, "vex.json");

test("the example of the specification", () => {
  expect(isOpenVex(document)).toBe(true);
  expect(read(statement)).toEqual({
    file: "vex.json",
    id: "https://openvex.dev/docs/example/vex-1",
    author: "Wolfi J Inkinson",
    statements: [
      {
        vulnerabilities: ["CVE-2023-12345"],
        products: [
          {
            identity: { purls: [parsePurl("pkg:apk/wolfi/git@2.39.0-r1?arch=armv7")], sha256: [] },
            subcomponents: [],
          },
        ],
        status: "fixed",
        at: Date.parse("2023-01-09T00:02:03.647Z"),
      },
    ],
  });
});

test("every field that counts", () => {
  const [found] = read({
    vulnerability: { "@id": "https://nvd.nist.gov/vuln/detail/CVE-1", name: "cve-1", aliases: ["GHSA-x", 7] },
    timestamp: "2024-01-01T00:00:00Z",
    products: [
      {
        "@id": "https://example.com/image",
        identifiers: { purl: "pkg:oci/app", cpe23: "cpe:2.3:a:x:y" },
        hashes: { "sha-256": "AB".repeat(32), "sha-512": "x" },
        subcomponents: [{ "@id": "pkg:deb/debian/bash" }],
      },
    ],
    status: "not_affected",
    justification: "component_not_present",
    impact_statement: "It is not there.",
  }).statements;
  expect(found).toEqual({
    vulnerabilities: ["CVE-1", "GHSA-X"],
    products: [
      {
        identity: { purls: [parsePurl("pkg:oci/app")], sha256: ["ab".repeat(32)] },
        subcomponents: [{ purls: [parsePurl("pkg:deb/debian/bash")], sha256: [] }],
      },
    ],
    status: "not_affected",
    justification: "component_not_present",
    impact: "It is not there.",
    at: Date.parse("2024-01-01T00:00:00Z"),
  });
});

test("0.0.1 had strings, and subcomponents beside the products", () => {
  const [found] = read({
    vulnerability: "CVE-1",
    products: ["pkg:oci/app", "pkg:oci/web"],
    subcomponents: ["pkg:apk/wolfi/git"],
    status: "affected",
  }).statements;
  expect(
    found?.products.map(({ identity, subcomponents }) => [
      identity.purls[0]?.name,
      subcomponents[0]?.purls[0]?.name,
    ]),
  ).toEqual([
    ["app", "git"],
    ["web", "git"],
  ]);
});

describe("a statement that lacks what it needs makes the document invalid", () => {
  const { status, vulnerability, products, ...none } = statement;
  test.each<[string, object, RegExp]>([
    [
      "no status",
      { ...none, vulnerability, products },
      /^statement 2 has the status undefined, not one of not_affected, /,
    ],
    ["a status that there is not", { ...statement, status: "fine" }, /^statement 2 has the status "fine"/],
    ["no vulnerability", { ...none, products, status }, /^statement 2 names no vulnerability/],
    ["no product", { ...none, vulnerability, status }, /^statement 2 names no product/],
    ["an empty list of products", { ...statement, products: [] }, /^statement 2 names no product/],
    ["no reason", { ...statement, status: "not_affected" }, /^statement 2 says not_affected, but neither/],
  ])("%s", (_, broken, message) => {
    expect(() => read(statement, broken)).toThrow(Unreadable);
    expect(() => read(statement, broken)).toThrow(message);
  });

  test("no time at all", () => {
    const { timestamp: _, ...timeless } = document;
    expect(() => readOpenVex({ ...timeless, statements: [statement] }, "x")).toThrow(
      /statement 1 has no timestamp/,
    );
  });
});
