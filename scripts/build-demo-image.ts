/** Writes examples/demo/image.tar, the image of `npm run demo`: what examples/demo/Dockerfile describes, as `docker save` writes it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dockerArchive } from "../test/support/image.ts";
import { sampleImage } from "../test/support/sample.ts";

export const DEMO_IMAGE = join(import.meta.dirname, "../examples/demo/image.tar");

export function demoImage(): Buffer {
  return dockerArchive(sampleImage(), ["drydock-demo:1.0"]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(DEMO_IMAGE, demoImage());
