import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { cryptBytes, cryptNumber, encodeCrypt } from "./crypt-base64.ts";
import { PwxForm, SBOXES_WORDS } from "./pwxform.ts";
import { SHUFFLE, salsa20 } from "./salsa20.ts";

/** What the hashes of all distributions have: read-write memory, 6 rounds, 4 × 2 lanes, 12 KiB of S-boxes. */
const DEFAULT_FLAVOUR = 47;
/** 16 MiB is usual; stops a hash that wants more memory than a scan has. */
const MAX_WORDS = 16 * 1024 * 1024;
const BLOCK = 16;
const DIGEST_BYTES = 32;
const SBOX_ROUNDS = 96;

export interface YescryptSettings {
  readonly n: number;
  readonly r: number;
  readonly salt: Buffer;
  /** Steps that it takes, each over r blocks. */
  readonly sum: string;
}

/** The parts of `$y$settings$salt$sum`; `undefined` for other flavours, and sizes that nobody uses. */
export function parseYescrypt(hash: string): YescryptSettings | undefined {
  const [, , settings = "", salt = "", sum = ""] = hash.split("$");
  const [flavour, afterFlavour] = cryptNumber(settings, 0, 0);
  const [log, afterLog] = cryptNumber(settings, afterFlavour, 1);
  const [r, end] = cryptNumber(settings, afterLog, 1);
  const bytes = cryptBytes(salt);
  const n = 2 ** log;
  // More parameters (parallel, longer, with a table) may follow; nobody's are.
  if (flavour !== DEFAULT_FLAVOUR || end !== settings.length || bytes === undefined) return undefined;
  if (log < 2 || log > 20 || r < 1 || 2 * BLOCK * n * r > MAX_WORDS) return undefined;
  return { n, r, salt: bytes, sum };
}

/** What stands behind the last `$`. Source: A. Peslyak, yescrypt-ref.c and "yescrypt - scalable KDF". */
export function yescrypt(password: string, { n, r, salt }: YescryptSettings): string {
  const isLarge = n >= 0x100 && n * r >= 0x20000;
  const key = isLarge
    ? derived(Buffer.from(password), salt, n >>> 6, r, "yescrypt-prehash")
    : Buffer.from(password);
  const client = hmac(derived(key, salt, n, r, "yescrypt"), "Client Key");
  return encodeCrypt(createHash("sha256").update(client).digest());
}

function derived(password: Buffer, salt: Buffer, n: number, r: number, name: string): Buffer {
  const key = hmac(Buffer.from(name), password);
  const b = pbkdf2Sync(key, salt, 1, 128 * r, "sha256");
  const words = shuffled(b);
  const changed = mixed(words, n, r, b.subarray(0, DIGEST_BYTES));
  return pbkdf2Sync(changed, bytesOf(words), 1, DIGEST_BYTES, "sha256");
}

/** SMix with read-write memory and one lane. Answers the key for the last step. */
function mixed(x: Int32Array, n: number, r: number, key: Buffer): Buffer {
  const sboxes = new Int32Array(SBOXES_WORDS);
  const start = x.subarray(0, 2 * BLOCK);
  for (let step = 0; step < SBOX_ROUNDS; step++) {
    sboxes.set(start, step * start.length);
    blockMixSalsa(start);
  }
  const changed = hmac(bytesOf(x.subarray(x.length - BLOCK)), key);
  const form = new PwxForm(sboxes);
  const size = x.length;
  const memory = new Int32Array(n * size);
  for (let step = 0; step < n; step++) {
    memory.set(x, step * size);
    if (step > 1) {
      const power = 2 ** (31 - Math.clz32(step));
      xor(x, memory, (lastWord(x) & (power - 1)) + (step - power));
    }
    form.blockMix(x, r);
  }
  // A third of the steps more, rounded up to an even number, all of which write.
  const loops = 2 * Math.ceil(Math.ceil(n / 3) / 2);
  for (let step = 0; step < loops; step++) {
    const at = lastWord(x) & (n - 1);
    xor(x, memory, at);
    memory.set(x, at * size);
    form.blockMix(x, r);
  }
  return changed;
}

function xor(x: Int32Array, memory: Int32Array, index: number): void {
  const from = index * x.length;
  for (let word = 0; word < x.length; word++) x[word]! ^= memory[from + word]!;
}

/** The first word of the last block says where to read next. */
function lastWord(x: Int32Array): number {
  return x[x.length - BLOCK]!;
}

/** For two blocks, where even and odd ones stay in order. */
function blockMixSalsa(x: Int32Array): void {
  for (const [at, previous] of [
    [0, BLOCK],
    [BLOCK, 0],
  ] as const) {
    for (let word = 0; word < BLOCK; word++) x[at + word]! ^= x[previous + word]!;
    salsa20(x, at, 8);
  }
}

/** Little-endian words, each block in the order that suits vector units. */
function shuffled(bytes: Buffer): Int32Array {
  return Int32Array.from({ length: bytes.length / 4 }, (_, index) =>
    bytes.readInt32LE(4 * (index - (index % BLOCK) + SHUFFLE[index % BLOCK]!)),
  );
}

function bytesOf(words: Int32Array): Buffer {
  const bytes = Buffer.alloc(4 * words.length);
  for (let index = 0; index < words.length; index++)
    bytes.writeInt32LE(words[index]!, 4 * (index - (index % BLOCK) + SHUFFLE[index % BLOCK]!));
  return bytes;
}

function hmac(key: Buffer, message: Buffer | string): Buffer {
  return createHmac("sha256", key).update(message).digest();
}
