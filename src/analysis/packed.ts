/** Numbers and byte strings, one behind the other. */
export class GrowingBytes {
  #buffer: Buffer = Buffer.allocUnsafe(16 * 1024);
  length = 0;

  /** A whole number, 7 bits to a byte, lowest first. Below zero (an owner of -1) becomes what a 32-bit field shows. */
  number(value: number): void {
    this.#reserve(10);
    let rest = value < 0 ? value >>> 0 : value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#buffer[this.length++] = (rest % 0x80) | 0x80;
    this.#buffer[this.length++] = rest;
  }

  bytes(bytes: Buffer): void {
    this.number(bytes.length);
    this.#reserve(bytes.length);
    this.length += bytes.copy(this.#buffer, this.length);
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.length));
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.#buffer.length, this.length + more));
    this.#buffer.copy(grown, 0, 0, this.length);
    this.#buffer = grown;
  }
}

export class PackedReader {
  readonly #buffer: Buffer;
  #position: number;

  constructor(buffer: Buffer, start: number) {
    this.#buffer = buffer;
    this.#position = start;
  }

  number(): number {
    let byte = this.#buffer[this.#position++] ?? 0;
    let value = byte & 0x7f;
    for (let factor = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = this.#buffer[this.#position++] ?? 0;
      value += (byte & 0x7f) * factor;
    }
    return value;
  }

  /** Bytes whose length was read with `number`: without the cost of a view. */
  copy(target: Buffer, at: number, length: number): void {
    this.#buffer.copy(target, at, this.#position, this.#position + length);
    this.#position += length;
  }

  /** A view. */
  bytes(): Buffer {
    const length = this.number();
    this.#position += length;
    return this.#buffer.subarray(this.#position - length, this.#position);
  }
}
