import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";

/** Keys have some hundred bytes. */
const MAX_BYTES = 64 * 1024;

/** The password of an encrypted private key. */
const PASSWORD = "DRYDOCK_KEY_PASSWORD";

const MAKE_ONE = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem";

/**
 * A private key to sign with: ECDSA on P-256 or Ed25519, as PEM (PKCS #8, encrypted or not, or SEC 1); the password comes
 * from `DRYDOCK_KEY_PASSWORD`. Throws `DrydockError` NOT_FOUND, CREDENTIALS. What is in the file is never told.
 */
export async function readSigningKey(path: string, host: Pick<Host, "cwd" | "env">): Promise<KeyObject> {
  const pem = await readPem(path, host.cwd);
  if (/-----BEGIN ENCRYPTED (?:SIGSTORE|COSIGN) PRIVATE KEY-----/.test(pem))
    throw unusable(path, "it is encrypted in cosign's own way", `Make one that both take: ${MAKE_ONE}`);
  if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/.test(pem))
    throw unusable(path, "it is no private key in PEM", `Make one: ${MAKE_ONE}`);
  const passphrase = host.env[PASSWORD];
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem) && !passphrase)
    throw unusable(path, "it is encrypted", `Set ${PASSWORD} to its password.`);
  try {
    return checked(path, createPrivateKey({ key: pem, ...(passphrase ? { passphrase } : {}) }));
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    // OpenSSL's words name neither the password nor the key.
    throw unusable(path, messageOf(error), `If it is encrypted, check ${PASSWORD}.`);
  }
}

/** A public key to check with, as PEM; of a private one its public half. Throws as `readSigningKey`. */
export async function readPublicKey(path: string, host: Pick<Host, "cwd">): Promise<KeyObject> {
  const pem = await readPem(path, host.cwd);
  if (!/-----BEGIN PUBLIC KEY-----/.test(pem))
    throw unusable(
      path,
      "it is no public key in PEM",
      "Make it of the private one: openssl pkey -in key.pem -pubout",
    );
  try {
    return checked(path, createPublicKey(pem));
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    throw unusable(path, messageOf(error), "Name the PEM file of a public key.");
  }
}

/** Names a key to those who have several, as cosign does: base64 of the SHA-256 of its DER form. */
export function keyHint(key: KeyObject): string {
  const der = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("base64");
}

/** What cosign makes and takes besides RSA. */
function checked(path: string, key: KeyObject): KeyObject {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === "ed25519") return key;
  if (key.asymmetricKeyType === "ec" && curve === "prime256v1") return key;
  const kind = [key.asymmetricKeyType, curve].filter((part) => part !== undefined).join(" ");
  throw unusable(path, `it is of kind ${kind}`, `Use ECDSA on P-256, or Ed25519: ${MAKE_ONE}`);
}

async function readPem(path: string, cwd: string): Promise<string> {
  try {
    const file = resolve(cwd, path);
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw unusable(path, `it has ${size} bytes`, "Name a PEM file.");
    return await readFile(file, "latin1");
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new DrydockError("NOT_FOUND", `There is no key ${path}.`, { hint: `Make one: ${MAKE_ONE}` });
    throw unusable(path, messageOf(error), "Check the file and its permissions.");
  }
}

function unusable(path: string, why: string, hint: string): DrydockError {
  return new DrydockError("CREDENTIALS", `The key ${path} cannot be used: ${why}.`, { hint });
}
