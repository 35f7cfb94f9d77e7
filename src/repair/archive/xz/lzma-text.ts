/**
 * The decoder of LZMA, and beside it the sums of xz, as WebAssembly text, which has no macros: what is written down many
 * times, above all the decoding of one bit, is a function here that gives text. `lzma-module.ts` is made of it.
 * Source: LZMA specification (lzma-specification.txt, 7-Zip), whose names are used; xz file format 1.1, section 6.
 */
import { CRC_TEXT } from "./crc-text.ts";
import { INPUT, MEMORY_PAGES, PROBABILITIES, WINDOW } from "./memory-map.ts";

/** Places of the models: two bytes for each probability. */
let taken = PROBABILITIES;
function model(count: number): number {
  const place = taken;
  taken += 2 * count;
  return place;
}

const STATES = 12;
const POSITIONS = 16;
const IS_MATCH = model(STATES * POSITIONS);
const IS_REP = model(STATES);
const IS_REP0 = model(STATES);
const IS_REP1 = model(STATES);
const IS_REP2 = model(STATES);
const IS_REP0_LONG = model(STATES * POSITIONS);
const DISTANCE_SLOT = model(4 * 64);
const DISTANCE_SPECIAL = model(128);
const DISTANCE_ALIGN = model(16);
/** Of a length: the two choices, then 3 bits for each position twice, then 8 bits. */
const LOW = 2 * 2;
const MID = LOW + 2 * POSITIONS * 8;
const HIGH = MID + 2 * POSITIONS * 8;
const MATCH_LENGTH = model(HIGH / 2 + 256);
const REP_LENGTH = model(HIGH / 2 + 256);
/** 0x300 for each context, of which lc + lp = 4 gives 16. */
const LITERAL = model(0x300 << 4);
/** Half of 2048 each. */
const EVEN = "0x0400040004000400";

/** The range is kept above 2^24 by one more byte of the input. */
const normalise = `
  (if (i32.lt_u (local.get $range) (i32.const 0x1000000)) (then
    (local.set $range (i32.shl (local.get $range) (i32.const 8)))
    (local.set $code (i32.or (i32.shl (local.get $code) (i32.const 8)) (i32.load8_u (local.get $at))))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))))`;

/** `$bound` parts the range by the probability `$p` of a 0, which stands at `$prob` + `offset`. */
const parted = (prob: string, offset: number) => `${normalise}
  (local.set $prob ${prob})
  (local.set $p (i32.load16_u offset=${offset} (local.get $prob)))
  (local.set $bound (i32.mul (i32.shr_u (local.get $range) (i32.const 11)) (local.get $p)))`;

/** Decodes a bit and goes one way or the other: for what can be foretold. */
const fork = (prob: string, offset: number, zero: string, one: string) => `${parted(prob, offset)}
  (if (i32.lt_u (local.get $code) (local.get $bound))
    (then
      (local.set $range (local.get $bound))
      (i32.store16 offset=${offset} (local.get $prob) (i32.add (local.get $p)
        (i32.shr_u (i32.sub (i32.const 2048) (local.get $p)) (i32.const 5))))
      ${zero})
    (else
      (local.set $range (i32.sub (local.get $range) (local.get $bound)))
      (local.set $code (i32.sub (local.get $code) (local.get $bound)))
      (i32.store16 offset=${offset} (local.get $prob) (i32.sub (local.get $p) (i32.shr_u (local.get $p) (i32.const 5))))
      ${one}))`;

/**
 * Decodes a bit of a tree into `$mask` (all ones for 0, nothing for 1) and `$symbol`, with no branch: it cannot be
 * foretold, and one wrong guess takes longer than all of this. 2017 = 2048 - 31, since p + (2048 - p >> 5) is
 * p - (p - 2017 >> 5).
 */
