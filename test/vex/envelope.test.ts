import { describe, expect, test } from "vitest";
import { vexIn } from "../../src/vex/envelope.ts";

const HEX = "a".repeat(64);
const OTHER = "b".repeat(64);
const digests = [`sha256:${HEX}`];
const product = { "@id": "pkg:oci/app" };
const openvex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  statements: [{ vulnerability: { name: "CVE-1" }, products: [product], status: "fixed" }],
};
const statement = (more: object = {}) => ({
  _type: "https://in-toto.io/Statement/v1",
  predicateType: "https://openvex.dev/ns/v0.2.0",
  subject: [{ name: "app", digest: { sha256: HEX.toUpperCase() } }],
  predicate: openvex,
  ...more,
});
const envelope = (payload: unknown, payloadType = "application/vnd.in-toto+json") => ({
  payloadType,
  payload: Buffer.from(JSON.stringify(payload)).toString("base64"),
  signatures: [{ sig: "" }],
});

test.each([
  ["OpenVEX itself", openvex],
  ["a statement", statement()],
  ["a statement of the first version", statement({ _type: "https://in-toto.io/Statement/v0.1" })],
  ["the predicate without a version", statement({ predicateType: "https://openvex.dev/ns" })],
  ["one subject of several", statement({ subject: [{ digest: { sha256: OTHER } }, ...statement().subject] })],
  ["an envelope", envelope(statement())],
  [
    "a bundle",
    { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", dsseEnvelope: envelope(statement()) },
  ],
])("found in %s", (_, document) => {
  expect(vexIn(document, digests)).toEqual(openvex);
});

test("statements without products are about the subject, others keep theirs", () => {
  const [first] = openvex.statements;
  const predicate = {
    ...openvex,
    statements: [{ ...first, products: undefined }, { ...first, products: [] }, first],
  };
  const subject = [{ digest: { sha256: OTHER } }, ...statement().subject];
  const inherited = [{ hashes: { "sha-256": HEX } }];
  expect(vexIn(statement({ predicate, subject }), digests)).toEqual({
    ...openvex,
    statements: [{ ...first, products: inherited }, { ...first, products: inherited }, first],
  });
});

test.each([
  ["another predicate", statement({ predicateType: "https://slsa.dev/provenance/v1" })],
  ["a predicate that only begins alike elsewhere", statement({ predicateType: "x https://openvex.dev/ns" })],
  ["another subject", statement({ subject: [{ digest: { sha256: OTHER } }] })],
  ["no subject", statement({ subject: undefined })],
  ["a subject by another algorithm", statement({ subject: [{ digest: { sha512: HEX } }] })],
  ["an envelope of something else", envelope({}, "text/plain")],
])("nothing in %s", (_, document) => {
  expect(vexIn(document, digests)).toBeUndefined();
});

describe("unreadable", () => {
  test.each([
    ["something else", {}, /neither OpenVEX nor an in-toto statement/],
    ["an envelope of nonsense", { ...envelope({}), payload: "!!!" }, /it is not JSON/],
    ["a statement without a predicate", statement({ predicate: "x" }), /no predicate/],
  ])("%s", (_, document, why) => {
    expect(() => vexIn(document, digests)).toThrow(why);
  });
});
