/** A small system of Debian's kind with one package that its archive has a newer version of, and a database that says so. */
import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goJson, writeBolt } from "../../support/bolt-writer.ts";
import { archiveOf } from "../../support/database.ts";
import type { TarEntry } from "../../support/tar.ts";
import {
  buildDeb,
  makeKey,
  makeSuite,
  type PackageToBuild,
  type SuiteToMake,
  serve,
} from "../archive/repository.ts";

/** Until it is closed, its archive answers. */
export interface DpkgSystem {
  /** All its files. */
  readonly layer: readonly TarEntry[];
  /** What the archive answers with, by path. */
  readonly archive: Map<string, Buffer>;
  /** Writes the archive's index anew, of that time. */
  date(dates: Pick<SuiteToMake, "date" | "validUntil">): void;
  close(): Promise<void>;
}

/** `thing` 1.0-1 was installed by the real dpkg; the archive has 1.0-2. */
export async function startDpkgSystem(folder: string): Promise<DpkgSystem> {
  const key = makeKey();
  const server = await serve();
  const thing = (version: string): PackageToBuild => ({
    fields: { Package: "thing", Version: version, Architecture: "amd64" },
    files: { "/usr/lib/thing/data": { content: `thing ${version}\n` } },
  });
  const root = join(folder, "root");
  for (const name of [
    "etc/apt/keyrings",
    "usr/bin",
    "usr/lib",
    "var/lib/dpkg/info",
    "var/lib/dpkg/updates",
    "var/log",
  ])
    mkdirSync(join(root, name), { recursive: true });
  for (const name of ["old", "new"]) mkdirSync(join(folder, name));
  writeFileSync(join(root, "var/lib/dpkg/status"), "");
  writeFileSync(join(root, "etc/os-release"), 'ID=debian\nVERSION_ID="12"\n');
  writeFileSync(join(root, "etc/apt/keyrings/tests.asc"), key.publicKey);
  writeFileSync(
    join(root, "etc/apt/sources.list"),
    `deb [signed-by=/etc/apt/keyrings/tests.asc] ${server.address}/repository tests main\n`,
  );
  const old = buildDeb(join(folder, "old"), thing("1.0-1"));
  execFileSync("dpkg", ["--root", root, "--force-script-chrootless", "--install", old], { stdio: "pipe" });
  const fresh = buildDeb(join(folder, "new"), thing("1.0-2"));
  const date: DpkgSystem["date"] = (dates) => {
    for (const [path, bytes] of makeSuite([fresh], key, { suite: "tests", ...dates }))
      server.files.set(`repository/${path}`, bytes);
  };
  date({});
  return {
    date,
    layer: entriesOf(root),
    archive: server.files,
    async close() {
      key.remove();
      await server.close();
    },
  };
}

/** Of advisories on `thing`, as a file in the folder. */
export function database(folder: string, name: string, system: string, fixed: string): string {
  const bytes = writeBolt({
    [system]: { thing: { "CVE-2026-0001": goJson({ FixedVersion: fixed }) } },
    "data-source": {},
    vulnerability: { "CVE-2026-0001": goJson({ Title: "mended", Severity: "HIGH" }) },
  });
  const dates = {
    NextUpdate: "2099-01-01T00:00:00Z",
    UpdatedAt: "2026-01-01T00:00:00Z",
    DownloadedAt: "0001-01-01T00:00:00Z",
  };
  const path = join(folder, name);
  writeFileSync(path, archiveOf(bytes, goJson({ Version: 2, ...dates })));
  return path;
}

/** What lies in a folder, owned by root. */
export function entriesOf(root: string, below = ""): readonly TarEntry[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((item): readonly TarEntry[] => {
    const path = join(below, item.name);
    const mode = lstatSync(join(root, path)).mode & 0o7777;
    if (item.isDirectory()) return [{ path, type: "directory", mode }, ...entriesOf(root, path)];
    if (item.isSymbolicLink()) return [{ path, type: "symlink", target: readlinkSync(join(root, path)) }];
    return [{ path, content: readFileSync(join(root, path)), mode }];
  });
}