const bit = (prob: string, offset: number) => `${parted(prob, offset)}
  (local.set $mask (i32.sub (i32.const 0) (i32.lt_u (local.get $code) (local.get $bound))))
  (local.set $range (i32.sub (local.get $range) (local.get $bound)))
  (local.set $range (i32.add (local.get $range)
    (i32.and (local.get $mask) (i32.sub (local.get $bound) (local.get $range)))))
  (local.set $code (i32.sub (local.get $code) (i32.and (i32.xor (local.get $mask) (i32.const -1)) (local.get $bound))))
  (i32.store16 offset=${offset} (local.get $prob) (i32.sub (local.get $p)
    (i32.shr_s (i32.sub (local.get $p) (i32.and (local.get $mask) (i32.const 2017))) (i32.const 5))))
  (local.set $symbol (i32.add (i32.add (i32.shl (local.get $symbol) (i32.const 1)) (i32.const 1)) (local.get $mask)))`;

/** Where the probability of this index stands in a model that begins at `$base`. */
const nth = (index: string) => `(i32.add (local.get $base) (i32.shl ${index} (i32.const 1)))`;

/** Decodes a tree of so many bits; `$symbol` has a leading 1. */
const tree = (offset: number, bits: number) => `
  (local.set $symbol (i32.const 1))
  ${bit(nth("(local.get $symbol)"), offset).repeat(bits)}`;

/** Decodes a tree of `$count` bits, the lowest first, and adds them to `$rep0`. */
const reverseTree = (offset: number, label: string) => `
  (local.set $symbol (i32.const 1))
  (local.set $shift (i32.const 0))
  (loop ${label}
    ${bit(nth("(local.get $symbol)"), offset)}
    (local.set $rep0 (i32.add (local.get $rep0)
      (i32.shl (i32.add (i32.const 1) (local.get $mask)) (local.get $shift))))
    (local.set $shift (i32.add (local.get $shift) (i32.const 1)))
    (br_if ${label} (i32.lt_u (local.get $shift) (local.get $count))))`;

const OF_STATE = "(i32.shl (local.get $state) (i32.const 1))";
const OF_STATE_AND_POSITION =
  "(i32.shl (i32.or (i32.shl (local.get $state) (i32.const 4)) (local.get $position)) (i32.const 1))";

/** Decodes a length into `$length`. */
const lengthBy = (offset: number) => `
  (local.set $base (i32.shl (local.get $position) (i32.const 4)))
  ${fork(
    "(i32.const 0)",
    offset,
    `${tree(offset + LOW, 3)}
    (local.set $length (i32.sub (local.get $symbol) (i32.const 6)))`,
    fork(
      "(i32.const 0)",
      offset + 2,
      `${tree(offset + MID, 3)}
      (local.set $length (i32.add (local.get $symbol) (i32.const 2)))`,
      `(local.set $base (i32.const 0))
      ${tree(offset + HIGH, 8)}
      (local.set $length (i32.sub (local.get $symbol) (i32.const 238)))`,
    ),
  )}`;

const stateBecomes = (afterLiteral: number, afterMatch: number) => `
  (local.set $state (select (i32.const ${afterLiteral}) (i32.const ${afterMatch})
    (i32.lt_u (local.get $state) (i32.const 7))))`;

/** After a match, the byte at its distance tells which model each bit has, until one differs. */
const matchedLiteral = `
  (local.set $match (i32.shl
    (i32.load8_u (i32.sub (i32.sub (local.get $out) (local.get $rep0)) (i32.const 1))) (i32.const 1)))
  (local.set $symbol (i32.const 1))
  (local.set $offset (i32.const 0x100))
  (loop $matched
    (local.set $shift (i32.and (local.get $match) (local.get $offset)))
    ${bit(nth("(i32.add (i32.add (local.get $offset) (local.get $shift)) (local.get $symbol))"), LITERAL)}
    (local.set $match (i32.shl (local.get $match) (i32.const 1)))
    (local.set $offset (i32.and (local.get $offset) (i32.xor (local.get $shift) (local.get $mask))))
    (br_if $matched (i32.lt_u (local.get $symbol) (i32.const 0x100))))`;

