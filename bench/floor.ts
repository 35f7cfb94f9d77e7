/** The machine's own floor: one thread of node:zlib inflates the blobs given, one after another, and throws them away. */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

for (const blob of process.argv.slice(2)) {
  const source = createReadStream(blob, { highWaterMark: 256 * 1024 });
  for await (const chunk of source.pipe(createGunzip({ chunkSize: 256 * 1024 }))) void chunk;
}
