import type { Comment, Dockerfile } from "../../dockerfile/index.ts";
import type { RiskFinding } from "../../model/index.ts";
import { allSteps } from "./lineage.ts";
import type { InstructionRule } from "./rule.ts";
import type { Scene, Step } from "./scene.ts";

/** What a comment says beside an instruction. */
interface Exception {
  readonly by: "drydock" | "hadolint";
  readonly line: number;
  /** Rules' ids, hadolint's ids, in upper case. */
  readonly ids: readonly string[];
  readonly until?: string;
  readonly reason?: string;
}

/**
 * Why a rule's finding at this instruction does not count: `# drydock ignore=DD-DF-004 until=2027-01-31 reason="…"` in the
 * comments right above it, with a day that is not over, or `# hadolint ignore=DL3008` for a rule that hadolint has too;
 * `# hadolint global ignore=…` counts for the whole file. `step` absent = it is about the file.
 */
export function exceptionFor(
  rule: InstructionRule,
  step: Step | undefined,
  { file, now }: Pick<Scene, "file" | "now">,
): RiskFinding["exception"] {
  const beside = step === undefined ? [] : exceptionsIn(step.instruction.comments);
  const found = [...beside, ...globalExceptions(file)].find((one) => isWhole(one, now) && names(one, rule));
  if (found === undefined) return undefined;
  const { by, until, reason = `ignored as ${found.ids.join(", ")}` } = found;
  return { by, reason, ...(until === undefined ? {} : { until }) };
}

/** Exceptions that do not hold, and why, a sentence each. */
export function exceptionNotices(scene: Scene, now: Date): readonly string[] {
  const steps = [...scene.stages.map(({ from }) => from), ...allSteps(scene)].filter(
    (step) => !step.isTrigger,
  );
  return steps
    .flatMap(({ instruction }) => exceptionsIn(instruction.comments))
    .flatMap((one) => {
      if (one.by === "hadolint" || isWhole(one, now)) return [];
      return [
        `${scene.path}:${one.line}: the exception for ${one.ids.join(", ")} does not hold: ${fault(one)}.`,
      ];
    });
}

/** Everything is asked about them, and a file may be full of them. */
const GLOBAL = new WeakMap<Dockerfile, readonly Exception[]>();

function globalExceptions(file: Dockerfile): readonly Exception[] {
  const known = GLOBAL.get(file);
  if (known !== undefined) return known;
  const found = (file.comments ?? []).flatMap(({ line, text }): Exception[] => {
    const [, list] = /^hadolint\s+global\s+ignore\s*=\s*([\w, -]{1,2000})/i.exec(text) ?? [];
    return list === undefined ? [] : [{ by: "hadolint", line, ids: idsOf(list) }];
  });
  GLOBAL.set(file, found);
  return found;
}

function idsOf(list: string): readonly string[] {
  return list.split(",").map((id) => id.trim().toUpperCase());
}

function exceptionsIn(comments: readonly Comment[] = []): readonly Exception[] {
  return comments.flatMap(({ line, text }): Exception[] => {
    const [, by, list = ""] =
      /^(drydock|hadolint)\s+ignore\s*=\s*([\w,-]+(?:\s*,\s*[\w-]+)*)/i.exec(text) ?? [];
    if (by === undefined) return [];
    const ids = idsOf(list);
    if (by.toLowerCase() === "hadolint") return [{ by: "hadolint", line, ids }];
    const until = /\buntil\s*=\s*"?(\d{4}-\d{2}-\d{2})\b/i.exec(text)?.[1];
    const reason = /\breason\s*=\s*"([^"]+)"/i.exec(text)?.[1]?.trim();
    return [
      {
        by: "drydock",
        line,
        ids,
        ...(until === undefined || Number.isNaN(Date.parse(until)) ? {} : { until }),
        ...(reason === undefined || reason === "" ? {} : { reason }),
      },
    ];
  });
}

function isWhole({ by, until, reason }: Exception, now: Date): boolean {
  if (by === "hadolint") return true;
  return until !== undefined && reason !== undefined && until >= now.toISOString().slice(0, 10);
}

function names({ by, ids }: Exception, rule: InstructionRule): boolean {
  return by === "drydock"
    ? ids.includes(rule.id)
    : rule.peers.some((peer) => ids.includes(peer.toUpperCase()));
}

function fault({ until, reason }: Exception): string {
  if (until === undefined) return 'it needs a day, as until=2027-01-31 and reason="…"';
  return reason === undefined ? 'it needs a reason, as reason="…"' : `it expired on ${until}`;
}
