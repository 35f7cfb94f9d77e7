import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPublicKey, readSigningKey } from "../../src/attestation/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-keys-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ec = (namedCurve = "P-256") => generateKeyPairSync("ec", { namedCurve });
const pkcs8 = { type: "pkcs8", format: "pem" } as const;
const locked = { ...pkcs8, cipher: "aes-256-cbc", passphrase: "ships-4-ever" } as const;
const pemOf = (pair: ReturnType<typeof ec>, form: object = pkcs8) =>
  pair.privateKey.export(form as typeof pkcs8).toString();
const publicOf = (pair: ReturnType<typeof ec>) =>
  pair.publicKey.export({ type: "spki", format: "pem" }).toString();

function file(content: string): string {
  writeFileSync(join(folder, "key.pem"), content);
  return "key.pem";
}

const sign = (content: string, env = {}) => readSigningKey(file(content), { cwd: folder, env });

describe("a private key", () => {
  test.each([
    ["ECDSA, PKCS #8", () => pemOf(ec()), {}, "ec"],
    ["ECDSA, SEC 1", () => pemOf(ec(), { type: "sec1", format: "pem" }), {}, "ec"],
    ["ECDSA, encrypted", () => pemOf(ec(), locked), { DRYDOCK_KEY_PASSWORD: "ships-4-ever" }, "ec"],
    ["Ed25519", () => pemOf(generateKeyPairSync("ed25519") as ReturnType<typeof ec>), {}, "ed25519"],
  ])("%s", async (_, content, env, kind) => {
    const key = await sign(content(), env);
    expect([key.type, key.asymmetricKeyType]).toEqual(["private", kind]);
  });

  const sigstore =
    "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n";
  test.each([
    ["encrypted, without a password", () => pemOf(ec(), locked), {}, /it is encrypted\.$/],
    [
      "encrypted, with another password",
      () => pemOf(ec(), locked),
      { DRYDOCK_KEY_PASSWORD: "sesame-1" },
      /cannot be used/,
    ],
    ["encrypted in cosign's way", () => sigstore, {}, /encrypted in cosign's own way/],
    ["a public one", () => publicOf(ec()), {}, /no private key in PEM/],
    ["another curve", () => pemOf(ec("P-384")), {}, /of kind ec secp384r1/],
    [
      "RSA",
      () => pemOf(generateKeyPairSync("rsa", { modulusLength: 2048 }) as ReturnType<typeof ec>),
      {},
      /of kind rsa/,
    ],
    ["damaged", () => pemOf(ec()).replace(/\n[A-Za-z0-9+/]{8}/, "\n????????"), {}, /cannot be used/],
    ["too large", () => " ".repeat(100_000), {}, /it has 100000 bytes/],
  ])("%s is refused", async (_, content, env, message) => {
    const error = await sign(content(), env).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "CREDENTIALS", message: expect.stringMatching(message) });
    expect(String(error)).not.toMatch(/ships-4-ever|sesame-1/);
  });

  test("none there", async () => {
    await expect(readSigningKey("none.pem", { cwd: folder, env: {} })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a public key", () => {
  test("is read", async () => {
    const key = await readPublicKey(file(publicOf(ec())), { cwd: folder });
    expect([key.type, key.asymmetricKeyType]).toEqual(["public", "ec"]);
  });

  test.each([
    ["a private one", () => pemOf(ec()), /no public key in PEM/],
    ["another curve", () => publicOf(ec("P-521")), /of kind ec secp521r1/],
    ["none at all", () => "hello", /no public key in PEM/],
  ])("%s is refused", async (_, content, message) => {
    await expect(readPublicKey(file(content()), { cwd: folder })).rejects.toMatchObject({
      code: "CREDENTIALS",
      message: expect.stringMatching(message),
    });
  });
});
