import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError, messageOf } from "../errors.ts";
import type { Host } from "../host.ts";
import { temporaryFolder } from "../temporary.ts";
import { decompress } from "./compression.ts";
import { readRange } from "./file-range.ts";

/** No image that a pipeline builds comes near; a bomb of a few hundred megabytes does. */
const MAX_UNPACKED = 64 * 1024 ** 3;
/** Beyond the first 256 MiB an archive that grows by more than this factor is a bomb: root file systems reach 3 to 5. */
const MAX_GROWTH = 100;
const GROWTH_FREE = 256 * 1024 ** 2;

/** Source of the magic numbers: RFC 1952; RFC 8878, frames and skippable frames. */
export async function isCompressed(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
  const magic = buffer.subarray(0, bytesRead).toString("hex");
  // bzip2 and xz are not read; `decompress` says so better than a tar reader would.
  return /^(1f8b|28b52ffd|5.2a4d18|425a68|fd377a585a00)/.test(magic);
}

/**
 * An archive compressed as a whole, unpacked into a temporary file that already has no name when it is returned, so
 * that nothing can leave it behind. Closes `file`. `what` names it in errors.
 * Throws `DrydockError` DISK, and IMAGE_INVALID for bombs and damaged archives.
 */
export async function spool(file: FileHandle, what: string, host: Host): Promise<FileHandle> {
  const folder = await temporaryFolder(host.cacheDir, "archive");
  let spooled: FileHandle | undefined;
  try {
    spooled = await open(join(folder.path, "plain.tar"), "wx+", 0o600);
    await unpack(file, spooled, what, host);
    return spooled;
  } catch (error) {
    await spooled?.close();
    throw error;
  } finally {
    await folder.remove();
    await file.close();
  }
}

async function unpack(file: FileHandle, spooled: FileHandle, what: string, host: Host): Promise<void> {
  const { size } = await file.stat();
  const limit = Math.min(MAX_UNPACKED, Math.max(GROWTH_FREE, size * MAX_GROWTH));
  const stage = host.log.stage("unpacking the archive", { bytes: size });
  let written = 0;
  try {
    for await (const chunk of decompress(told(readRange(file, 0, size, what)), what)) {
      if (written + chunk.length > limit) throw bomb(what, limit);
      await write(spooled, chunk, written);
      written += chunk.length;
    }
  } finally {
    stage.done();
  }

  async function* told(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      stage.advance({ bytes: chunk.length });
      yield chunk;
    }
  }
}

function bomb(what: string, limit: number): DrydockError {
  return new DrydockError(
    "IMAGE_INVALID",
    `${what} unpacks to more than ${limit} bytes; it looks like a bomb.`,
    {
      hint: "If it is not, unpack it yourself and scan the plain archive.",
    },
  );
}

async function write(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  try {
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done);
      done += bytesWritten;
    }
  } catch (cause) {
    throw new DrydockError("DISK", `The archive cannot be unpacked: ${messageOf(cause)}.`, {
      hint: "It needs the room of the whole image in the cache folder; choose another with --cache-dir.",
      cause,
    });
  }
}
