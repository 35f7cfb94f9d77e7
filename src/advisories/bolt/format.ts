import { DrydockError } from "../../errors.ts";

/** Sizes of BoltDB's fixed parts, in bytes. Source: etcd-io/bbolt `internal/common/{page,meta,bucket}.go`. */
export const PAGE_HEADER = 16;
export const ELEMENT = 16;
export const BUCKET_HEADER = 16;
/** Page header and meta body. */
export const META_SPAN = 80;

const MAGIC = 0xed0cdaed;
const VERSION = 2;
/** What bbolt itself probes when the first meta is broken: 1 KiB to 16 MiB. */
export const PAGE_SIZES: readonly number[] = Array.from({ length: 15 }, (_, i) => 1024 << i);

export interface Meta {
  readonly pageSize: number;
  /** Page of the root bucket. */
  readonly root: number;
  /** First page id that is not used. */
  readonly highWater: number;
  readonly txid: bigint;
}

/** `undefined` = the meta is sound; else what is wrong with it. `bytes` = page header and meta body. */
export function metaFault(bytes: Buffer): string | undefined {
  if (bytes.length < META_SPAN) return "the file ends inside its first pages";
  const body = bytes.subarray(PAGE_HEADER);
  const magic = body.readUInt32LE(0);
  if (magic !== MAGIC) return `no BoltDB magic number (found 0x${magic.toString(16).padStart(8, "0")})`;
  const version = body.readUInt32LE(4);
  if (version !== VERSION) return `BoltDB version ${version} instead of ${VERSION}`;
  if (fnv1a64(body.subarray(0, 56)) !== body.readBigUInt64LE(56)) return "wrong checksum of the meta page";
  const pageSize = body.readUInt32LE(8);
  if (!PAGE_SIZES.includes(pageSize)) return `impossible page size ${pageSize}`;
  return undefined;
}

/** Only for bytes in which `metaFault` finds nothing. */
export function parseMeta(bytes: Buffer): Meta {
  const body = bytes.subarray(PAGE_HEADER);
  return {
    pageSize: body.readUInt32LE(8),
    root: pageIdAt(body, 16),
    highWater: pageIdAt(body, 40),
    txid: body.readBigUInt64LE(48),
  };
}

/** A u64; ids over 2^53 lose digits, but stay far beyond any high-water mark and are refused there. */
export function pageIdAt(bytes: Buffer, offset: number): number {
  return Number(bytes.readBigUInt64LE(offset));
}

export function fnv1a64(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

export function damaged(path: string, what: string, cause?: unknown): DrydockError {
  return new DrydockError("DATABASE_INVALID", `The advisory database ${path} is damaged: ${what}.`, {
    hint: "Fetch the database again (drydock db update), or point --db at an intact copy.",
    cause,
  });
}
