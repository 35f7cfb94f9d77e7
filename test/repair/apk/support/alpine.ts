import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { quietHost } from "../../../../src/host.ts";
import { openSavedImage } from "../../../../src/image/saved-image.ts";
import type { SigningKey } from "./repository.ts";

/** Real Alpine images of the corpus: folder, file, layout. */
export const ALPINES = [
  ["alpine-3.9", "alpine-3.9.docker-save.tar", "docker"],
  ["alpine-3.10", "alpine-3.10.docker-archive.tar.gz", "docker"],
  ["alpine-3.20", "alpine-3.20.oci-zstd.tar", "oci"],
] as const;

/** Unpacks the base of a real image; as root, since owners are to be real. */
export async function unpackBase(path: string, layout: "docker" | "oci", to: string): Promise<void> {
  const cacheDir = mkdtempSync(join(tmpdir(), "drydock-test-"));
  try {
    const image = await openSavedImage({ reference: path, path, layout }, {}, quietHost(cacheDir));
    mkdirSync(to, { recursive: true });
    const tar = spawn("tar", ["-x", "-p", "-C", to], { stdio: ["pipe", "ignore", "inherit"] });
    Readable.from(copied(image.layers[0]!.open())).pipe(tar.stdin);
    const [code] = await once(tar, "close");
    await image.close();
    if (code !== 0) throw new Error(`tar ended with ${code}`);
    // Scripts write there; a container has it.
    if (!existsSync(join(to, "dev/null"))) writeFileSync(join(to, "dev/null"), "");
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

/** A chunk is only valid until the next one is asked for. */
async function* copied(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

export function copyRoot(from: string, to: string): void {
  execFileSync("cp", ["-a", from, to]);
}

export async function inRoot(root: string, command: string): Promise<string> {
  const { stdout } = await promisify(execFile)("chroot", [root, "/bin/sh", "-c", command], {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
  });
  return stdout;
}

export function trust(root: string, key: SigningKey): void {
  writeFileSync(join(root, "etc/apk/keys", key.name), key.publicKey);
}

export function setRepositories(root: string, ...lines: readonly string[]): void {
  writeFileSync(join(root, "etc/apk/repositories"), lines.map((line) => `${line}\n`).join(""));
}
