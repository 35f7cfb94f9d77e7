import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { Unreadable } from "../../errors.ts";
import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { gzipMember } from "./gzip-members.ts";
import { canonicalFile } from "./paths.ts";
import { bytesOf, listTar } from "./tar.ts";

const FOLDER = "etc/apk/keys/";

/** What apk calls the ways of signing; the digest is that of the bytes behind the signature. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["RSA", "RSA-SHA1"],
  ["RSA256", "RSA-SHA256"],
  ["RSA512", "RSA-SHA512"],
]);

/** Signatures are some hundred bytes; stops a member that unpacks into gigabytes. */
const MAX_SIGNATURE = 256 * 1024;

/** The keys that the image's own apk would trust, by the file name that signatures call them by. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/** Reads `etc/apk/keys`. Files that hold no public key are passed over, as apk does. */
export async function readKeys(root: Root): Promise<TrustedKeys> {
  const files = new Map<string, string>();
  for (const { path, type } of root.entries()) {
    if (!path.startsWith(FOLDER) || type === "directory" || type === "other") continue;
    const name = path.slice(FOLDER.length);
    const file = canonicalFile(root, path);
    if (!name.includes("/") && file !== undefined) files.set(name, file);
  }
  const contents = await root.read([...files.values()]);
  const keys = new Map<string, KeyObject>();
  for (const [name, file] of files) {
    const key = publicKey(contents.get(file));
    if (key !== undefined) keys.set(name, key);
  }
  return keys;
}

function publicKey(pem: Buffer | undefined): KeyObject | undefined {
  try {
    const key = pem === undefined ? undefined : createPublicKey(pem);
    return key?.asymmetricKeyType === "rsa" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A signature, not verified yet. */
export interface Signature {
  /** Bytes of the gzip member it came in. */
  readonly length: number;
  readonly candidates: readonly { readonly key: string; readonly digest: string; readonly value: Buffer }[];
}

/** Reads the first member of an index or package. Throws `Refusal` FIX_SIGNATURE where there is no signature. */
export function readSignature(bytes: Buffer, what: string): Signature {
  try {
    const { raw, content } = gzipMember(bytes, 0, MAX_SIGNATURE);
    const candidates = listTar(bytesOf(content)).flatMap(({ path, offset, size }) => {
      const [, kind = "", key = ""] = /^\.SIGN\.(RSA\d*)\.([^/]+)$/.exec(path) ?? [];
      const digest = ALGORITHMS.get(kind);
      return digest === undefined ? [] : [{ key, digest, value: content.subarray(offset, offset + size) }];
    });
    if (candidates.length > 0) return { length: raw.length, candidates };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  throw new Refusal("FIX_SIGNATURE", `${what} is not signed in a way that apk knows.`);
}

/** Verifies; gives the name of the key. Throws `Refusal` FIX_SIGNATURE. */
export function verifySignature(
  signature: Signature,
  signed: Buffer,
  keys: TrustedKeys,
  what: string,
): string {
  for (const { key, digest, value } of signature.candidates) {
    const trusted = keys.get(key);
    if (trusted !== undefined && verify(digest, signed, trusted, value)) return key;
  }
  const names = signature.candidates.map(({ key }) => key);
  const known = names.filter((name) => keys.has(name));
  throw new Refusal(
    "FIX_SIGNATURE",
    known.length > 0
      ? `${what} does not fit its signature by ${known.join(", ")}.`
      : `${what} is signed by ${names.join(", ")}, which the image's etc/apk/keys does not have.`,
  );
}
