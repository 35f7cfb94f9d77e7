import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Pair = readonly [string, string];
export type Sign = "<" | "=" | ">";

/** Answers of the package managers themselves, many pairs per process. */

export function dpkgSigns(pairs: readonly Pair[]): readonly Sign[] {
  const script = `while read -r a b; do
    if dpkg --compare-versions "$a" lt "$b"; then echo "<"
    elif dpkg --compare-versions "$a" eq "$b"; then echo "="; else echo ">"; fi; done`;
  return signs(execFileSync("sh", ["-c", script], { input: printPairs(pairs), encoding: "utf8" }));
}

/** Whether dpkg finds each version well-formed. */
export function dpkgValid(versions: readonly string[]): readonly boolean[] {
  const script = `while read -r v; do dpkg --validate-version "$v" 2>/dev/null && echo yes || echo no; done`;
  const output = execFileSync("sh", ["-c", script], { input: `${versions.join("\n")}\n`, encoding: "utf8" });
  return output
    .trim()
    .split("\n")
    .map((line) => line === "yes");
}

/** Splits into epoch, version and release, too. */
export function rpmSigns(pairs: readonly Pair[]): readonly Sign[] {
  const folder = mkdtempSync(join(tmpdir(), "drydock-rpm-"));
  const file = join(folder, "pairs");
  writeFileSync(file, printPairs(pairs));
  const script = `%{lua:
    for line in io.lines("${file}") do
      local a, b = line:match("^(.-)\\t(.+)$")
      local order = rpm.vercmp(a, b)
      print((order < 0 and "<" or order > 0 and ">" or "=") .. "\\n")
    end}`;
  try {
    return signs(execFileSync("rpm", ["--eval", script], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** With the apk of an unpacked Alpine root file system; wants root for chroot. */
export function apkSigns(pairs: readonly Pair[], root: string): readonly Sign[] {
  const script = `while read -r a b; do apk version -t -- "$a" "$b"; done`;
  return signs(
    execFileSync("chroot", [root, "/bin/sh", "-c", script], { input: printPairs(pairs), encoding: "utf8" }),
  );
}

export function apkValid(versions: readonly string[], root: string): readonly boolean[] {
  const script = `while read -r v; do apk version -q -c -- "$v" >/dev/null && echo yes || echo no; done`;
  const output = execFileSync("chroot", [root, "/bin/sh", "-c", script], {
    input: `${versions.join("\n")}\n`,
    encoding: "utf8",
  });
  return output
    .trim()
    .split("\n")
    .map((line) => line === "yes");
}

function printPairs(pairs: readonly Pair[]): string {
  return pairs.map(([a, b]) => `${a}\t${b}\n`).join("");
}

function signs(output: string): readonly Sign[] {
  return output.split("\n").filter((line): line is Sign => line === "<" || line === "=" || line === ">");
}