const literal = `
  (local.set $base (i32.mul (i32.const 0x600) (i32.add
    (i32.shl (i32.and (local.get $out) (global.get $lpMask)) (global.get $lc))
    (i32.shr_u (i32.load8_u (i32.sub (local.get $out) (i32.const 1))) (i32.sub (i32.const 8) (global.get $lc))))))
  (if (i32.lt_u (local.get $state) (i32.const 7)) (then ${tree(LITERAL, 8)}) (else ${matchedLiteral}))
  (i32.store8 (local.get $out) (local.get $symbol))
  (local.set $out (i32.add (local.get $out) (i32.const 1)))
  (local.set $state (select (i32.const 0)
    (i32.sub (local.get $state) (select (i32.const 3) (i32.const 6) (i32.lt_u (local.get $state) (i32.const 10))))
    (i32.lt_u (local.get $state) (i32.const 4))))`;

/** Bits that are as likely 0 as 1 have no model. */
const directBits = `
  (local.set $symbol (i32.const 0))
  (loop $direct
    ${normalise}
    (local.set $range (i32.shr_u (local.get $range) (i32.const 1)))
    (local.set $code (i32.sub (local.get $code) (local.get $range)))
    (local.set $mask (i32.shr_s (local.get $code) (i32.const 31)))
    (local.set $code (i32.add (local.get $code) (i32.and (local.get $range) (local.get $mask))))
    (local.set $symbol (i32.add (i32.add (i32.shl (local.get $symbol) (i32.const 1)) (i32.const 1)) (local.get $mask)))
    (br_if $direct (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))`;

const distance = `
  (local.set $base (i32.shl
    (select (i32.sub (local.get $length) (i32.const 2)) (i32.const 3) (i32.lt_u (local.get $length) (i32.const 6)))
    (i32.const 7)))
  ${tree(DISTANCE_SLOT, 6)}
  (local.set $slot (i32.sub (local.get $symbol) (i32.const 64)))
  (local.set $rep0 (local.get $slot))
  (if (i32.ge_u (local.get $slot) (i32.const 4)) (then
    (local.set $count (i32.sub (i32.shr_u (local.get $slot) (i32.const 1)) (i32.const 1)))
    (local.set $rep0
      (i32.shl (i32.or (i32.const 2) (i32.and (local.get $slot) (i32.const 1))) (local.get $count)))
    (if (i32.lt_u (local.get $slot) (i32.const 14))
      (then
        (local.set $base (i32.shl (i32.sub (local.get $rep0) (local.get $slot)) (i32.const 1)))
        ${reverseTree(DISTANCE_SPECIAL, "$special")})
      (else
        (local.set $count (i32.sub (local.get $count) (i32.const 4)))
        ${directBits}
        (local.set $rep0 (i32.add (local.get $rep0) (i32.shl (local.get $symbol) (i32.const 4))))
        (local.set $base (i32.const 0))
        (local.set $count (i32.const 4))
        ${reverseTree(DISTANCE_ALIGN, "$align")}))))`;

const simpleMatch = `
  (local.set $rep3 (local.get $rep2))
  (local.set $rep2 (local.get $rep1))
  (local.set $rep1 (local.get $rep0))
  ${stateBecomes(7, 10)}
  ${lengthBy(MATCH_LENGTH)}
  ${distance}`;

/** One of the last four distances once more. */
const repeatedMatch = `
  ${fork(
    OF_STATE,
    IS_REP0,
    fork(
      OF_STATE_AND_POSITION,
      IS_REP0_LONG,
      `${stateBecomes(9, 11)}
      (local.set $length (i32.const 1))
      (br $copy)`,
      "",
    ),
    `${fork(
      OF_STATE,
      IS_REP1,
      "(local.set $symbol (local.get $rep1))",
      `${fork(
        OF_STATE,
        IS_REP2,
        "(local.set $symbol (local.get $rep2))",
        "(local.set $symbol (local.get $rep3)) (local.set $rep3 (local.get $rep2))",
      )}
      (local.set $rep2 (local.get $rep1))`,
    )}
    (local.set $rep1 (local.get $rep0))
    (local.set $rep0 (local.get $symbol))`,
  )}
  ${stateBecomes(8, 11)}
  ${lengthBy(REP_LENGTH)}`;

