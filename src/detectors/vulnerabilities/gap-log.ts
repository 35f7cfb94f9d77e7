import type { Gap, GapKind, Package } from "../../model/index.ts";
import type { Table } from "./plan.ts";

/** As `Gap.by`. */
export const DETECTOR_ID = "vulnerabilities";

/** How many gaps of one kind are listed singly: stops an image of nonsense from filling a report with 10,000 of them. */
const MAX_LISTED = 20;
/** How many names a gap spells out. */
const MAX_NAMES = 5;
/** Names and versions come out of the image; a hostile one may be megabytes long. */
const MAX_SHOWN = 80;

/**
 * Collects what could not be told while an image is matched, and puts it in few words: things of the same reason
 * become one gap with a count.
 */
export interface GapLog {
  /** The database has no table for this package. */
  noTable(table: Table, pkg: Package): void;
  badInstalled(pkg: Package, version: string): void;
  badAdvisory(pkg: Package, advisoryId: string, message: string): void;
  /** Packages that share a reason; `reason` is given the package names in words. */
  packages(kind: GapKind, key: string, pkg: Package, reason: (names: string) => string): void;
  add(kind: GapKind, where: string, reason: string): void;
  gaps(): readonly Gap[];
}

export function gapLog(): GapLog {
  const singles: Gap[] = [];
  const groups = new Map<string, Group>();
  const advisories = new Map<string, { pkg: Package; ids: Set<string>; message: string }>();

  const log: GapLog = {
    add: (kind, where, reason) => void singles.push({ kind, where: short(where), by: DETECTOR_ID, reason }),
    packages: (kind, key, pkg, reason) => {
      const group = groups.get(`${kind} ${key}`) ?? { kind, where: key, names: new Set<string>(), reason };
      groups.set(`${kind} ${key}`, group);
      group.names.add(pkg.name);
    },
    noTable: ({ family, release }, pkg) => {
      const distro = short(`${family} ${release}`.trim());
      log.packages(
        "unsupported-distro",
        distro,
        pkg,
        (names) => `The advisory database has nothing for ${distro}, so ${names} could not be matched.`,
      );
    },
    badInstalled: (pkg, version) =>
      log.packages("version", `${short(pkg.name)} ${short(version)}`.trimEnd(), pkg, () =>
        version === ""
          ? `There are advisories on ${short(pkg.name)}, but nothing tells its version, so it could not be matched.`
          : `The installed version "${short(version)}" of ${short(pkg.name)} cannot be parsed, so it could not be matched.`,
      ),
    badAdvisory: (pkg, id, message) => {
      const key = `${pkg.name}\0${pkg.version}`;
      const entry = advisories.get(key) ?? { pkg, ids: new Set<string>(), message };
      advisories.set(key, entry);
      entry.ids.add(id);
    },
    gaps: () => {
      const versions = [...advisories.values()].map(
        ({ pkg, ids, message }): Gap => ({
          kind: "version",
          where: short(pkg.name),
          by: DETECTOR_ID,
          reason: `${inWords([...ids], "advisory", "advisories")} on ${short(pkg.name)} could not be compared with the installed version: ${message}.`,
        }),
      );
      return capped([...singles, ...[...groups.values()].map(groupGap), ...versions]);
    },
  };
  return log;
}

interface Group {
  readonly kind: GapKind;
  readonly where: string;
  readonly names: Set<string>;
  readonly reason: (names: string) => string;
}

function groupGap({ kind, where, names, reason }: Group): Gap {
  return {
    kind,
    where: short(where),
    by: DETECTOR_ID,
    reason: reason(inWords([...names], "package", "packages")),
  };
}

/** `1 package (a)`, `7 packages (a, b, c, d, e and 2 more)`. */
function inWords(names: readonly string[], one: string, many: string): string {
  const shown = names.slice(0, MAX_NAMES).map(short).join(", ");
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return `${names.length} ${names.length === 1 ? one : many} (${shown}${rest})`;
}

/** Of each kind the first few, then one that counts the others. */
function capped(gaps: readonly Gap[]): Gap[] {
  const kinds = [...new Set(gaps.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const all = gaps.filter((gap) => gap.kind === kind);
    if (all.length <= MAX_LISTED) return all;
    const left = all.length - MAX_LISTED;
    const reason = `There are ${left} more gaps of this kind, for instance about ${all
      .slice(MAX_LISTED, MAX_LISTED + MAX_NAMES)
      .map(({ where }) => where)
      .join(", ")}.`;
    return [...all.slice(0, MAX_LISTED), { kind, where: "image", by: DETECTOR_ID, reason }];
  });
}

export function short(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
