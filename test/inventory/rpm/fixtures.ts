import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { foldersOf } from "../../../src/inventory/file-names.ts";
import type { RpmHeader } from "../../../src/inventory/rpm/header.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/rpm");

/** What `rpm -qa --qf` prints of every field that drydock reads but the file count. */
export const QUERY =
  "%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{VENDOR}\\t%{LICENSE}\\t%{SOURCERPM}\\t%{MODULARITYLABEL}\\n";

/** See fixtures/rpm/README.md. */
export function fixture(name: "Packages" | "Packages-big-endian" | "Packages.db"): Buffer {
  return gunzipSync(readFileSync(join(FOLDER, `${name}.gz`)));
}

/** What rpm said of the packages in the fixtures. */
export function expectedLines(): string[] {
  return sortedLines(readFileSync(join(FOLDER, "packages.tsv"), "utf8"));
}

/** Our packages in the form of `QUERY`. */
export function printed(packages: readonly RpmHeader[]): string[] {
  const lines = packages.map((header) =>
    [
      header.name,
      header.epoch,
      header.version,
      header.release,
      header.architecture,
      header.vendor,
      header.license,
      header.sourceRpm,
      header.moduleLabel,
    ]
      .map((value) => value ?? "(none)")
      .join("\t"),
  );
  return lines.sort();
}

export function sortedLines(text: string): string[] {
  return text.split("\n").filter(Boolean).sort();
}

/** The paths of a package, as rpm prints them. */
export function paths({ files }: Pick<RpmHeader, "files">): string[] {
  return sortedLines(
    [...foldersOf(files)]
      .map(({ folder, names }) => names.replace(/^(?=.)/gm, `/${folder === "" ? "" : `${folder}/`}`))
      .join(""),
  );
}

/** A database that the installed rpm wrote, in a folder of its own. */
export interface RealDatabase {
  readonly folder: string;
  /** Answer of `rpm -qa` in the form of `QUERY`. */
  query(): string[];
  /** The paths of a package. */
  list(name: string): string[];
  remove(): void;
}

/** Builds the packages of fixtures/rpm/packages.sh and installs them into a new SQLite database. */
export function installPackages(): RealDatabase {
  const root = mkdtempSync(join(tmpdir(), "drydock-rpm-"));
  const folder = join(root, "db");
  const packages = execFileSync(join(FOLDER, "packages.sh"), [join(root, "packages")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const options = ["--justdb", "--nodeps", "--ignorearch", "--nosignature", ...sortedLines(packages)];
  runRpm(folder, "sqlite", ["-i", ...options]);
  return {
    folder,
    query: () => queryAll(folder, "sqlite"),
    list: (name) => sortedLines(runRpm(folder, "sqlite", ["-q", "--qf", "[%{FILENAMES}\\n]", name])),
    remove: () => rmSync(root, { recursive: true }),
  };
}

export function queryAll(folder: string, backend: "sqlite" | "bdb_ro"): string[] {
  return sortedLines(runRpm(folder, backend, ["-qa", "--qf", QUERY]));
}

function runRpm(folder: string, backend: string, options: readonly string[]): string {
  const database = ["--dbpath", folder, "--define", `_db_backend ${backend}`];
  return execFileSync("rpm", [...database, ...options], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
