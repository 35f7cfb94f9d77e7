import type { Digest, Finding, JudgedFinding, ScanResult, Since, Suppression } from "./model/index.ts";

/** What was said of findings from outside of the policy when they were stored, for a judge of today. */
export interface StoredAnswers {
  /** VEX statements. */
  readonly suppressed: ReadonlyMap<Finding, Suppression>;
  /** Statements are not stored, and not asked again. */
  readonly vex: readonly [];
  readonly digests: readonly Digest[];
  /** There where the scan was compared with a baseline. */
  readonly isNew?: (finding: Finding) => boolean;
  /** Of the same findings, rated otherwise or not. */
  sinceOf(finding: Finding): Since | undefined;
}

/** The policy of that day has decided about all other rows, and its decisions are none of today's. */
export function storedAnswers({ verdict, image, baseline }: ScanResult): StoredAnswers {
  const suppressed = new Map(
    verdict.judged.flatMap(({ finding, because, vex }) =>
      vex === undefined ? [] : [[finding, { because, vex }] as const],
    ),
  );
  const sinces = new Map<string, Since | undefined>();
  for (const { finding, since } of verdict.judged) {
    const { fingerprint } = finding;
    // Of two of one fingerprint the new one counts: a gate must not take it for known.
    if (sinces.get(fingerprint) !== "new") sinces.set(fingerprint, since);
  }
  const sinceOf = ({ fingerprint }: Finding) => sinces.get(fingerprint);
  return {
    suppressed,
    vex: [],
    digests: image.stored?.digests ?? [],
    ...(baseline === undefined ? {} : { isNew: (finding) => sinceOf(finding) !== "known" }),
    sinceOf,
  };
}

/** Rows of a new verdict, marked as the stored ones were. */
export function marked(
  judged: readonly JudgedFinding[],
  { sinceOf }: StoredAnswers,
): readonly JudgedFinding[] {
  return judged.map((row) => {
    const since = sinceOf(row.finding);
    return since === undefined ? row : { ...row, since };
  });
}
