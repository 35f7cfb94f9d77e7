import { messageOf, Unreadable } from "../../errors.ts";
import type { Gap, RiskFinding, Severity } from "../../model/index.ts";
import type { Detection, Detector, DetectorInput, ReadImage } from "../detector.ts";
import { riskFinding } from "../risk.ts";
import { exceptionNotices } from "./exceptions.ts";
import { unreadRows } from "./history-file.ts";
import { resultOf } from "./hit.ts";
import { allSteps } from "./lineage.ts";
import { sceneOf } from "./make-scene.ts";
import { rowOwners } from "./row-owners.ts";
import type { InstructionRule } from "./rule.ts";
import * as all from "./rules/all.ts";
import { unbuildableFile } from "./rules/parsing.ts";
import type { Scene } from "./scene.ts";
import { users, usersOf } from "./users.ts";

const RULES: readonly InstructionRule[] = Object.values(all);

/**
 * Risky build instructions: a Dockerfile, or the history of an image, comes in; out go findings at their lines. Rules look
 * at a `Scene`, in which stages, variables and shell commands are already told apart; a new rule is one object in
 * `rules/` and one line in `rules/all.ts`.
 */
export const instruction: Detector<RiskFinding> = {
  id: "instruction",
  categories: ["instruction"],
  rules: RULES,
  analyzers: () => [users],
  detect: async (input) => detectRisks(input),
};

function detectRisks(input: DetectorInput): Detection<RiskFinding> {
  try {
    const scene = sceneOf({ ...input, users: usersOf(input.read?.view) });
    return scene === undefined ? untold(input) : look(scene, input);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unreadable(messageOf(error), input);
  }
}

function look(scene: Scene, { read, checks, now }: DetectorInput): Detection<RiskFinding> {
  const ownerOf = rowOwners(scene, read);
  const results = RULES.filter((rule) => checks.isOn(rule)).flatMap((rule) =>
    [...rule.check(scene)].map((hit) => resultOf(hit, { rule, scene, ownerOf, now })),
  );
  return {
    findings: results.flatMap(({ finding }) => finding ?? []),
    gaps: [...results.flatMap(({ gap }) => gap ?? []), ...unreadSteps(scene), ...unreadHistory(scene, read)],
    notices: exceptionNotices(scene, now),
  };
}

/** Of an instruction whose commands are more than are read, the rules have seen no more than that it is there. */
function unreadSteps(scene: Scene): readonly Gap[] {
  return allSteps(scene).flatMap(({ unread, lines }) => {
    if (unread === undefined) return [];
    return [{ ...gapOfAll(`${lines.path}:${lines.startLine}`, unread, "critical"), kind: "limit" as const }];
  });
}

/** In rows that are not read anything may stand; what a Dockerfile tells is told without them. */
function unreadHistory({ source, path }: Scene, read: ReadImage | undefined): readonly Gap[] {
  const reason = source === "history" ? unreadRows(read?.image.config.history ?? []) : undefined;
  return reason === undefined ? [] : [{ ...gapOfAll(path, reason, "critical"), kind: "limit" }];
}

/** An image that tells nothing of how it was built: what is not in its history does not ship with it, so no rule is critical. */
function untold({ read }: DetectorInput): Detection<RiskFinding> {
  if (read === undefined) return { findings: [], gaps: [] };
  const reason = "The image has no history and no Dockerfile is named, so nothing is known of its build.";
  return { findings: [], gaps: [gapOfAll("history", reason, "high")] };
}

/** What a builder refuses is one finding; of the other rules nothing can be told. */
function unreadable(reason: string, { build }: DetectorInput): Detection<RiskFinding> {
  const path = build.dockerfile?.path ?? "Dockerfile";
  const startLine = Number(/\bline (\d+)\b/i.exec(reason)?.[1] ?? 1);
  const finding = riskFinding({
    rule: unbuildableFile,
    subject: path,
    evidence: [reason],
    dockerfile: { path, startLine, endLine: startLine },
  });
  const why = `The Dockerfile cannot be read, so nothing is known of its instructions: ${reason}`;
  return { findings: [finding], gaps: [gapOfAll(path, why, "critical")] };
}

/** One gap for all rules; `severity` = of the worst thing that might be there. */
function gapOfAll(where: string, reason: string, severity: Severity): Gap {
  const rule = { id: "DD-DF", category: "instruction", severity } as const;
  return { kind: "unproven", where, by: instruction.id, reason, rule };
}
