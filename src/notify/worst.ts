import {
  type Finding,
  isVulnerability,
  type JudgedFinding,
  SEVERITIES,
  type VulnerabilityFinding,
} from "../model/index.ts";

/** Findings with the same to say: one vulnerability of several packages that one upgrade cures, or one risk. */
export interface Matter {
  /** The first of them. */
  readonly row: JudgedFinding;
  /** Of the packages, each once; of a risk its subject. */
  readonly names: readonly string[];
}

/** Findings that count: what blocks first, then what is new, then the severest, then what can be fixed. */
export function worstFirst(
  judged: readonly JudgedFinding[],
  isNew: (finding: Finding) => boolean = () => false,
): readonly JudgedFinding[] {
  const ranked = judged.filter(counts).map((row) => ({ row, rank: rankOf(row, isNew) }));
  // `sort` is stable: what ranks the same stays in the order of the result.
  return ranked.sort((a, b) => b.rank - a.rank).map(({ row }) => row);
}

/** Of rows in their order. */
export function matters(rows: readonly JudgedFinding[]): readonly Matter[] {
  const groups = new Map<string, { row: JudgedFinding; names: Set<string> }>();
  for (const row of rows) {
    const { finding } = row;
    const key = isVulnerability(finding) ? vulnerabilityKey(finding, row.action) : finding.fingerprint;
    const name = isVulnerability(finding) ? finding.package.name : finding.subject;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { row, names: new Set([name]) });
    else group.names.add(name);
  }
  return [...groups.values()].map(({ row, names }) => ({ row, names: [...names] }));
}

function counts({ finding, action }: JudgedFinding): boolean {
  return action !== "waive" && !(isVulnerability(finding) && finding.status === "not-affected");
}

function rankOf({ finding, action }: JudgedFinding, isNew: (finding: Finding) => boolean): number {
  const isFixable = isVulnerability(finding) && finding.fixedIn !== undefined;
  return (
    (action === "block" ? 400 : 0) +
    (isNew(finding) ? 200 : 0) +
    SEVERITIES.indexOf(finding.severity) * 10 +
    (isFixable ? 1 : 0)
  );
}

function vulnerabilityKey({ rule, package: { version }, fixedIn }: VulnerabilityFinding, action: string) {
  return `${rule}\n${version}\n${fixedIn}\n${action}`;
}
