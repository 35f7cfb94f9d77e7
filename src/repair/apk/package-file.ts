import { createHash } from "node:crypto";
import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Unreadable } from "../../errors.ts";
import { Refusal } from "../refusal.ts";
import type { Offer } from "./apk-index.ts";
import { type GzipMember, gzipMember } from "./gzip-members.ts";
import { readSignature, type TrustedKeys, verifySignature } from "./keys.ts";
import { type ArchiveEntry, type Bytes, bytesOf, listTar } from "./tar.ts";

/** A verified package, unpacked into a file of its own. */
export interface PackageFile {
  readonly offer: Offer;
  /** `key = value` of `.PKGINFO`; keys may occur more than once. */
  readonly info: ReadonlyMap<string, readonly string[]>;
  /** By name, such as `post-upgrade`. */
  readonly scripts: ReadonlyMap<string, Buffer>;
  /** Of the data segment, in its order. */
  readonly entries: readonly ArchiveEntry[];
  /** Path of the unpacked data segment; the entries' offsets are in it. */
  readonly data: string;
  /** Name of the key that signed it. */
  readonly key: string;
}

/** Signature and control segment; those of real packages have some kilobytes, those with long scripts some hundred. */
const MAX_FRONT = 8 * 1024 * 1024;
const MAX_CONTROL = 32 * 1024 * 1024;
/** Stops a data segment that unpacks into more than any package holds. */
const MAX_DATA = 8 * 1024 * 1024 * 1024;

/**
 * Verifies the file at `path` and unpacks its data segment beside it: its length against the index, the control
 * segment's SHA-1 against the index's `C:`, the package's own signature against the image's keys, and the data
 * segment's SHA-256 against the control segment's `datahash`. Throws `Refusal` FIX_HASH, FIX_SIGNATURE, FIX_CONTENT.
 * Source: Alpine's wiki, "Apk spec", "Package Format V2".
 */
export async function openPackage(path: string, offer: Offer, keys: TrustedKeys): Promise<PackageFile> {
  const what = `${offer.name}-${offer.version}.apk`;
  const size = statSync(path).size;
  if (String(size) !== offer.fields.get("S"))
    throw new Refusal(
      "FIX_HASH",
      `${what} has ${size} bytes, its index says ${offer.fields.get("S") ?? "nothing"}.`,
    );
  const front = readFront(path, Math.min(size, MAX_FRONT));
  const signature = readSignature(front, what);
  const control = controlOf(front, signature.length, what);
  const sum = `Q1${createHash("sha1").update(control.raw).digest("base64")}`;
  if (sum !== offer.fields.get("C"))
    throw new Refusal(
      "FIX_HASH",
      `The control segment of ${what} has the checksum ${sum}, its index says ${offer.fields.get("C") ?? "nothing"}.`,
    );
  const key = verifySignature(signature, control.raw, keys, what);
  const { info, scripts } = readControl(control.content, what);
  const data = `${path}.data`;
  const digest = await unpack(path, signature.length + control.raw.length, data, what);
  const [stated = "nothing"] = info.get("datahash") ?? [];
  if (digest !== stated)
    throw new Refusal(
      "FIX_HASH",
      `The data segment of ${what} has the SHA-256 ${digest}, ${stated} was promised.`,
    );
  return { offer, info, scripts, entries: listData(data, what), data, key };
}

function readFront(path: string, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const front = Buffer.alloc(length);
    return front.subarray(0, readSync(file, front, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

function controlOf(front: Buffer, start: number, what: string): GzipMember {
  try {
    return gzipMember(front, start, MAX_CONTROL);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Refusal("FIX_HASH", `The control segment of ${what} cannot be read: ${error.message}.`);
  }
}

function readControl(content: Buffer, what: string): Pick<PackageFile, "info" | "scripts"> {
  const info = new Map<string, string[]>();
  const scripts = new Map<string, Buffer>();
  for (const { path, offset, size } of contentOf(bytesOf(content), what)) {
    const body = content.subarray(offset, offset + size);
    if (path !== ".PKGINFO") scripts.set(path.replace(/^\./, ""), body);
    else
      for (const line of body.toString("utf8").split("\n")) {
        const [, name = "", value = ""] = /^([a-z_]+) = (.*)$/.exec(line) ?? [];
        if (name !== "") info.set(name, [...(info.get(name) ?? []), value]);
      }
  }
  return { info, scripts };
}

/** Gives the SHA-256 of the segment as it is stored. */
async function unpack(path: string, start: number, to: string, what: string): Promise<string> {
  const hash = createHash("sha256");
  let unpacked = 0;
  try {
    await pipeline(
      createReadStream(path, { start }),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createGunzip(),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          unpacked += chunk.length;
          if (unpacked > MAX_DATA)
            throw new Refusal("FIX_CONTENT", `${what} unpacks into more than ${MAX_DATA} bytes.`);
          yield chunk;
        }
      },
      createWriteStream(to, { mode: 0o600 }),
    );
  } catch (error) {
    if (!/^Z_/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    throw new Refusal("FIX_HASH", `The data segment of ${what} is no valid gzip.`);
  }
  return hash.digest("hex");
}

function listData(path: string, what: string): ArchiveEntry[] {
  const file = openSync(path, "r");
  try {
    const bytes: Bytes = {
      size: statSync(path).size,
      read(offset, length) {
        const buffer = Buffer.alloc(length);
        return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
      },
    };
    return contentOf(bytes, what);
  } finally {
    closeSync(file);
  }
}

function contentOf(bytes: Bytes, what: string): ArchiveEntry[] {
  try {
    return listTar(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Refusal("FIX_CONTENT", `${what} cannot be read: ${error.message}.`);
  }
}

/** The bytes of a file of the package. */
export async function* contentIn({ data }: PackageFile, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  if (entry.size > 0)
    yield* createReadStream(data, { start: entry.offset, end: entry.offset + entry.size - 1 });
}
