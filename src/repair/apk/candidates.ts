import { apk } from "../../versions/index.ts";
import type { Offer } from "./apk-index.ts";
import { type Atom, fits, type Provision, provisions } from "./atoms.ts";
import { field, type InstalledPackage } from "./database.ts";

export type Choice =
  | {
      readonly kind: "offer";
      readonly old: InstalledPackage;
      readonly offer: Offer;
      /** The line of the world file that keeps back something newer still. */
      readonly heldBy?: string;
    }
  /** Nothing newer; `best` is the newest there is. */
  | { readonly kind: "none"; readonly best?: string }
  /** The world file keeps back what is newer. */
  | { readonly kind: "held"; readonly by: string; readonly best?: string }
  | { readonly kind: "absent" };

export interface Candidates {
  /** The version that apk would raise an installed package to. */
  choose(name: string): Choice;
}

interface Stock {
  readonly installed: readonly InstalledPackage[];
  readonly offers: readonly Offer[];
  readonly world: readonly Atom[];
  readonly architecture: string;
}

/** Newest first, from repositories without a tag or with the tag that the package was asked for by. */
export function candidatesOf({ installed, offers, world, architecture }: Stock): Candidates {
  const byName = new Map<string, Offer[]>();
  for (const offer of offers) byName.set(offer.name, [...(byName.get(offer.name) ?? []), offer]);
  const olds = new Map(installed.map((one) => [one.name, one]));
  const choices = new Map<string, Choice>();
  return {
    choose(name) {
      const known = choices.get(name);
      if (known !== undefined) return known;
      const old = olds.get(name);
      const choice: Choice =
        old === undefined ? { kind: "absent" } : choose(old, byName.get(name) ?? [], world, architecture);
      choices.set(name, choice);
      return choice;
    },
  };
}

function choose(
  old: InstalledPackage,
  offers: readonly Offer[],
  world: readonly Atom[],
  architecture: string,
): Choice {
  const tags = new Set([
    field(old, "s"),
    ...world.flatMap(({ name, tag }) => (name === old.name ? [tag] : [])),
  ]);
  const newer = offers
    .filter(({ repository, fields, version }) => {
      const fitting = ["noarch", architecture, undefined].includes(fields.get("A"));
      const reachable = repository.tag === undefined || tags.has(repository.tag);
      return fitting && reachable && apk.valid(version) && apk.valid(old.version);
    })
    // Of two of one version the repository that is named first is asked.
    .sort((a, b) => apk.compare(b.version, a.version));
  const best = newer[0]?.version;
  const raising = newer.filter(({ version }) => apk.compare(version, old.version) > 0);
  const offer = raising.find((one) => holder(one, world) === undefined);
  const by = raising[0] === undefined ? undefined : holder(raising[0], world);
  if (offer !== undefined)
    return { kind: "offer", old, offer, ...(by === undefined ? {} : { heldBy: by.text }) };
  const told = best === undefined ? {} : { best };
  return by === undefined ? { kind: "none", ...told } : { kind: "held", by: by.text, ...told };
}

/** The line of the world file that this version does not fit. */
function holder({ name, version, fields }: Offer, world: readonly Atom[]): Atom | undefined {
  const there: readonly Provision[] = provisions(name, version, fields.get("p"));
  return world.find((atom) => {
    const named = there.filter((provision) => provision.name === atom.name);
    if (named.length === 0 || (atom.name !== name && !atom.conflict)) return false;
    return named.some((provision) => fits(atom, provision)) === atom.conflict;
  });
}
