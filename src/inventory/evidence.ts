import type { ImageView, Located } from "../analysis/analyzer.ts";
import type { Digest, Gap, GapKind, Location } from "../model/index.ts";

/** What a parser could not make out, kept in its record until a cataloger knows the path and layer. */
export interface Problem {
  readonly kind: Extract<GapKind, "unreadable" | "limit">;
  readonly reason: string;
}

/** Collects problems, the first few in words. */
export interface ProblemList {
  add(kind: Problem["kind"], reason: string): void;
  all(): readonly Problem[];
}

/** Stops a file of garbage from filling every report: the rest is only counted. */
const MAX_PROBLEMS = 10;
/** Names and versions come out of the image, and may be as long as a line. */
const MAX_SHOWN = 80;

export function problemList(): ProblemList {
  const kept: Problem[] = [];
  let more = 0;
  return {
    add: (kind, reason) => {
      if (kept.length < MAX_PROBLEMS) kept.push({ kind, reason });
      else more++;
    },
    all: () =>
      more === 0
        ? kept
        : [...kept, { kind: "unreadable", reason: `There are ${more} more problems in this file.` }],
  };
}

/** The gaps that the problems of a record make. */
export function problemGaps(
  view: ImageView,
  found: Located<{ readonly problems: readonly Problem[] }>,
  by: string,
): readonly Gap[] {
  return found.record.problems.map(({ kind, reason }) => fileGap(view, found, by, kind, reason));
}

/** A gap for every one of `paths` at which there is a symbolic link: databases are read where they lie. */
export function symlinkGaps(view: ImageView, paths: readonly string[], by: string): readonly Gap[] {
  return paths.flatMap((path) => {
    const entry = view.entry(path);
    if (entry?.type !== "symlink") return [];
    const reason = "The package database is behind a symbolic link, which is not followed.";
    return [fileGap(view, entry, by, "unreadable", reason)];
  });
}

/** Gaps for packages whose version their own tool would not take: a sentence each for the first few. */
export function versionGaps(
  view: ImageView,
  file: Pick<Located<unknown>, "path" | "layer">,
  by: string,
  bad: readonly { readonly name: string; readonly version: string }[],
): readonly Gap[] {
  const reasons = bad.slice(0, MAX_PROBLEMS).map(({ name, version }) => {
    return `The version of ${short(name)}, "${short(version)}", is not one that ${by} allows, so it cannot be compared.`;
  });
  const more = bad.length - reasons.length;
  if (more > 0) reasons.push(`The versions of ${more} more packages are not such that ${by} allows them.`);
  return reasons.map((reason) => fileGap(view, file, by, "version", reason));
}

function short(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** A gap about one file. */
export function fileGap(
  view: ImageView,
  file: Pick<Located<unknown>, "path" | "layer">,
  by: string,
  kind: GapKind,
  reason: string,
): Gap {
  return { kind, where: file.path, by, reason, layer: diffIdOf(view, file.layer) };
}

/** Where a package is listed. The layer is that of the file; `catalog` puts in the one that brought the package. */
export function databaseLocation(view: ImageView, file: Pick<Located<unknown>, "path" | "layer">): Location {
  return { path: file.path, layer: file.layer, diffId: diffIdOf(view, file.layer) };
}

function diffIdOf(view: ImageView, layer: number): Digest {
  const found = view.layers[layer];
  if (found === undefined) throw new RangeError(`the image has no layer ${layer}`);
  return found.diffId as Digest;
}
