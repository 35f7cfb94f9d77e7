import { salsa20 } from "./salsa20.ts";

const ROUNDS = 6;
const GATHER = 4;
/** Words of one block: four lanes of two pairs. */
const BLOCK = 16;
/** Words of each of the three S-boxes, and what picks an entry of four words. */
const SBOX = 1024;
const MASK = 0xff0;
export const SBOXES_WORDS = 3 * SBOX;

/** The state of the transformation: three S-boxes that change places and are written while it goes on. */
export class PwxForm {
  readonly #s: Int32Array;
  #s0 = 2 * SBOX;
  #s1 = SBOX;
  #s2 = 0;
  #w = 0;

  /** Takes the S-boxes as they were made from the password. */
  constructor(sboxes: Int32Array) {
    this.#s = sboxes;
  }

  /** BlockMix with this transformation in place of Salsa20/8; `x` = 2r blocks. */
  blockMix(x: Int32Array, r: number): void {
    const last = (2 * r - 1) * BLOCK;
    let previous = last;
    for (let at = 0; at <= last; at += BLOCK) {
      for (let word = 0; word < BLOCK; word++) x[at + word]! ^= x[previous + word]!;
      this.#transform(x, at);
      previous = at;
    }
    salsa20(x, last, 2);
  }

  #transform(x: Int32Array, at: number): void {
    const s = this.#s;
    const s0 = this.#s0;
    const s1 = this.#s1;
    const s2 = this.#s2;
    let w = this.#w;
    for (let round = 0; round < ROUNDS; round++) {
      const isWritten = round !== 0 && round !== ROUNDS - 1;
      for (let lane = at; lane < at + 4 * GATHER; lane += 4) {
        const p0 = s0 + ((x[lane]! & MASK) >>> 2);
        const p1 = s1 + ((x[lane + 1]! & MASK) >>> 2);
        for (let pair = 0; pair < 4; pair += 2) {
          const low = x[lane + pair]!;
          const high = x[lane + pair + 1]!;
          // The product of 32 by 32 bits, its upper half by way of 16-bit parts.
          const b = high & 0xffff;
          const d = low & 0xffff;
          const t = ((Math.imul(high >>> 16, d) >>> 0) + (Math.imul(b, d) >>> 16)) >>> 0;
          const u = ((Math.imul(b, low >>> 16) >>> 0) + (t & 0xffff)) >>> 0;
          const upper = (Math.imul(high >>> 16, low >>> 16) + (t >>> 16) + (u >>> 16)) | 0;
          const lower = Math.imul(high, low) | 0;
          const sum = (lower + s[p0 + pair]!) | 0;
          const carry = sum >>> 0 < lower >>> 0 ? 1 : 0;
          x[lane + pair] = sum ^ s[p1 + pair]!;
          x[lane + pair + 1] = ((upper + s[p0 + pair + 1]! + carry) | 0) ^ s[p1 + pair + 1]!;
        }
        if (!isWritten) continue;
        for (let word = 0; word < 4; word++) s[s2 + w + word] = x[lane + word]!;
        w += 4;
      }
    }
    this.#s0 = s2;
    this.#s1 = s0;
    this.#s2 = s1;
    this.#w = w % SBOX;
  }
}
