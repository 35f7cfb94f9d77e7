import { z } from "zod";
import { parsePurl } from "../../inventory/parsed-purl.ts";
import type { Finding } from "../../model/index.ts";
import type { ReadDocument } from "../document.ts";
import { type Around, type IgnoreEntry, type LeftOut, type ReadEntries, reasonOf } from "./entry.ts";
import { globMatcher } from "./glob-syntax.ts";
import { filesOf, type TrivyKind } from "./trivy-paths.ts";
import { isPurlOf } from "./trivy-purl.ts";
import { type Row, rowsIn, unknownKeysIn, usable } from "./yaml-rows.ts";

/** Its lists, and what their ids are ids of. */
const LISTS = {
  vulnerabilities: "vulnerability",
  misconfigurations: "misconfiguration",
  secrets: "secret",
  licenses: "license",
} as const;

const list = z.array(z.string().min(1)).nullish();

/** Source: Trivy's documentation, "Filtering", `.trivyignore.yaml`. Later versions want no id beside paths or purls. */
const form = z.strictObject({
  id: z.string().nullish(),
  paths: list,
  purls: list,
  expired_at: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], "must be a day, YYYY-MM-DD")
    .nullish(),
  statement: z.string().nullish(),
});

type Entry = z.output<typeof form>;

/**
 * Reads a `.trivyignore.yaml`. An entry holds for the findings of its kind with its id (none: with any), in one of its
 * paths and one of its packages, as far as it names some. Throws `DrydockError` POLICY_INVALID for what Trivy would not
 * take either.
 */
export function readTrivyYaml(read: ReadDocument): ReadEntries {
  const entries: IgnoreEntry[] = [];
  const leftOut: LeftOut[] = [...unknownKeysIn(read, Object.keys(LISTS), "Trivy")];
  for (const [key, kind] of Object.entries(LISTS)) {
    for (const row of rowsIn(read, key)) {
      const entry = usable(row, form, read, leftOut, "Trivy");
      if (entry === undefined) continue;
      const why = kind === "license" ? "drydock finds no licences" : untakable(entry, kind);
      if (why !== undefined) leftOut.push({ line: row.line, why });
      else if (kind !== "license") entries.push(entryOf(entry, kind, row, read));
    }
  }
  return { entries, leftOut };
}

function untakable({ id, paths, purls }: Entry, kind: string): string | undefined {
  if (purls?.some((purl) => purl.includes("#")))
    return "a purl with a path within the package is not supported";
  if (kind !== "vulnerability" && purls?.length) return `Trivy knows purls of vulnerabilities only`;
  if (!id && !paths?.length && !purls?.length) return "it names neither an id nor paths nor purls";
  return undefined;
}

function entryOf(entry: Entry, kind: TrivyKind, row: Row, read: ReadDocument): IgnoreEntry {
  const { id, paths, purls, expired_at: expires, statement } = entry;
  const fail = (what: string) => read.fail([{ at: row.at, text: what }]);
  const inPaths = paths?.map((path) => row.pattern(globMatcher, withoutSlash(path), read));
  const packages = purls?.map((purl) => parsePurl(purl) ?? fail(`${JSON.stringify(purl)} is no purl`));
  // Without an id what Trivy would find there is meant, and not all that drydock does.
  const ids = kind === "vulnerability" ? (id ? { vulnerability: id } : undefined) : { [kind]: id || true };
  return {
    line: row.line,
    what: id || (paths ?? purls ?? []).join(", "),
    ...reasonOf(statement),
    ...(expires ? { expires } : {}),
    ...(ids === undefined ? {} : { ids }),
    covers(finding: Finding, around: Around) {
      const files = filesOf(finding, kind, around);
      if (files === undefined) return false;
      if (kind === "vulnerability" && id && finding.rule !== id) return false;
      if (inPaths?.length && !files.some((file) => inPaths.some((fits) => fits(file)))) return false;
      if (!packages?.length) return true;
      return finding.kind === "vulnerability" && packages.some((purl) => isPurlOf(purl, finding.package));
    },
  };
}

/** Trivy writes the paths of secrets with it, and others without. */
function withoutSlash(path: string): string {
  return path.replace(/^\//, "");
}
