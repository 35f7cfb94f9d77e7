import { isUtf8 } from "node:buffer";
import { Unreadable } from "../errors.ts";

export const BLOCK = 512;

/** The fields of one header block, before extended headers are applied. */
export interface RawHeader {
  readonly name: string;
  readonly target: string;
  /** The type letter. */
  readonly letter: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a device node. */
  readonly device?: { readonly major: number; readonly minor: number };
}

/**
 * Reads one header block of any of the old, ustar, star and GNU forms. Throws `Unreadable` for a wrong checksum or a
 * number that is none. Source: POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
 */
export function parseHeader(block: Buffer): RawHeader {
  if (!checksumFits(block)) throw new Unreadable("a header has a wrong checksum");
  const prefix = prefixOf(block);
  const name = textField(block, 0, 100);
  const letter = String.fromCharCode(block[156]!);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    target: textField(block, 157, 100),
    letter,
    size: numberField(block, 124, 12),
    mode: numberField(block, 100, 8) & 0o7777,
    uid: numberField(block, 108, 8),
    gid: numberField(block, 116, 8),
    ...((letter === "3" || letter === "4") && { device: deviceOf(block) }),
  };
}

/** Bytes up to the first NUL as UTF-8; where they are not UTF-8 as latin1, so that different names stay different. */
export function textField(block: Buffer, start: number, length: number): string {
  let end = start;
  let ascii = true;
  for (; end < start + length && block[end] !== 0; end++) if (block[end]! > 127) ascii = false;
  return ascii ? block.toString("latin1", start, end) : decodeName(block.subarray(start, end));
}

export function decodeName(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
}

/** Octal digits between spaces and NULs, or base-256 where the first bit is set. Throws `Unreadable`. */
export function numberField(block: Buffer, start: number, length: number): number {
  const first = block[start]!;
  if (first >= 0x80) return base256(block, start, length);
  let value = 0;
  let position = start;
  const end = start + length;
  while (position < end && (block[position] === 0x20 || block[position] === 0)) position++;
  for (; position < end; position++) {
    const digit = block[position]! - 0x30;
    if (digit === -0x10 || digit === -0x30) break;
    if (digit < 0 || digit > 7) throw new Unreadable("a header holds a number that is not octal");
    value = value * 8 + digit;
  }
  return checked(value);
}

function base256(block: Buffer, start: number, length: number): number {
  const negative = block[start] === 0xff;
  let value = negative ? -1n : BigInt(block[start]! & 0x7f);
  for (let index = start + 1; index < start + length; index++) value = value * 256n + BigInt(block[index]!);
  return checked(Number(value));
}

function checked(value: number): number {
  // An owner of -1 occurs (nobody on some systems); a negative size is refused where sizes are used.
  if (!Number.isSafeInteger(value)) throw new Unreadable("a header holds a number beyond 2^53");
  return value;
}

/** Before ustar there were no such fields. */
function deviceOf(block: Buffer): { readonly major: number; readonly minor: number } {
  if (block.toString("latin1", 257, 262) !== "ustar") return { major: 0, minor: 0 };
  return { major: numberField(block, 329, 8), minor: numberField(block, 337, 8) };
}

function checksumFits(block: Buffer): boolean {
  let unsigned = 8 * 0x20;
  for (let index = 0; index < 148; index++) unsigned += block[index]!;
  for (let index = 156; index < BLOCK; index++) unsigned += block[index]!;
  const stated = numberField(block, 148, 8);
  return stated === unsigned || stated === signedSum(block);
}

/** Some old programs summed signed chars. */
function signedSum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let index = 0; index < BLOCK; index++) if (index < 148 || index >= 156) sum += block.readInt8(index);
  return sum;
}

/** Only "ustar" with a NUL has a prefix; GNU's "ustar  " keeps other things there; star's is shorter. */
function prefixOf(block: Buffer): string {
  if (block[345] === 0 || block.toString("latin1", 257, 263) !== "ustar\0") return "";
  return textField(block, 345, block.toString("latin1", 508, 512) === "tar\0" ? 131 : 155);
}
