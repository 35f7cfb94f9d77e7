import { MAX_FIELDS } from "./limits.ts";
import type { Machine } from "./machine.ts";
import { matches, readPattern, type Value } from "./value.ts";

/**
 * The paths that a pattern stands for, in the order of the C locale; the pattern itself where there are none; undefined
 * where that cannot be known. Source: POSIX.1-2017, Shell Command Language 2.13.3.
 */
export function globbed(
  machine: Machine,
  folder: Value,
  pattern: string,
  isQuoted: (index: number) => boolean,
): readonly string[] | undefined {
  const isPlain = readPattern(pattern, isQuoted)?.every(
    (sign) => typeof sign === "object" && "literal" in sign,
  );
  if (isPlain === true) return [pattern];
  const { files } = machine;
  if (!pattern.startsWith("/") && folder === undefined) return undefined;
  let found = [""];
  let start = 0;
  for (const segment of pattern.split("/")) {
    const from = start;
    start += segment.length + 1;
    const signs = readPattern(segment, (index) => isQuoted(from + index));
    if (signs === undefined) return undefined;
    const isPlain = signs.every((sign) => typeof sign === "object" && "literal" in sign);
    const next: string[] = [];
    for (const base of found) {
      const absolute = base.startsWith("/") || from > 0 ? base : "";
      if (isPlain) {
        next.push(from === 0 ? segment : `${base}/${segment}`);
        continue;
      }
      const place = files.find(pattern.startsWith("/") ? `${absolute}/` : `${folder}/${absolute}`);
      if (place === "unknown") return undefined;
      if (place.entry?.type !== "directory") continue;
      const showsHidden = segment.startsWith(".");
      const names = files.names(place.path);
      machine.work(names.length * 64);
      for (const name of names.toSorted()) {
        if (name.startsWith(".") && !showsHidden) continue;
        const isMatch = matches(signs, name);
        if (isMatch === undefined) return undefined;
        if (isMatch) next.push(from === 0 ? name : `${base}/${name}`);
      }
    }
    if (next.length > MAX_FIELDS) return undefined;
    found = next;
  }
  const existing: string[] = [];
  for (const path of found) {
    const place = files.find(path.startsWith("/") ? path : `${folder}/${path}`, false);
    if (place === "unknown") return undefined;
    if (place.entry !== undefined) existing.push(path);
  }
  return existing.length > 0 ? existing : [pattern];
}
