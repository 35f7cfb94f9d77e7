import type { Analyzer, ImageView, Located } from "../../analysis/analyzer.ts";
import type { Digest, Gap, Package } from "../../model/index.ts";
import type { Detection, ReadImage } from "../detector.ts";
import { type FactFinding, riskFinding } from "../risk.ts";
import { ownersOf } from "../surroundings.ts";
import { MAX_LOOKS, RULES, sensitiveFiles, sensitiveHeads, worstFirst } from "./analyzers.ts";
import type { SensitiveFact, SensitiveRecord, SensitiveRule } from "./kind.ts";
import { ratedBySurroundings } from "./surroundings.ts";

/** One version of a file, and whether it is still there at the end. */
type Version = Located<SensitiveRecord> & { readonly isDeleted: boolean };

const ANALYZERS: readonly Pick<Analyzer<SensitiveRecord>, "id">[] = [sensitiveFiles, sensitiveHeads];

const DELETED =
  "A later layer deletes or replaces it: a container does not see it, but whoever pulls the image has it.";

/** A finding for each rule and version of a file, and a gap for each that holds more than was looked at. */
export async function detectIn(read: ReadImage): Promise<Detection> {
  const visible = ANALYZERS.flatMap((analyzer) => read.view.records<SensitiveRecord>(analyzer));
  const hidden = ANALYZERS.flatMap((analyzer) => read.view.hiddenRecords<SensitiveRecord>(analyzer));
  const ownerOf = await ownersOf(
    read,
    visible.map(({ path }) => path),
  );
  const shown = new Set(
    visible.flatMap(({ path, record }) => record.facts.map(({ rule }) => `${rule} ${path}`)),
  );
  const all = versions(visible, hidden);
  const findings = all.flatMap((version) => {
    const owner = ownerOf({ ...version, isHidden: version.isDeleted });
    return RULES.flatMap((rule) => {
      if (version.isDeleted && rule.ignoresVersions && shown.has(`${rule.id} ${version.path}`)) return [];
      return findingOf(version, rule, owner, read.view) ?? [];
    });
  });
  return { findings, gaps: all.flatMap((version) => cutOf(version, read.view) ?? []) };
}

function cutOf({ path, layer, record }: Version, view: ImageView): Gap | undefined {
  if (!record.isCut) return undefined;
  const reason = `${path} holds more than ${MAX_LOOKS} values that look sensitive; the rest was not looked at.`;
  return {
    kind: "limit",
    where: path,
    by: "sensitive-files",
    reason,
    layer: view.layers[layer]!.diffId as Digest,
  };
}

/** Each content of a path once: at its end where it is still there, else in the first layer that has it. */
function versions(
  visible: readonly Located<SensitiveRecord>[],
  hidden: readonly Located<SensitiveRecord>[],
): readonly Version[] {
  const all = [
    ...visible.map((one) => ({ ...one, isDeleted: false })),
    ...hidden.map((one) => ({ ...one, isDeleted: true })),
  ];
  const seen = new Set<string>();
  return all.filter(({ path, record }) => {
    const key = `${record.version} ${path}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function findingOf(
  version: Version,
  rule: SensitiveRule,
  owner: Package | undefined,
  view: ImageView,
): FactFinding | undefined {
  const { path, layer, isDeleted, record } = version;
  const facts = record.facts.filter((fact) => fact.rule === rule.id).toSorted(worstFirst);
  const [worst] = facts;
  if (worst === undefined || rule.confirm?.(path, layer, view) === false) return undefined;
  const rating = ratedBySurroundings(worst.severity, rule, path, owner);
  if (rating === undefined) return undefined;
  const { severity, because } = rating;
  const fact = factOf(path, worst);
  return riskFinding({
    rule,
    subject: path,
    severity,
    evidence: [
      ...(isDeleted ? [DELETED] : []),
      ...(because === undefined ? [] : [because]),
      ...facts.map(sentenceOf),
    ],
    location: { path, layer, diffId: view.layers[layer]!.diffId as Digest },
    line: worst.line,
    isDeleted,
    key: `${isDeleted ? `deleted ${record.version}` : ""}${worst.hash ?? ""}`,
    ...(fact === undefined || isDeleted ? {} : { fact }),
  });
}

/** The words by which the rules about content name the same thing. */
function factOf(path: string, { isKey, hash }: SensitiveFact): string | undefined {
  if (isKey) return `key:${path}`;
  return hash === undefined ? undefined : `secret:${path}:${hash}`;
}

function sentenceOf({ what, line, redacted }: SensitiveFact): string {
  return `${what}${line === undefined ? "" : `, line ${line}`}${redacted === undefined ? "" : `: ${redacted}`}`;
}
