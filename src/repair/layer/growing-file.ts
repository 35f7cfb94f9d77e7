import { type FileHandle, open } from "node:fs/promises";

/** Of what is read at once. */
const CHUNK = 1024 * 1024;

/** A new file that can be read while it is still being written. */
export class GrowingFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #size = 0;
  #end: { readonly error?: unknown } | undefined;
  #waiting: (() => void)[] = [];

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Throws as `open`, also where there is something already. */
  static async create(path: string): Promise<GrowingFile> {
    return new GrowingFile(path, await open(path, "wx", 0o600));
  }

  get size(): number {
    return this.#size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#file.writeFile(chunk);
    this.#size += chunk.length;
    this.#wake();
  }

  /** It is whole, or, with an error, will not be. */
  async close(end: { readonly error?: unknown } = {}): Promise<void> {
    try {
      await this.#file.close();
    } finally {
      this.#end = end;
      this.#wake();
    }
  }

  /** All that is written and will be; a chunk is only valid until the next. Throws what `close` was told. */
  async *follow(): AsyncGenerator<Buffer> {
    const file = await open(this.#path, "r");
    try {
      const room = Buffer.allocUnsafeSlow(CHUNK);
      for (let position = 0; ; ) {
        const { bytesRead } = await file.read(room, 0, CHUNK, position);
        position += bytesRead;
        if (bytesRead > 0) yield room.subarray(0, bytesRead);
        if (position < this.#size) continue;
        if (this.#end === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
        else if ("error" in this.#end) throw this.#end.error;
        else return;
      }
    } finally {
      await file.close();
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting = [];
  }
}
