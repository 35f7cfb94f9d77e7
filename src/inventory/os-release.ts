import type { Analyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Gap, OsRelease } from "../model/index.ts";
import { databaseLocation, fileGap } from "./evidence.ts";
import { followLinks } from "./links.ts";
import { type Facts, osReleaseFiles, PATHS } from "./os-release-files.ts";
import { familyOf, parseReleaseLine, type Release } from "./os-release-text.ts";

interface Evidence {
  readonly release: Release;
  readonly found: Located<Facts>;
}

/** What is at a path at the end, through links. */
type Look = (path: string) => Located<Facts> | undefined;

/**
 * Which distribution an image holds. Only files that are there at the end count, so an image that was upgraded has its
 * new release. `os` is absent where nothing tells; a gap says if something should have told.
 */
export const osRelease: {
  readonly analyzers: readonly Analyzer[];
  identify(view: ImageView): { os?: OsRelease; gaps: readonly Gap[] };
} = {
  analyzers: [osReleaseFiles],
  identify: (view) => {
    const look = looker(view);
    const named = PATHS.osRelease.map(look).find((found) => found?.record.ID !== undefined);
    const evidence =
      named === undefined
        ? withoutOsRelease(look)
        : { release: identified(named.record, look), found: named };
    if (evidence === undefined) return { gaps: silentFiles(view, look) };
    return { os: describe(view, evidence, look), gaps: [] };
  },
};

function looker(view: ImageView): Look {
  const records = new Map(view.records<Facts>(osReleaseFiles).map((found) => [found.path, found]));
  return (path) => {
    const end = followLinks(view, path);
    return end === undefined ? undefined : records.get(end);
  };
}

/** By `ID` and `VERSION_ID`, the latter completed from the files that only this family has. */
function identified(facts: Facts, look: Look): Release {
  const family = facts.NAME === "CentOS Stream" ? "centos-stream" : familyOf(facts.ID ?? "");
  const version = facts.VERSION_ID ?? "";
  if (family === "debian") return { family, version: debianVersion(facts, look) };
  if (version !== "") return { family, version };
  const other = [...releaseLines(look), ...lsbRelease(look), ...alpineRelease(look)];
  return { family, version: other.find(({ release }) => release.family === family)?.release.version ?? "" };
}

/** The point release is only in `debian_version`; testing and unstable have no number, only `trixie/sid`. */
function debianVersion(facts: Facts, look: Look): string {
  const exact = look(PATHS.debian)?.record.line ?? "";
  const major = facts.VERSION_ID;
  if (major === undefined || major === "")
    return exact !== "" || facts.VERSION_CODENAME === undefined ? exact : `${facts.VERSION_CODENAME}/sid`;
  return exact.split(".", 1)[0] === major && /^[\d.]+$/.test(exact) ? exact : major;
}

/** Older releases have no os-release, or one that says nothing. `debian_version` stands in all of Debian's children. */
function withoutOsRelease(look: Look): Evidence | undefined {
  const [best] = [
    ...releaseLines(look),
    ...alpineRelease(look),
    ...lsbRelease(look),
    ...evidence(look(PATHS.debian), ({ line }) => ({ family: "debian", version: line ?? "" })),
    ...evidence(look(PATHS.repositories), ({ release }) => ({ family: "alpine", version: release ?? "" })),
  ];
  return best;
}

function releaseLines(look: Look): Evidence[] {
  return PATHS.releaseLines.flatMap((path) =>
    evidence(look(path), ({ line }) => parseReleaseLine(line ?? "")),
  );
}

function alpineRelease(look: Look): Evidence[] {
  return evidence(look(PATHS.alpine), ({ line }) => ({ family: "alpine", version: line ?? "" }));
}

function lsbRelease(look: Look): Evidence[] {
  return evidence(look(PATHS.lsb), ({ DISTRIB_ID, DISTRIB_RELEASE }) =>
    DISTRIB_ID === undefined
      ? undefined
      : { family: familyOf(DISTRIB_ID.toLowerCase()), version: DISTRIB_RELEASE ?? "" },
  );
}

function evidence(
  found: Located<Facts> | undefined,
  read: (facts: Facts) => Release | undefined,
): Evidence[] {
  const release = found === undefined ? undefined : read(found.record);
  return found === undefined || release === undefined ? [] : [{ release, found }];
}

function describe(view: ImageView, { release, found }: Evidence, look: Look): OsRelease {
  const { PRETTY_NAME: prettyName, VERSION_CODENAME: codename } = found.record;
  const repository = release.family === "alpine" ? look(PATHS.repositories)?.record.release : undefined;
  const differs = repository !== undefined && !`${release.version}.`.startsWith(`${repository}.`);
  const esm = release.family === "ubuntu" && look(PATHS.esm) !== undefined;
  return {
    ...release,
    ...(prettyName === undefined ? {} : { prettyName }),
    ...(codename === undefined ? {} : { codename }),
    ...(esm ? { esm } : {}),
    ...(differs ? { repository } : {}),
    location: databaseLocation(view, found),
  };
}

/** An os-release file that names nothing, or a link to one that was not read: without it nothing can be matched. */
function silentFiles(view: ImageView, look: Look): Gap[] {
  return PATHS.osRelease.flatMap((path) => {
    const entry = view.entry(path);
    if (entry === undefined || entry.type === "directory" || view.gaps.some(({ where }) => where === path))
      return [];
    const reason =
      look(path) === undefined
        ? "It leads to no file that was read, so the distribution is not known."
        : "It has no ID, so the distribution is not known.";
    return [fileGap(view, entry, "os-release", "unreadable", reason)];
  });
}
