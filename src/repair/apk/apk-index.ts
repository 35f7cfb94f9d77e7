import { Unreadable } from "../../errors.ts";
import { Refusal } from "../refusal.ts";
import { gzipMember } from "./gzip-members.ts";
import { readSignature, type TrustedKeys, verifySignature } from "./keys.ts";
import type { Repository } from "./repositories.ts";
import { bytesOf, listTar } from "./tar.ts";

/** A package that a repository offers. */
export interface Offer {
  readonly repository: Repository;
  /** By letter, as the index writes them. */
  readonly fields: ReadonlyMap<string, string>;
  readonly name: string;
  readonly version: string;
}

export interface ApkIndex {
  readonly offers: readonly Offer[];
  /** Name of the key that signed it. */
  readonly key: string;
}

/** Stops an index that would fill the memory; those of Alpine have 12 MB. */
const MAX_CONTENT = 256 * 1024 * 1024;

/**
 * Verifies an `APKINDEX.tar.gz` against the image's keys and reads of it what `wanted` asks for.
 * Throws `Refusal` FIX_SIGNATURE. Source: Alpine's wiki, "Apk spec", "APKINDEX Format".
 */
export function readIndex(
  bytes: Buffer,
  repository: Repository,
  keys: TrustedKeys,
  wanted: (name: string) => boolean,
): ApkIndex {
  const what = `The index of ${repository.url.host}${repository.url.pathname}`;
  const signature = readSignature(bytes, what);
  const key = verifySignature(signature, bytes.subarray(signature.length), keys, what);
  const text = indexText(bytes, signature.length, what);
  const offers = text.split("\n\n").flatMap((paragraph) => {
    const name = /(?:^|\n)P:([^\n]*)/.exec(paragraph)?.[1];
    if (name === undefined || !wanted(name)) return [];
    const fields = parseFields(paragraph);
    const version = fields.get("V");
    // Lines with capital letters that it does not know make apk leave a package alone.
    const unknown = [...fields.keys()].some((letter) => /[A-Z]/.test(letter) && !KNOWN.has(letter));
    return version === undefined || unknown ? [] : [{ repository, fields, name, version }];
  });
  return { offers, key };
}

const KNOWN: ReadonlySet<string> = new Set("CPVASITULDF");

function indexText(bytes: Buffer, start: number, what: string): string {
  try {
    const { content } = gzipMember(bytes, start, MAX_CONTENT);
    const entry = listTar(bytesOf(content)).find(({ path }) => path === "APKINDEX");
    if (entry !== undefined) return content.toString("utf8", entry.offset, entry.offset + entry.size);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  throw new Refusal("FIX_SIGNATURE", `${what} is signed, but holds no list of packages that can be read.`);
}

function parseFields(paragraph: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of paragraph.split("\n")) if (line[1] === ":") fields.set(line.slice(0, 1), line.slice(2));
  return fields;
}
