import { type Anchor, AnchorScanner } from "../patterns/index.ts";
import type { SecretRule } from "./rule.ts";

/** Anchors of the rules that are on, each once, with what is to be tried where it stands. */
export interface BookAnchor extends Anchor {
  readonly rules: readonly SecretRule[];
  readonly before: number;
  readonly after: number;
  /** Some of its rules are for programs too. */
  readonly inBinary: boolean;
}

/** The rules, ready to be looked for. */
export class RuleBook {
  readonly anchors: readonly BookAnchor[];
  #scanner: AnchorScanner | undefined;

  constructor(rules: readonly SecretRule[]) {
    const byAnchor = new Map<string, SecretRule[]>();
    const anchors = new Map<string, Anchor>();
    for (const rule of rules) {
      for (const anchor of rule.anchors) {
        const key = `${anchor.ignoreCase === true} ${anchor.text}`;
        anchors.set(key, anchor);
        byAnchor.set(key, [...(byAnchor.get(key) ?? []), rule]);
      }
    }
    this.anchors = [...anchors].map(([key, anchor]) => {
      const own = byAnchor.get(key) ?? [];
      return {
        ...anchor,
        rules: own,
        before: Math.max(...own.map(({ before }) => before)),
        after: Math.max(...own.map(({ after }) => after)),
        inBinary: own.some(({ isPrefixed }) => isPrefixed),
      };
    });
  }

  get scanner(): AnchorScanner {
    this.#scanner ??= new AnchorScanner(this.anchors);
    return this.#scanner;
  }
}
