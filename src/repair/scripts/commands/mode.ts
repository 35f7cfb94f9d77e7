import type { FileFact } from "../facts.ts";

/** The mode that `chmod` gives a file; undefined for what is not plain. Source: POSIX.1-2017, chmod. */
export function changedMode(entry: FileFact, mode: string, umask: number | undefined): number | undefined {
  if (/^[0-7]{1,4}$/.test(mode)) {
    // GNU chmod keeps these bits of a folder unless five digits are written.
    const kept = entry.type === "directory" ? entry.mode & 0o6000 : 0;
    return Number.parseInt(mode, 8) | kept;
  }
  let bits = entry.mode;
  for (const clause of mode.split(",")) {
    const [, who = "", operator, rights = ""] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
    if (operator === undefined) return undefined;
    // Without a "who" the mask holds back some of it.
    if (who === "" && umask === undefined) return undefined;
    const classes = who === "" || who.includes("a") ? "ugo" : who;
    let change = 0;
    let reach = 0;
    for (const [letter, shift, special] of CLASSES) {
      if (!classes.includes(letter)) continue;
      reach |= (7 << shift) | special;
      if (rights.includes("r")) change |= 4 << shift;
      if (rights.includes("w")) change |= 2 << shift;
      const isRun =
        rights.includes("x") ||
        (rights.includes("X") && (entry.type === "directory" || (bits & 0o111) !== 0));
      if (isRun) change |= 1 << shift;
      if (rights.includes("s")) change |= special;
    }
    if (rights.includes("t")) {
      if (who !== "" && !who.includes("a")) return undefined;
      change |= 0o1000;
    }
    if (operator === "=" && (entry.type === "directory" || who === "")) return undefined;
    if (who === "") change &= ~(umask ?? 0);
    bits = operator === "+" ? bits | change : operator === "-" ? bits & ~change : (bits & ~reach) | change;
  }
  return bits;
}

const CLASSES = [
  ["u", 6, 0o4000],
  ["g", 3, 0o2000],
  ["o", 0, 0],
] as const;
