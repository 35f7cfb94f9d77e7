import type { DockerfileLines, Gap, Owner, RiskFinding } from "../../model/index.ts";
import { redactedText } from "../../secrets/index.ts";
import { riskFinding, unproven } from "../risk.ts";
import type { Command } from "./command.ts";
import { exceptionFor } from "./exceptions.ts";
import type { Hit, InstructionRule } from "./rule.ts";
import type { Scene, Step } from "./scene.ts";

interface Around {
  readonly rule: InstructionRule;
  readonly scene: Scene;
  readonly ownerOf: (step: Step) => Owner;
  readonly now: Date;
}

/** The finding that a hit makes, or the gap, where it could not be told. */
export function resultOf(
  hit: Hit,
  { rule, scene, ownerOf, now }: Around,
): { readonly finding?: RiskFinding; readonly gap?: Gap } {
  const step = hit.at === undefined ? undefined : stepOf(hit.at);
  const subject = hit.subject ?? subjectOf(hit.at, scene);
  if (hit.unproven !== undefined)
    return { gap: unproven(rule, "instruction", placeOf(hit.at, scene), hit.unproven, hit.severity) };
  const finding = riskFinding({
    rule,
    subject: redactedText(subject),
    evidence: hit.evidence ?? evidenceOf(hit, scene),
    ...(hit.severity === undefined ? {} : { severity: hit.severity }),
    ...(hit.title === undefined ? {} : { title: hit.title }),
    ...(hit.fact === undefined ? {} : { fact: hit.fact }),
    owner: step === undefined ? "own" : ownerOf(step),
    dockerfile: scene.source === "dockerfile" ? linesOf(hit.at, scene) : undefined,
  });
  const exception = exceptionFor(rule, step, { file: scene.file, now });
  return { finding: exception === undefined ? finding : { ...finding, exception } };
}

/** What is seen is worth a line where the subject is something else; of a history's base nothing is written. */
function evidenceOf({ at, subject }: Hit, scene: Scene): readonly string[] {
  const text = subjectOf(at, scene);
  return subject === undefined || text === "FROM" ? [] : [redactedText(text)];
}

/** A command as it is written; an instruction that is not about one command as a whole. */
function subjectOf(at: Hit["at"], { path }: Scene): string {
  if (at === undefined) return path;
  return isCommand(at) ? `${at.step.keyword} ${at.text}` : at.instruction.text;
}

function linesOf(at: Hit["at"], scene: Scene): DockerfileLines {
  if (at === undefined) return { path: scene.path, startLine: 1, endLine: 1 };
  if (!isCommand(at)) return at.lines;
  const { startLine, endLine, step } = at;
  const isLast = endLine === step.lines.endLine && step.lines.endColumn !== undefined;
  return { path: scene.path, startLine, endLine, ...(isLast ? { endColumn: step.lines.endColumn! } : {}) };
}

function placeOf(at: Hit["at"], scene: Scene): string {
  return scene.source === "dockerfile" ? `${scene.path}:${linesOf(at, scene).startLine}` : scene.path;
}

function stepOf(at: Step | Command): Step {
  return isCommand(at) ? at.step : at;
}

function isCommand(at: Step | Command): at is Command {
  return "step" in at;
}
