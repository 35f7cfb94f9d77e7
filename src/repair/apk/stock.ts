import type { RepairTask } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { type Offer, readIndex } from "./apk-index.ts";
import type { Archive } from "./archive.ts";
import { addressOf, readRepositories } from "./repositories.ts";
import type { State } from "./state.ts";

/** What the image's repositories offer of the packages that it has. */
export interface Stock {
  readonly offers: readonly Offer[];
  readonly notes: readonly string[];
}

const MAX_INDEX = 64 * 1024 * 1024;

/**
 * Fetches and verifies the indexes of all repositories of the image. Throws `Refusal` where one does not verify, so that
 * nothing is planned on what is left; `DrydockError` NETWORK where one cannot be had.
 */
export async function offersOf(
  { root, os, settings }: RepairTask,
  { architecture, keys, installed }: State,
  archive: Archive,
): Promise<Stock> {
  const { list, notes } = await readRepositories(root, os, settings.mirrors);
  if (list.length === 0)
    throw new Refusal(
      "FIX_NOT_PUBLISHED",
      "The image's etc/apk/repositories names no repository that can be asked.",
    );
  const names = new Set(installed.map(({ name }) => name));
  const told: string[] = [...notes];
  const offers: Offer[] = [];
  const signers = new Set<string>();
  for (const repository of list) {
    const address = addressOf(repository, architecture, "APKINDEX.tar.gz");
    const bytes = await archive.get(address, MAX_INDEX);
    if (bytes === undefined)
      told.push(`${address.host}${address.pathname} does not exist; apk passes it over, too.`);
    else {
      const index = readIndex(bytes, repository, keys, (name) => names.has(name));
      offers.push(...index.offers);
      signers.add(index.key);
    }
  }
  told.push(
    `Packages were verified by keys in the image's own etc/apk/keys: ${[...signers].sort().join(", ")}.`,
  );
  return { offers, notes: told };
}
