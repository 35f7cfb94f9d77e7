import { CRC_TABLE_BYTES } from "./memory-map.ts";

/** Eight bytes at a time by eight tables, then one by one: a polynomial of 32 bits goes as one of 64 does. */
export const CRC_TEXT = `
  (func (export "crc") (param $table i32) (param $at i32) (param $end i32) (param $crc i64) (result i64)
    (block $rest (loop $eights
      (br_if $rest (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 8)))
      (local.set $crc (i64.xor (local.get $crc) (i64.load align=1 (local.get $at))))
      (local.set $crc ${[0, 1, 2, 3, 4, 5, 6, 7].map(ofTable).reduce((all, one) => `(i64.xor ${all} ${one})`)})
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br $eights)))
    (block $done (loop $ones
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $crc (i64.xor
        (i64.load (i32.add (local.get $table) (i32.shl
          (i32.and (i32.xor (i32.wrap_i64 (local.get $crc)) (i32.load8_u (local.get $at))) (i32.const 255))
          (i32.const 3))))
        (i64.shr_u (local.get $crc) (i64.const 8))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $ones)))
    (local.get $crc))`;

/** What the byte of this index adds: the later it comes, the fewer bytes are behind it. */
function ofTable(index: number): string {
  const byte = `(i32.wrap_i64 (i64.shr_u (local.get $crc) (i64.const ${8 * index})))`;
  return `(i64.load offset=${(7 - index) * (CRC_TABLE_BYTES / 8)} (i32.add (local.get $table)
    (i32.shl (i32.and ${byte} (i32.const 255)) (i32.const 3))))`;
}
