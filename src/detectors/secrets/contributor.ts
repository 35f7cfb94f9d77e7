import type { Checks } from "../../model/index.ts";
import { type PlacedHit, RuleBook, type SecretRule, SecretSearch, secretRules } from "../../secrets/index.ts";
import type { Contributor, ContributorOf, Watcher } from "../content/contributor.ts";

export const SECRETS = "secrets";

/** What is stored of one file: no value is in it. */
export interface SecretRecord {
  readonly hits: readonly PlacedHit[];
  /** There were so many more. */
  readonly more?: number;
  /** So many places had to be looked at closely that the rest of the file was not. */
  readonly isCut?: boolean;
}

/**
 * Looks for secrets in every file; in programs only for those that their own prefix tells (guard 7). Rules that are
 * switched off are looked for all the same, so that the cache serves both; rules that are off by default are not.
 */
export const secretsInFiles: ContributorOf<SecretRecord> = (checks) =>
  isWanted(checks)
    ? contributorFor(
        secretRules.filter(
          (rule) => rule.isOptional !== true || checks.isOn({ ...rule, category: "sensitive" }),
        ),
      )
    : undefined;

/** The roll-ups of the baseline need what they add up. */
export function isWanted({ categories }: Checks): boolean {
  return categories.has("sensitive") || categories.has("baseline");
}

export function contributorFor(rules: readonly SecretRule[]): Contributor<SecretRecord> {
  const { anchors } = new RuleBook(rules);
  return {
    id: SECRETS,
    version: 2,
    settings: rules
      .filter(({ isOptional }) => isOptional)
      .map(({ id }) => id)
      .join(" "),
    anchors,
    open({ kind }): Watcher<SecretRecord> | undefined {
      if (kind === "packed") return undefined;
      const search = new SecretSearch(kind === "binary");
      return {
        hit: (hit) => search.look(anchors[hit.anchor]!, hit),
        end() {
          const { hits, more, isCut } = search.finish();
          if (hits.length === 0 && !isCut) return undefined;
          return { hits, ...(more === 0 ? {} : { more }), ...(isCut ? { isCut } : {}) };
        },
      };
    },
  };
}
