import { z } from "zod";
import { isVulnerability, type VulnerabilityFinding } from "../../model/index.ts";
import type { ReadDocument } from "../document.ts";
import { BadPattern } from "./automaton.ts";
import { type IgnoreEntry, type LeftOut, type ReadEntries, reasonOf } from "./entry.ts";
import { globMatcher } from "./glob-syntax.ts";
import * as facts from "./grype-facts.ts";
import { regexMatcher } from "./regex-syntax.ts";
import { rowsIn, settingsIn, usable } from "./yaml-rows.ts";

const text = z.string().nullish();

/** Source: Grype's README, "Specifying matches to ignore", and its configuration reference, `ignore`. */
const form = z.strictObject({
  vulnerability: text,
  "include-aliases": z.boolean().nullish(),
  reason: text,
  namespace: text,
  "fix-state": text,
  package: z
    .strictObject({
      name: text,
      version: text,
      language: text,
      type: text,
      location: text,
      "upstream-name": text,
    })
    .nullish(),
  "vex-status": text,
  "vex-justification": text,
  "match-type": text,
});

type GrypeRule = z.output<typeof form>;
type Condition = (finding: VulnerabilityFinding) => boolean;

/** Settings beside the rules by which Grype reports less, or other things. */
const OTHERS = [
  "only-fixed",
  "only-notfixed",
  "ignore-wontfix",
  "exclude",
  "vex-documents",
  "vex-add",
  "fail-on-severity",
];

/**
 * Reads the `ignore` rules of a `.grype.yaml`; one holds for the vulnerabilities that meet all of its conditions, and
 * one without conditions for none. Rules that ask about what drydock does not know are left out. Throws `DrydockError`
 * POLICY_INVALID.
 */
export function readGrype(read: ReadDocument): ReadEntries {
  const entries: IgnoreEntry[] = [];
  const leftOut: LeftOut[] = settingsIn(read, OTHERS).map(({ key, line }) => ({
    line,
    why: `${key} is a setting of Grype's that drydock does not take over`,
  }));
  for (const row of rowsIn(read, "ignore")) {
    const rule = usable(row, form, read, leftOut, "Grype");
    if (rule === undefined) continue;
    const { line } = row;
    const conditions = conditionsOf(rule);
    if (typeof conditions === "string") {
      leftOut.push({ line, why: conditions });
      continue;
    }
    const { vulnerability } = rule;
    entries.push({
      line,
      what: whatOf(rule),
      ...reasonOf(rule.reason),
      ...(vulnerability ? { ids: { vulnerability } } : {}),
      covers: (finding) => isVulnerability(finding) && conditions.every((meets) => meets(finding)),
    });
  }
  return { entries, leftOut };
}

/** Or why there are none that drydock could ask. */
function conditionsOf(rule: GrypeRule): readonly Condition[] | string {
  const { vulnerability, namespace, "fix-state": fix, "match-type": match, package: pkg } = rule;
  if (rule["vex-status"] || rule["vex-justification"])
    return "it is about VEX documents, which drydock takes by --vex";
  if (namespace) return "drydock's database has no namespaces of Grype's";
  if (fix && !facts.FIX_STATES.includes(fix)) return `${JSON.stringify(fix)} is no fix-state`;
  if (match && !facts.MATCH_TYPES.includes(match)) return `${JSON.stringify(match)} is no match-type`;
  try {
    const conditions: readonly (Condition | false)[] = [
      !!vulnerability && idIs(vulnerability, rule["include-aliases"] === true),
      !!fix && ((finding) => facts.fixState(finding) === fix),
      !!match && ((finding) => facts.matchType(finding) === match),
      !!pkg?.name && nameFits(pkg.name, facts.namesOf),
      !!pkg?.["upstream-name"] && nameFits(pkg["upstream-name"], facts.upstreamsOf),
      !!pkg?.version && ((finding) => finding.package.version === pkg.version),
      !!pkg?.language && ((finding) => facts.languageOf(finding) === pkg.language),
      !!pkg?.type && ((finding) => facts.typeOf(finding) === pkg.type),
      !!pkg?.location && isAt(pkg.location),
    ];
    const said = conditions.filter((condition) => condition !== false);
    return said.length === 0 ? "it has no condition, and so holds for nothing" : said;
  } catch (error) {
    if (error instanceof BadPattern) return `a pattern of its cannot be used: ${error.message}`;
    throw error;
  }
}

function idIs(id: string, withAliases: boolean): Condition {
  return (finding) => (withAliases ? facts.allIdsOf(finding) : facts.idsOf(finding)).includes(id);
}

/**
 * Names are regular expressions for the whole name. Grype puts its anchors around the text as it is, so that `a|b` fits
 * there what begins with the one or ends with the other; to take it so would cover more than anybody meant.
 */
function nameFits(
  expression: string,
  names: (finding: VulnerabilityFinding) => readonly string[],
): Condition {
  const fits = regexMatcher(expression);
  return (finding) => names(finding).some(fits);
}

function isAt(pattern: string): Condition {
  const fits = globMatcher(pattern);
  return ({ package: { locations } }) => locations.some(({ path }) => fits(`/${path}`));
}

/** `CVE-2024-1 in curl`, `package type gem`. */
function whatOf({ vulnerability, package: pkg, "fix-state": fix, "match-type": match }: GrypeRule): string {
  const about = Object.entries(pkg ?? {}).flatMap(([key, value]) =>
    value ? [`package ${key} ${value}`] : [],
  );
  return [vulnerability, ...about, fix && `fix-state ${fix}`, match && `match-type ${match}`]
    .filter((part) => !!part)
    .join(", ");
}
