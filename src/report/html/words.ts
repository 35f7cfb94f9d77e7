import type { Owner } from "../../model/provenance.ts";
import type { Category } from "../../model/rule.ts";
import { CATEGORY_WORDS } from "../words.ts";

interface ActionWord {
  readonly word: string;
  /** What decides comes first. */
  readonly order: number;
}

const ACTIONS: ReadonlyMap<string, ActionWord> = new Map([
  ["block", { word: "Blocks", order: 0 }],
  ["note", { word: "Noted", order: 2 }],
  ["waive", { word: "Waived", order: 3 }],
]);

/** What the policy does with a finding or a gap; one that this page does not know is shown by its own name. */
export function actionWord(action: string): ActionWord {
  return ACTIONS.get(action) ?? { word: capital(action), order: 1 };
}

const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ["pass", "Pass"],
  ["blocked", "Blocked"],
  ["unproven", "Unproven"],
]);

export function outcomeWord(outcome: string): string {
  return OUTCOMES.get(outcome) ?? capital(outcome);
}

export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  own: "own",
  base: "base image",
  unknown: "not told",
};

export function categoryWord(category: Category): string {
  if (category === "system") return "system packages";
  if (category === "application") return "application packages";
  return CATEGORY_WORDS[category].name;
}

export function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** `20,000`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
