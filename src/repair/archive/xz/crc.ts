import { CRC_TABLE_BYTES } from "./memory-map.ts";

/** Polynomials, lowest power first. Source: xz file format 1.1, section 6; RFC 1952, 8; ECMA-182, annex B. */
export const CRC32 = 0xedb8_8320n;
export const CRC64 = 0xc96c_5795_d787_0f42n;

const known = new Map<bigint, Uint8Array>();

/**
 * Eight tables of 256 numbers of 64 bits, lowest byte first: what a byte adds to a sum when 0, 1, … 7 others are behind it.
 */
export function crcTables(polynomial: bigint): Uint8Array {
  const tables = known.get(polynomial) ?? madeTables(polynomial);
  known.set(polynomial, tables);
  return tables;
}

function madeTables(polynomial: bigint): Uint8Array {
  const numbers: bigint[] = [];
  for (let byte = 0n; byte < 256n; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1n) === 0n ? sum >> 1n : (sum >> 1n) ^ polynomial;
    numbers.push(sum);
  }
  for (let index = 256; index < CRC_TABLE_BYTES / 8; index++) {
    const before = numbers[index - 256]!;
    numbers.push((before >> 8n) ^ numbers[Number(before & 255n)]!);
  }
  const tables = new DataView(new ArrayBuffer(CRC_TABLE_BYTES));
  for (const [index, number] of numbers.entries()) tables.setBigUint64(8 * index, number, true);
  return new Uint8Array(tables.buffer);
}
