import type { ScriptName, Verdict } from "../../../src/repair/scripts/index.ts";
import { type CorpusPackage, corpus, prove } from "./corpus.ts";
import { inserted, statementPositions } from "./positions.ts";

/** Commands that change something, and the path that an accepted script has to name among its effects. */
export const EFFECTS = [
  ["touch /mutated", "mutated"],
  ["echo x > /mutated", undefined],
  ["rm -f /etc/issue", "etc/issue"],
  ["frobnicate --now", undefined],
  ["chmod 0600 /etc/issue", "etc/issue"],
  ["rm -rf /etc/apt", undefined],
  ["ln -s elsewhere /mutated", "mutated"],
  ["mkdir -p /mutated/inner", "mutated/inner"],
  ["chown daemon:daemon /etc/issue", "etc/issue"],
  [": >> /etc/motd", undefined],
  ["mutated=$(touch /mutated)", "mutated"],
  ["( touch /mutated )", "mutated"],
  ["ischroot && touch /mutated", undefined],
  ["if ischroot; then rm -f /etc/issue; fi", undefined],
  ["sed -i s/a/b/ /etc/issue", undefined],
  ["cat /etc/issue | tee /mutated", undefined],
  ["for each in /etc/is*; do rm $each; done", "etc/issue"],
  ["cp /etc/issue /mutated", undefined],
  ["perl -e 1", undefined],
  ["mutated() { touch /mutated; }; mutated", "mutated"],
  ["case $mutated in (*) touch /mutated;; esac", "mutated"],
  ["! touch /mutated", "mutated"],
  ["while :; do touch /mutated; break; done", "mutated"],
  ["eval touch /mutated", undefined],
] as const;

export interface Accepted {
  readonly of: CorpusPackage;
  readonly name: ScriptName;
  readonly text: string;
  readonly verdict: Verdict;
  readonly positions: readonly number[];
}

export const accepted: readonly Accepted[] = corpus.flatMap((of) =>
  Object.entries(of.scripts).flatMap(([key, text]) => {
    const name = key as ScriptName;
    const verdict = of.verdicts[name];
    if (verdict === undefined || verdict.kind === "refused") return [];
    return [{ of, name, text, verdict, positions: statementPositions(text) }];
  }),
);

/**
 * `caught`: refused, or accepted with the effect named; `dead`: the verdict is as before, so the place is taken never to be
 * reached; `missed`: anything else.
 */
export function judged(
  one: Accepted,
  position: number,
  [command, path]: (typeof EFFECTS)[number],
): "caught" | "dead" | "missed" {
  const verdict = prove(one.of, { [one.name]: inserted(one.text, position, command) });
  if (verdict.kind === "refused") return "caught";
  if (JSON.stringify(verdict) === JSON.stringify(one.verdict)) return "dead";
  const isNamed =
    verdict.kind === "effects" && verdict.effects.some((effect) => "path" in effect && effect.path === path);
  return isNamed ? "caught" : "missed";
}
