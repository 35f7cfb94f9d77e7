import type { Finding } from "../model/index.ts";

/** Findings to be taken by key, each once and in their order. */
export class Pool {
  readonly #byKey = new Map<string, Finding[]>();
  /** How many of a key's findings were looked at: those before are taken. */
  readonly #next = new Map<string, number>();
  readonly #taken = new Set<Finding>();

  constructor(findings: readonly Finding[], keysOf: (finding: Finding) => readonly string[]) {
    for (const finding of findings) {
      for (const key of keysOf(finding)) {
        const same = this.#byKey.get(key);
        if (same === undefined) this.#byKey.set(key, [finding]);
        else same.push(finding);
      }
    }
  }

  /** The first that has one of these keys. */
  take(keys: readonly string[]): Finding | undefined {
    for (const key of keys) {
      const same = this.#byKey.get(key) ?? [];
      for (let at = this.#next.get(key) ?? 0; at < same.length; at++) {
        this.#next.set(key, at + 1);
        const finding = same[at]!;
        if (this.#taken.has(finding)) continue;
        this.#taken.add(finding);
        return finding;
      }
    }
    return undefined;
  }

  isTaken(finding: Finding): boolean {
    return this.#taken.has(finding);
  }
}
