import { expect, test } from "vitest";
import { readCyclonedxVex } from "../../src/vex/cyclonedx-vex.ts";

const document = {
  bomFormat: "CycloneDX",
  serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  metadata: {
    timestamp: "2024-05-01T00:00:00Z",
    authors: [{ name: "The team" }],
    component: { "bom-ref": "image", type: "container", version: `sha256:${"a".repeat(64)}` },
  },
  components: [{ "bom-ref": "c1", purl: "pkg:npm/lodash@4.17.15" }],
};
const read = (...vulnerabilities: object[]) => readCyclonedxVex({ ...document, vulnerabilities }, "vex.json");
const affects = (...refs: string[]) => refs.map((ref) => ({ ref }));

test("analyses become statements; vulnerabilities without one say nothing", () => {
  const found = read(
    { id: "CVE-1", affects: affects("c1") },
    {
      id: "CVE-2",
      references: [{ id: "GHSA-2", source: {} }],
      analysis: {
        state: "not_affected",
        justification: "code_not_reachable",
        detail: "Never called.",
        lastUpdated: "2024-06-01T00:00:00Z",
      },
      affects: affects("c1"),
    },
  );
  expect([found.id, found.author]).toEqual([document.serialNumber, "The team"]);
  expect(found.statements).toEqual([
    {
      vulnerabilities: ["CVE-2", "GHSA-2"],
      products: [
        {
          identity: { purls: [expect.objectContaining({ name: "lodash", version: "4.17.15" })], sha256: [] },
          subcomponents: [],
        },
      ],
      status: "not_affected",
      justification: "code_not_reachable",
      impact: "Never called.",
      at: Date.parse("2024-06-01T00:00:00Z"),
    },
  ]);
});

test.each([
  ["not_affected", "not_affected"],
  ["false_positive", "not_affected"],
  ["resolved", "fixed"],
  ["resolved_with_pedigree", "fixed"],
  ["exploitable", "affected"],
  ["in_triage", "under_investigation"],
])("%s is %s", (state, status) => {
  expect(read({ id: "CVE-1", analysis: { state }, affects: [] }).statements.map((one) => one.status)).toEqual(
    [status],
  );
});

test.each([
  ["a component of the document", "c1", ["lodash"], []],
  ["the image by its digest", "image", [], ["a".repeat(64)]],
  ["a purl", "pkg:npm/qs@6", ["qs"], []],
  [
    "a link to another document",
    "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/%40a/b@1",
    ["b"],
    [],
  ],
  ["an encoded link", "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg%3Anpm%2Fqs%406", ["qs"], []],
  ["a link to a component", "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#c1", ["lodash"], []],
  ["nothing that is known", "other", [], []],
])("affects %s", (_, ref, names, sha256) => {
  const [statement] = read({
    id: "CVE-1",
    analysis: { state: "resolved" },
    affects: affects(ref),
  }).statements;
  expect(
    statement?.products.map(({ identity }) => [identity.purls.map(({ name }) => name), identity.sha256]),
  ).toEqual([[names, sha256]]);
});
