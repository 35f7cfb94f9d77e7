import { Unreadable } from "../errors.ts";
import { parseCapabilities } from "./capabilities.ts";
import { decodeName } from "./tar-header.ts";
import type { Segment } from "./tar-sparse.ts";

/** What an extended header may change about the entry behind it. */
export interface PaxChanges {
  path?: string;
  target?: string;
  size?: number;
  uid?: number;
  gid?: number;
  /** See `parseCapabilities`. */
  capabilities?: readonly string[] | undefined;
  sparse?: {
    /** 1.x keeps the map in front of the content, 0.x in the extended header. */
    mapInBody: boolean;
    size?: number;
    segments: Segment[];
  };
}

/**
 * Reads the records of an extended header, `"%d %s=%s\n"` each. Keys that say nothing about where a file lies, how long
 * it is or what it may do (times, other extended attributes) are passed over. Throws `Unreadable`. Source: POSIX.1-2017 pax, "pax Extended
 * Header"; GNU tar manual, "Storing Sparse Files".
 */
export function parsePax(body: Buffer): PaxChanges {
  const changes: PaxChanges = {};
  let position = 0;
  // Old tars fill the rest with NULs.
  while (position < body.length && body[position] !== 0) {
    const space = body.indexOf(0x20, position);
    const length =
      space < 0 ? Number.NaN : decimal(body.toString("latin1", position, Math.min(space, position + 20)));
    const end = position + length;
    const equals = body.indexOf(0x3d, space);
    if (!(end <= body.length) || equals < 0 || equals >= end || body[end - 1] !== 0x0a)
      throw new Unreadable("an extended header (PAX) is malformed");
    apply(changes, body.toString("latin1", space + 1, equals), body.subarray(equals + 1, end - 1));
    position = end;
  }
  return changes;
}

function apply(changes: PaxChanges, key: string, value: Buffer): void {
  if (key.startsWith("GNU.sparse.")) applySparse(changes, key.slice(11), value);
  // An empty value takes an earlier record back.
  else if (value.length === 0) return;
  else if (key === "path") changes.path = name(value);
  else if (key === "linkpath") changes.target = name(value);
  else if (key === "size" || key === "uid" || key === "gid") changes[key] = decimal(value.toString("latin1"));
  // As star, GNU tar and the engines write it, and as bsdtar does.
  else if (key === "SCHILY.xattr.security.capability") changes.capabilities = parseCapabilities(value);
  else if (key === "LIBARCHIVE.xattr.security.capability")
    changes.capabilities ??= parseCapabilities(Buffer.from(value.toString("latin1"), "base64"));
}

function applySparse(changes: PaxChanges, key: string, value: Buffer): void {
  changes.sparse ??= { mapInBody: false, segments: [] };
  const { sparse } = changes;
  const text = value.toString("latin1");
  if (key === "major") sparse.mapInBody = text === "1";
  else if (key === "name") changes.path = name(value);
  else if (key === "size" || key === "realsize") sparse.size = decimal(text);
  else if (key === "map") sparse.segments = text === "" ? [] : pairs(text.split(",").map(decimal));
  else if (key === "offset") sparse.segments.push({ offset: decimal(text), length: 0 });
  else if (key === "numbytes") {
    const last = sparse.segments.pop();
    if (last === undefined) throw new Unreadable("a sparse file has a length before an offset");
    sparse.segments.push({ ...last, length: decimal(text) });
  }
}

function pairs(numbers: readonly number[]): Segment[] {
  const segments: Segment[] = [];
  for (let index = 0; index + 1 < numbers.length; index += 2)
    segments.push({ offset: numbers[index]!, length: numbers[index + 1]! });
  return segments;
}

function name(value: Buffer): string {
  if (value.includes(0)) throw new Unreadable("an extended header (PAX) has a name with a NUL in it");
  return decodeName(value);
}

function decimal(text: string): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value))
    throw new Unreadable("an extended header (PAX) has a number that is none");
  return value;
}