/** Eight bytes at a time write over the end, where nothing is yet. */
const copy = `
  (if (i32.or
    (i32.ge_u (local.get $rep0) (i32.sub (local.get $out) (i32.const ${WINDOW})))
    (i32.ge_u (local.get $rep0) (local.get $dictionary))) (then (return (i32.const 0))))
  (local.set $stop (i32.add (local.get $out) (local.get $length)))
  (if (i32.gt_u (local.get $stop) (local.get $outEnd)) (then (return (i32.const 0))))
  (local.set $from (i32.sub (i32.sub (local.get $out) (local.get $rep0)) (i32.const 1)))
  (if (i32.ge_u (local.get $rep0) (i32.const 7))
    (then (loop $eights
      (i64.store align=1 (local.get $out) (i64.load align=1 (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br_if $eights
        (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 8))) (local.get $stop)))))
    (else (loop $ones
      (i32.store8 (local.get $out) (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br_if $ones
        (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 1))) (local.get $stop))))))
  (local.set $out (local.get $stop))`;

const KEPT = ["state", "rep0", "rep1", "rep2", "rep3"];
const PARAMETERS = ["end", "out", "outEnd", "dictionary"];
const LOCALS = [
  ...["range", "code", "at", "prob", "p", "bound", "mask", "symbol", "base", "position", "length"],
  ...["slot", "count", "shift", "match", "offset", "from", "stop"],
];
const declared = (kind: string, names: readonly string[]) =>
  names.map((name) => `(${kind} $${name} i32)`).join(" ");
const inputByte = (index: number) => `(i32.load8_u (i32.const ${INPUT + index}))`;

export const LZMA_TEXT = `(module
  (memory (export "memory") ${MEMORY_PAGES})
  ${[...KEPT, "lc", "lpMask", "pbMask"].map((name) => `(global $${name} (mut i32) (i32.const 0))`).join(" ")}

  (func (export "reset") (param $lc i32) (param $lp i32) (param $pb i32) (local $at i32)
    (global.set $lc (local.get $lc))
    (global.set $lpMask (i32.sub (i32.shl (i32.const 1) (local.get $lp)) (i32.const 1)))
    (global.set $pbMask (i32.sub (i32.shl (i32.const 1) (local.get $pb)) (i32.const 1)))
    ${KEPT.map((name) => `(global.set $${name} (i32.const 0))`).join(" ")}
    (local.set $at (i32.const ${PROBABILITIES}))
    (loop $next
      (i64.store (local.get $at) (i64.const ${EVEN}))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (i32.const ${taken})))))

  (func (export "decode") ${declared("param", PARAMETERS)} (result i32)
    ${declared("local", [...KEPT, ...LOCALS])}
    ${KEPT.map((name) => `(local.set $${name} (global.get $${name}))`).join(" ")}
    (if ${inputByte(0)} (then (return (i32.const 0))))
    (local.set $range (i32.const -1))
    (local.set $code (i32.or
      (i32.or (i32.shl ${inputByte(1)} (i32.const 24)) (i32.shl ${inputByte(2)} (i32.const 16)))
      (i32.or (i32.shl ${inputByte(3)} (i32.const 8)) ${inputByte(4)})))
    (local.set $at (i32.const ${INPUT + 5}))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $out) (local.get $outEnd)))
      (if (i32.gt_u (local.get $at) (local.get $end)) (then (return (i32.const 0))))
      (local.set $position (i32.and (local.get $out) (global.get $pbMask)))
      (block $copy
        ${fork(
          OF_STATE_AND_POSITION,
          IS_MATCH,
          `${literal}
          (br $next)`,
          fork(OF_STATE, IS_REP, simpleMatch, repeatedMatch),
        )})
      ${copy}
      (br $next)))
    ${normalise}
    ${KEPT.map((name) => `(global.set $${name} (local.get $${name}))`).join(" ")}
    (i32.and (i32.eq (local.get $at) (local.get $end)) (i32.eqz (local.get $code))))
  ${CRC_TEXT})`;
