/**
 * Writes the comparison fixtures anew from the package managers of this machine:
 *
 *     node test/versions/refresh-fixtures.ts ALPINE_ROOT
 *
 * ALPINE_ROOT is an unpacked Alpine root file system (its apk runs in a chroot, so as root).
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apk, deb, rpm } from "../../src/versions/index.ts";
import { apkSigns, apkValid, dpkgSigns, type Pair, rpmSigns, type Sign } from "./native.ts";
import { doubtful, realVersions, samplePairs, shapes } from "./samples.ts";

const COUNT = 3000;

const [alpine] = process.argv.slice(2);
if (alpine === undefined) throw new Error("which Alpine root file system?");

const debPairs = samplePairs(shapes.deb, realVersions("deb"), deb.valid, COUNT);
const rpmPairs = samplePairs(shapes.rpm, realVersions("rpm"), rpm.valid, COUNT);
// `~` is apk-tools 3's, and ALPINE_ROOT may be older.
const old = (version: string): boolean => apk.valid(version) && !version.includes("~");
const apkPairs = samplePairs(shapes.apk, realVersions("apk"), old, COUNT);
write("deb.txt", firstLine("dpkg", "--version"), debPairs, dpkgSigns(debPairs));
write("rpm.txt", firstLine("rpm", "--version"), rpmPairs, rpmSigns(rpmPairs));
write("apk.txt", firstLine("chroot", alpine, "/sbin/apk", "--version"), apkPairs, apkSigns(apkPairs, alpine));

const apkVersions = doubtful(shapes.apk, 500).filter((version) => !version.includes("~"));
const answers = apkValid(apkVersions, alpine);
const validity = new Set(apkVersions.map((version, index) => `${version} ${answers[index] ? "yes" : "no"}`));
save("apk-valid.txt", firstLine("chroot", alpine, "/sbin/apk", "--version"), [...validity]);

function write(file: string, tool: string, pairs: readonly Pair[], signs: readonly Sign[]): void {
  if (pairs.length !== signs.length)
    throw new Error(`${file}: ${signs.length} answers to ${pairs.length} pairs`);
  const rows = [...new Set(pairs.map(([a, b], index) => `${a} ${signs[index]} ${b}`))];
  save(file, tool, rows);
}

function save(file: string, tool: string, rows: readonly string[]): void {
  const head = `# Answers of ${tool}; what was asked and how: refresh-fixtures.ts.`;
  writeFileSync(join(import.meta.dirname, "fixtures", file), `${[head, ...rows].join("\n")}\n`);
}

function firstLine(command: string, ...rest: string[]): string {
  return execFileSync(command, rest, { encoding: "utf8" }).split("\n", 1)[0] ?? "";
}
