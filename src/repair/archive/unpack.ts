import { messageOf, Unreadable } from "../../errors.ts";
import { decompress } from "../../image/compression.ts";
import { unxz } from "./xz/container.ts";

/** Archives and packages are verified before they are unpacked, so this only stops an archive's own mistake. */
const MAX_UNPACKED = 8 * 1024 ** 3;

/**
 * Unpacks xz, gzip, zstd or plain data, told apart by its first bytes. Chunks are valid until the next is asked for.
 * Throws `Unreadable`; xz with filters for machine code is not read, bzip2 and lzma neither.
 */
export async function* unpack(chunks: AsyncIterable<Uint8Array>, what: string): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const first = await source.next();
  const head: Uint8Array = first.done === true ? new Uint8Array(0) : first.value;
  const rest = rejoined(head, source);
  const isXz = Buffer.from(head.subarray(0, 6)).toString("hex") === "fd377a585a00";
  let size = 0;
  try {
    for await (const chunk of isXz ? unxz(rest) : decompress(rest, what)) {
      size += chunk.length;
      if (size > MAX_UNPACKED) throw new RangeError(`it unpacks to more than ${MAX_UNPACKED} bytes`);
      yield chunk;
    }
  } catch (error) {
    throw new Unreadable(`${what} cannot be unpacked: ${messageOf(error)}`);
  } finally {
    await source.return?.();
  }
}

async function* rejoined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
