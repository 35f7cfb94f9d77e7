/** Why a policy decides about a finding as it does: stored result and a name → explanations, for people or programs. */
import { DrydockError } from "./errors.ts";
import { changesFor } from "./explained-changes.ts";
import type { Host } from "./host.ts";
import { loadMeasures, surroundings } from "./judgement.ts";
import type { Finding, ScanResult } from "./model/index.ts";
import { checksOf, type Explanation, explainer, idsOf } from "./policy/index.ts";
import type { JudgementOptions } from "./read-options.ts";
import { storedAnswers } from "./stored-answers.ts";
import { readStoredScan } from "./stored-result.ts";
import { withinScope } from "./within-scope.ts";

/** As `drydock waive` wants at least. */
const MIN_FINGERPRINT = 8;

/** A rule such as DD-SF-130 may have fired a thousand times; the others are explained alike. */
const MAX_EXPLAINED = 20;

export interface Explained {
  /** As people name the policy: its file, or `default policy`. */
  readonly policy: string;
  /** RFC 3339, of the scan. */
  readonly scannedAt: string;
  readonly findings: readonly ExplainedFinding[];
  /** Findings of that name that are not listed any more. */
  readonly more: number;
}

export interface ExplainedFinding extends Explanation {
  readonly finding: Finding;
  /** Sentences: what would bring another decision. */
  readonly changes: readonly string[];
}

/**
 * Explains the findings of a stored result that `name` means: by fingerprint (its first eight digits or more), id or
 * alias of the vulnerability, or rule. Throws `DrydockError`: NOT_FOUND, USAGE, POLICY_INVALID.
 */
export async function explainPolicy(
  name: string,
  path: string,
  options: JudgementOptions,
  host: Host,
): Promise<Explained> {
  const stored = await readStoredScan(path, host);
  const measures = await loadMeasures(options, host, stored.baseline);
  const { policy } = measures;
  const scoped = withinScope(stored, checksOf(policy));
  const meant = findingsNamed(name, scoped, path);
  const { findings } = scoped;
  const now = host.now();
  const around = surroundings(measures, { ...scoped, ...storedAnswers(stored) }, now);
  const explain = explainer({ findings, policy, now, around });
  return {
    policy: policy.origin,
    scannedAt: stored.scannedAt,
    findings: meant.slice(0, MAX_EXPLAINED).map((finding) => {
      const explanation = explain(finding);
      return { finding, ...explanation, changes: changesFor(finding, explanation, scoped.image) };
    }),
    more: Math.max(0, meant.length - MAX_EXPLAINED),
  };
}

function findingsNamed(
  name: string,
  { findings, fixed = [] }: Pick<ScanResult, "findings" | "fixed">,
  path: string,
): readonly Finding[] {
  const id = name.toUpperCase();
  const print = /^[0-9a-f]+$/i.test(name) && name.length >= MIN_FINGERPRINT ? name.toLowerCase() : undefined;
  const isMeant = (finding: Finding) =>
    idsOf(finding).includes(id) || (print !== undefined && finding.fingerprint.startsWith(print));
  const meant = findings.filter(isMeant);
  if (meant.length > 0) return meant;
  if (fixed.some(isMeant))
    throw new DrydockError("NOT_FOUND", `${name} is fixed: of ${path} only the baseline has it.`);
  throw new DrydockError("NOT_FOUND", `${path} has no finding ${name} that the policy wants looked for.`, {
    hint: `Name a vulnerability (CVE-…), a rule (DD-…), or the first ${MIN_FINGERPRINT} digits of a fingerprint.`,
  });
}
