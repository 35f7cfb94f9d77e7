import { execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { bundleOf, signed, verified } from "../../src/attestation/dsse.ts";
import { describeWith } from "../support/tools.ts";

const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1","text":"ü"}');
const ec = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = () => generateKeyPairSync("ed25519");

describe.each<[string, () => { privateKey: KeyObject; publicKey: KeyObject }]>([
  ["ECDSA", ec],
  ["Ed25519", ed],
])("%s", (_, pair) => {
  test("what was signed is given back, byte for byte", () => {
    const { privateKey, publicKey } = pair();
    const envelope = signed(STATEMENT, privateKey);
    expect(envelope).toEqual({
      payloadType: "application/vnd.in-toto+json",
      payload: STATEMENT.toString("base64"),
      signatures: [{ sig: expect.any(String) }],
    });
    expect(verified(envelope, publicKey)).toEqual(STATEMENT);
  });

  test("one good signature among others is enough", () => {
    const { privateKey, publicKey } = pair();
    const { signatures, ...rest } = signed(STATEMENT, privateKey);
    const others = [{ sig: "AAAA" }, ...signed(STATEMENT, ec().privateKey).signatures];
    expect(verified({ ...rest, signatures: [...others, ...signatures] }, publicKey)).toEqual(STATEMENT);
  });

  test("another key, another text, another type, another signature, none", () => {
    const { privateKey, publicKey } = pair();
    const envelope = signed(STATEMENT, privateKey);
    const other = Buffer.from(STATEMENT.toString().replace("ü", "ö")).toString("base64");
    expect(verified(envelope, pair().publicKey)).toBeUndefined();
    expect(verified({ ...envelope, payload: other }, publicKey)).toBeUndefined();
    expect(verified({ ...envelope, payloadType: "text/plain" }, publicKey)).toBeUndefined();
    expect(verified({ ...envelope, signatures: [{ sig: "" }] }, publicKey)).toBeUndefined();
    expect(verified({ ...envelope, signatures: [] }, publicKey)).toBeUndefined();
  });
});

describeWith(["openssl"], "OpenSSL", () => {
  test("finds the signature good over the encoding as it is specified, and makes one that we find good", () => {
    const folder = mkdtempSync(join(tmpdir(), "drydock-dsse-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { privateKey, publicKey } = ec();
    const at = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const envelope = signed(STATEMENT, privateKey);
    const encoding = at("pae", `DSSEv1 28 application/vnd.in-toto+json ${STATEMENT.length} ${STATEMENT}`);
    const sig = at("sig", Buffer.from(envelope.signatures[0]!.sig, "base64"));
    const publicPem = at("pub.pem", publicKey.export({ type: "spki", format: "pem" }));
    const privatePem = at("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
    const said = execFileSync("openssl", [
      "dgst",
      "-sha256",
      "-verify",
      publicPem,
      "-signature",
      sig,
      encoding,
    ]);
    expect(said.toString().trim()).toBe("Verified OK");
    const theirs = execFileSync("openssl", ["dgst", "-sha256", "-sign", privatePem, encoding]);
    expect(verified({ ...envelope, signatures: [{ sig: theirs.toString("base64") }] }, publicKey)).toEqual(
      STATEMENT,
    );
    const der = execFileSync("openssl", ["pkey", "-pubin", "-in", publicPem, "-outform", "DER"]);
    const hash = execFileSync("openssl", ["dgst", "-sha256", "-binary"], { input: der }).toString("base64");
    expect(bundleOf(envelope, privateKey)).toEqual({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint: hash } },
      dsseEnvelope: envelope,
    });
  });
});
