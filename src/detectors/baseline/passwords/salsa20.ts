/** Block of sixteen words, and how yescrypt keeps them: word `i` of it is word `5 i mod 16` of Salsa20. */
const WORDS = 16;
export const SHUFFLE: readonly number[] = Array.from({ length: WORDS }, (_, index) => (index * 5) % WORDS);

/** Columns, then rows: target, two that are added, by how much the sum is turned. */
const STEPS: readonly (readonly [number, number, number, number])[] = [
  ...quarter(0, 4, 8, 12),
  ...quarter(5, 9, 13, 1),
  ...quarter(10, 14, 2, 6),
  ...quarter(15, 3, 7, 11),
  ...quarter(0, 1, 2, 3),
  ...quarter(5, 6, 7, 4),
  ...quarter(10, 11, 8, 9),
  ...quarter(15, 12, 13, 14),
];
const FLAT = Uint8Array.from(STEPS.flat());

const x = new Int32Array(WORDS);

/** Salsa20's core on the shuffled block at `at`, in place. Source: D. J. Bernstein, "The Salsa20 core". */
export function salsa20(block: Int32Array, at: number, rounds: number): void {
  for (let word = 0; word < WORDS; word++) x[SHUFFLE[word]!] = block[at + word]!;
  for (let round = 0; round < rounds; round += 2) {
    for (let step = 0; step < FLAT.length; step += 4) {
      const sum = (x[FLAT[step + 1]!]! + x[FLAT[step + 2]!]!) | 0;
      const turn = FLAT[step + 3]!;
      x[FLAT[step]!]! ^= (sum << turn) | (sum >>> (32 - turn));
    }
  }
  for (let word = 0; word < WORDS; word++) block[at + word]! += x[SHUFFLE[word]!]!;
}

function quarter(a: number, b: number, c: number, d: number): [number, number, number, number][] {
  return [
    [b, a, d, 7],
    [c, b, a, 9],
    [d, c, b, 13],
    [a, d, c, 18],
  ];
}
