import type { Advisory, OsRelease, Package } from "../../../model/index.ts";
import { apk, deb } from "../../../versions/index.ts";
import { sourceName } from "../family-plan.ts";
import type { Candidate, LookUp, Plan, Table } from "../plan.ts";
import { major, minor } from "../release.ts";
import { rangePlan } from "./range-plan.ts";
import type { Supplier } from "./supplier.ts";

/**
 * Root.io patches packages of Debian, Ubuntu and Alpine in place and marks their versions. Its rows are about its own
 * builds and replace the distribution's on the same vulnerability.
 */
export const rootIo: Supplier = {
  isAtWork: ({ os, packages }) => {
    const mark = MARKS.get(os.family);
    return mark !== undefined && packages.some(({ version }) => mark.test(version));
  },
  works: ({ os, packages }) => [{ plan: rootIoPlan(os), packages }],
};

const MARKS: ReadonlyMap<string, RegExp> = new Map([
  ["debian", /\.root\.io/],
  ["ubuntu", /\.root\.io/],
  ["alpine", /-r\d007\d/],
]);

function rootIoPlan(os: OsRelease): Plan {
  const release = os.family === "debian" ? major(os.version) : minor(os.version);
  return {
    ...rangePlan(os.family === "alpine" ? apk : deb),
    candidates: (pkg, lookUp) => merged(os.family, release, pkg, lookUp),
    severitySource: (row) => row.source?.id,
  };
}

function merged(family: string, release: string, pkg: Package, lookUp: LookUp): readonly Candidate[] {
  const name = sourceName(pkg);
  const base: Table = { family, release };
  const own: Table = { family: `root.io ${family}`, release };
  const byId = new Map<string, Candidate>();
  for (const candidate of lookUp(base, name))
    byId.set(candidate.row.id, { ...candidate, row: asRange(candidate.row) });
  for (const candidate of lookUp(own, name)) byId.set(candidate.row.id, candidate);
  return [...byId.values()];
}

/** The distribution's "fixed in" in the words of ranges. */
function asRange(row: Advisory): Advisory {
  if (!row.fixedVersion) return row;
  return { ...row, vulnerableVersions: [`<${row.fixedVersion}`], patchedVersions: [row.fixedVersion] };
}
