import { expect, test } from "vitest";
import { parseCapabilities } from "../../src/image/capabilities.ts";

/** `struct vfs_cap_data`, version 1 to 3. */
function attribute(revision: number, permitted: bigint, inheritable = 0n): Buffer {
  const bytes = Buffer.alloc([0, 12, 20, 24][revision] ?? 20);
  bytes.writeUInt32LE(((revision << 24) | 1) >>> 0, 0);
  for (let word = 0; word < (revision === 1 ? 1 : 2); word++) {
    bytes.writeUInt32LE(Number((permitted >> BigInt(32 * word)) & 0xffffffffn), 4 + 8 * word);
    bytes.writeUInt32LE(Number((inheritable >> BigInt(32 * word)) & 0xffffffffn), 8 + 8 * word);
  }
  return bytes;
}

test.each([
  [1, 1n << 13n, ["net_raw"]],
  [2, (1n << 7n) | (1n << 21n), ["setuid", "sys_admin"]],
  [2, 1n << 40n, ["checkpoint_restore"]],
  [3, (1n << 31n) | (1n << 63n), ["setfcap", "63"]],
])("revision %i, %s", (revision, permitted, names) => {
  expect(parseCapabilities(attribute(revision, permitted))).toEqual(names);
});

test("as setcap writes it for cap_net_raw+ep", () => {
  expect(parseCapabilities(Buffer.from("0100000200200000000000000000000000000000", "hex"))).toEqual([
    "net_raw",
  ]);
});

test.each([
  ["nothing permitted", attribute(2, 0n, 1n << 7n)],
  ["of another length than its revision", attribute(2, 1n).subarray(0, 12)],
  ["of an unknown revision", attribute(4, 1n)],
  ["empty", Buffer.alloc(0)],
  ["garbage", Buffer.from("=ep\n")],
])("none: %s", (_, bytes) => {
  expect(parseCapabilities(bytes)).toBeUndefined();
});
