import type { Rule } from "../../model/index.ts";
import { secretRules } from "../../secrets/index.ts";
import type { EntryIds } from "./entry.ts";

/** What stands in front of an id of Trivy's among the peers of a secret's rule. */
const SECRET = "TS ";

/** Which rules of drydock's find what those of Trivy's do. */
export interface Counterparts {
  /** Ids of rules. */
  of(ids: EntryIds): readonly string[];
}

/**
 * By the peers that the rules name. `rules` = the catalogue. A secret's rule whose forms do not all have the peer is not
 * a counterpart: nobody could tell afterwards which form was found, and others would be covered with it.
 */
export function counterpartsIn(rules: readonly Pick<Rule, "id" | "peers">[]): Counterparts {
  const misconfigurations = new Map<string, string[]>();
  for (const { id, peers } of rules)
    for (const peer of peers) if (/^DS-\d/.test(peer)) add(misconfigurations, peer, id);
  const secrets = new Map<string, string[]>();
  for (const id of new Set(secretRules.map((rule) => rule.id))) {
    const [first, ...others] = secretRules.filter((rule) => rule.id === id);
    const shared = (first?.peers ?? []).filter((peer) => others.every(({ peers }) => peers.includes(peer)));
    for (const peer of shared) if (peer.startsWith(SECRET)) add(secrets, peer.slice(SECRET.length), id);
  }
  return {
    of: ({ misconfiguration, secret }) => [
      ...named(misconfigurations, misconfiguration, checkId),
      ...named(secrets, secret, (id) => id),
    ],
  };
}

function named(
  byId: ReadonlyMap<string, readonly string[]>,
  wanted: string | true | undefined,
  spelled: (id: string) => string | undefined,
): readonly string[] {
  if (wanted === undefined) return [];
  if (wanted === true) return [...byId.values()].flat();
  return byId.get(spelled(wanted) ?? "") ?? [];
}

/**
 * Trivy's id of a check on Dockerfiles as our peers write it: `AVD-DS-0002` and `DS002` are `DS-0002`; `undefined` for
 * all others.
 */
function checkId(id: string): string | undefined {
  const [, number] = /^(?:AVD-)?DS-?(\d{3,4})$/.exec(id) ?? [];
  return number === undefined ? undefined : `DS-${number.padStart(4, "0")}`;
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
