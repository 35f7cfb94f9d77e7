import type { Digest, Gap } from "../../model/index.ts";
import type { PlacedHit } from "../../secrets/index.ts";
import { contentAnalyzers, contributed } from "../content/index.ts";
import type { Detection, Detector, ReadImage } from "../detector.ts";
import { type FactFinding, riskFinding } from "../risk.ts";
import { rollUpRules } from "../roll-up.ts";
import { type OwnerOf, ownersOf, rated } from "../surroundings.ts";
import { SECRETS, type SecretRecord } from "./contributor.ts";
import { secretRuleList } from "./rules.ts";

const BY_ID = new Map(secretRuleList.map((rule) => [rule.id, rule]));

const DELETED =
  "A later layer deletes or replaces it: a container does not see it, but whoever pulls the image has it.";

/** A layer of nothing but tokens would fill every report. */
const MAX_FINDINGS_PER_LAYER = 1000;

/** Secrets inside files, by their form or by the name they are assigned to: what is found becomes findings here. */
export const secrets: Detector = {
  id: SECRETS,
  categories: ["sensitive", "baseline"],
  rules: [...secretRuleList, ...rollUpRules],
  analyzers: contentAnalyzers,
  detect: async ({ read, now }) =>
    read === undefined ? { findings: [], gaps: [] } : await detectIn(read, now),
};

/** One version of a file. */
interface Version {
  readonly path: string;
  readonly layer: number;
  readonly record: SecretRecord;
  readonly isHidden: boolean;
}

async function detectIn(read: ReadImage, now: Date): Promise<Detection> {
  const versions = contributed<SecretRecord>(read.view, SECRETS);
  const visible = versions.filter(({ isHidden }) => !isHidden).map(({ path }) => path);
  const ownerOf = await ownersOf(read, visible);
  const seen = new Set<string>();
  const counts = new Map<number, number>();
  const findings: FactFinding[] = [];
  // Visible ones come first: a secret that a later version of its file still holds is one finding, and not deleted.
  for (const version of versions) {
    for (const hit of version.record.hits) {
      const key = JSON.stringify([version.path, hit.ruleId, hit.hash]);
      if (seen.has(key) || hasExpired(hit, now)) continue;
      seen.add(key);
      const count = (counts.get(version.layer) ?? 0) + 1;
      counts.set(version.layer, count);
      if (count <= MAX_FINDINGS_PER_LAYER) findings.push(findingOf(hit, version, read, ownerOf));
    }
  }
  return { findings, gaps: [...versions.flatMap((one) => notTold(one, read)), ...manyMoreIn(counts, read)] };
}

function hasExpired({ expires }: PlacedHit, now: Date): boolean {
  return expires !== undefined && expires * 1000 <= now.getTime();
}

function findingOf(hit: PlacedHit, version: Version, { view }: ReadImage, ownerOf: OwnerOf): FactFinding {
  const { path, layer, isHidden } = version;
  const rule = BY_ID.get(hit.ruleId)!;
  const { severity, because } = rated(hit.severity, path, ownerOf(version));
  return riskFinding({
    rule,
    subject: path,
    severity,
    evidence: [
      `${hit.redacted}${hit.note === undefined ? "" : `: ${hit.note}`}`,
      ...(isHidden ? [DELETED] : []),
      ...(because === undefined ? [] : [because]),
    ],
    location: { path, layer, diffId: view.layers[layer]!.diffId as Digest },
    line: hit.line,
    isDeleted: isHidden,
    key: hit.hash,
    // The words by which the rules about kinds of files name the same thing.
    ...(isHidden ? {} : { fact: hit.ruleId === "DD-SF-186" ? `key:${path}` : `secret:${path}:${hit.hash}` }),
  });
}

function notTold({ path, layer, record }: Version, { view }: ReadImage): readonly Gap[] {
  const reasons = [
    ...(record.more === undefined
      ? []
      : [`${path} holds ${record.more} more values that look like secrets; they are not listed.`]),
    ...(record.isCut
      ? [`${path} has so many places that look like secrets that the rest of it was not looked at.`]
      : []),
  ];
  const diffId = view.layers[layer]!.diffId as Digest;
  return reasons.map((reason) => ({ kind: "limit", where: path, by: SECRETS, reason, layer: diffId }));
}

function manyMoreIn(counts: ReadonlyMap<number, number>, { view }: ReadImage): readonly Gap[] {
  return [...counts]
    .filter(([, count]) => count > MAX_FINDINGS_PER_LAYER)
    .map(([index, count]) => {
      const layer = view.layers[index]!.diffId as Digest;
      const reason = `Layer ${index + 1} holds ${count - MAX_FINDINGS_PER_LAYER} more values that look like secrets; they are not listed.`;
      return { kind: "limit", where: `layer ${layer}`, by: SECRETS, reason, layer };
    });
}
