import { createHash } from "node:crypto";
import {
  type DockerfileLines,
  documentationOf,
  type Gap,
  type Location,
  type Owner,
  type RiskFinding,
  type Rule,
  type Severity,
} from "../model/index.ts";

/** What a rule has to say about one thing it found. */
export interface Risk {
  readonly rule: Rule;
  /** What it is about, as people name it: a path, an account, an instruction, a setting. Never with a secret in it. */
  readonly subject: string;
  /** What is wrong, where the rule's title does not say enough; one line. */
  readonly title?: string;
  /** Where this one is rated otherwise than the rule usually is. */
  readonly severity?: Severity;
  /** What was seen, redacted, a line each. */
  readonly evidence?: readonly string[];
  readonly location?: Location | undefined;
  readonly line?: number | undefined;
  readonly dockerfile?: DockerfileLines | undefined;
  readonly owner?: Owner | undefined;
  readonly isDeleted?: boolean | undefined;
  /** Tells it from others with the same rule and subject, e.g. the hash of a secret. Never a line number or a layer. */
  readonly key?: string;
  /** Stands for the subject in the fingerprint, where the subject has a number or name in it that moves between builds. */
  readonly identity?: string;
  /**
   * The fact itself, in a word: `user:root`. Findings of different rules with the same fact are one finding with
   * several pieces of evidence; the one with lines of a Dockerfile is shown.
   */
  readonly fact?: string;
}

/** A finding that may still be merged with others of the same fact. */
export type FactFinding = RiskFinding & { readonly fact?: string };

/** Evidence is for a glance; whoever wants more has the file. */
const MAX_EVIDENCE = 10;
const MAX_TEXT = 300;

/** The finding that comes of it. The fingerprint is made of rule, subject (or identity) and key, so that moved lines make no new one. */
export function riskFinding(risk: Risk): FactFinding {
  const {
    rule,
    subject,
    title,
    severity,
    evidence = [],
    location,
    line,
    dockerfile,
    owner,
    isDeleted,
  } = risk;
  return {
    kind: "risk",
    rule: rule.id,
    category: rule.category,
    severity: severity ?? rule.severity,
    title: oneLine(title ?? rule.title),
    subject: oneLine(subject),
    evidence: evidence.slice(0, MAX_EVIDENCE).map(oneLine),
    advice: rule.advice,
    documentation: documentationOf(rule),
    peers: rule.peers,
    fingerprint: fingerprint(rule.id, oneLine(risk.identity ?? subject), risk.key ?? ""),
    ...(location === undefined ? {} : { location }),
    ...(line === undefined ? {} : { line }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(owner === undefined ? {} : { owner }),
    ...(isDeleted ? { isDeleted } : {}),
    ...(risk.fact === undefined ? {} : { fact: risk.fact }),
  };
}

/** It cannot be told whether the rule fires. `reason` = a full sentence for people: why, and what would help. */
export function unproven(
  rule: Rule,
  by: string,
  where: string,
  reason: string,
  severity: Severity = rule.severity,
): Gap {
  const { id, category } = rule;
  return { kind: "unproven", where, by, reason: `${id}: ${reason}`, rule: { id, category, severity } };
}

/** SHA-256 in hexadecimal over rule, subject and key. */
function fingerprint(rule: string, subject: string, key: string): string {
  return createHash("sha256")
    .update(JSON.stringify(["risk", rule, subject, key]))
    .digest("hex");
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT - 1)}…` : line;
}
