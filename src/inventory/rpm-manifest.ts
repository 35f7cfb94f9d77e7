import type { FileAnalyzer, ImageView, Located } from "../analysis/analyzer.ts";
import type { Gap, Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation, fileGap } from "./evidence.ts";
import { lines } from "./lines.ts";
import { type RpmParts, rpmPackage } from "./rpm/package.ts";

/** Plain JSON. */
export interface RpmManifest {
  readonly packages: readonly RpmParts[];
  /** How many lines were not what they should be. */
  readonly bad: number;
}

const PATH = "var/lib/rpmmanifest/container-manifest-2";
/** A line per package of about 200 bytes; stops a file that claims millions of packages. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_LINE_BYTES = 16 * 1024;
const COLUMNS = 10;

const manifests: FileAnalyzer<RpmManifest> = {
  id: "rpm-manifest",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: (entry) => entry.path === PATH,
  read: async (body) => parseManifest(await body.bytes()),
};

/**
 * The list that Mariner's and Azure Linux's distroless images keep where others have rpm's database: one line per
 * package with ten columns between tabs, as `rpm -q --qf` prints them.
 */
export const rpmManifest: Cataloger = {
  id: "rpm-manifest",
  analyzers: [manifests],
  packages: (view, os) => {
    const records = view.records<RpmManifest>(manifests);
    const packages = records.flatMap(({ record, ...found }) => {
      const location = databaseLocation(view, found);
      return record.packages.map((parts): Package => rpmPackage(parts, "rpm-manifest", os, location));
    });
    return { packages, gaps: records.flatMap((found) => badLines(view, found)) };
  },
};

function parseManifest(bytes: Buffer): RpmManifest {
  const packages: RpmParts[] = [];
  let bad = 0;
  for (const { text, cut } of lines(bytes, MAX_LINE_BYTES)) {
    if (text.trim() === "") continue;
    const parts = cut ? undefined : parseLine(text);
    if (parts === undefined) bad++;
    else packages.push(parts);
  }
  return { packages, bad };
}

/** Name, version-release, install time, build time, vendor, epoch, size, architecture, epoch number, source rpm. */
function parseLine(line: string): RpmParts | undefined {
  const columns = line.split("\t");
  if (columns.length !== COLUMNS) return undefined;
  const [name = "", evr = "", , , vendor = "", , , architecture = "", epoch = "", sourceRpm = ""] = columns;
  const dash = evr.lastIndexOf("-");
  if (name === "" || dash < 1 || !/^(\d{1,10}|\(none\))$/.test(epoch)) return undefined;
  return {
    name,
    version: evr.slice(0, dash),
    release: evr.slice(dash + 1),
    ...(epoch === "(none)" ? {} : { epoch: Number(epoch) }),
    vendor,
    architecture,
    sourceRpm,
  };
}

function badLines(view: ImageView, found: Located<RpmManifest>): readonly Gap[] {
  const { bad } = found.record;
  if (bad === 0) return [];
  const reason = `${bad} lines of the package manifest cannot be read, so the packages on them are not known.`;
  return [fileGap(view, found, "rpm-manifest", "unreadable", reason)];
}
