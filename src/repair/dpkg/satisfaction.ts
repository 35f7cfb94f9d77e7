import type { Described } from "./database.ts";
import { type Atom, type Group, versionFits } from "./relations.ts";

/** What is installed at one time, for questions about relations. */
export class InstalledSet {
  readonly packages: readonly Described[];
  readonly #native: string;
  readonly #byName = new Map<string, Described[]>();
  readonly #providers = new Map<string, { by: Described; atom: Atom }[]>();

  constructor(packages: Iterable<Described>, native: string) {
    this.packages = [...packages];
    this.#native = native;
    for (const one of this.packages) {
      push(this.#byName, one.name, one);
      for (const atom of one.provides.flat()) push(this.#providers, atom.name, { by: one, atom });
    }
  }

  named(name: string): readonly Described[] {
    return this.#byName.get(name) ?? [];
  }

  /** Packages of the name, and those that provide it. */
  answering(name: string): readonly Described[] {
    return [...this.named(name), ...(this.#providers.get(name) ?? []).map(({ by }) => by)];
  }

  /** Source: Debian Policy 7; the Multi-Arch specification for `:any`, `foreign` and `allowed`. */
  satisfies(group: Group, dependent: Described): boolean {
    return group.some((atom) => this.#answers(atom, dependent).length > 0);
  }

  /** Packages that an atom of `Breaks` or `Conflicts` means. A package never conflicts with itself. */
  rejected(group: Group, by: Described): readonly Described[] {
    return group.flatMap((atom) => this.#meant(atom, by)).filter((one) => one.name !== by.name);
  }

  #answers(atom: Atom, dependent: Described): readonly Described[] {
    const real = this.named(atom.name).filter(
      (one) => this.#architectureFits(one, atom, dependent) && versionFits(one.version, atom.version),
    );
    return [...real, ...this.#provided(atom, (one) => this.#architectureFits(one, atom, dependent))];
  }

  /** In `Breaks` and `Conflicts` an atom without an architecture means every one. */
  #meant(atom: Atom, by: Described): readonly Described[] {
    const fits = (one: Described) =>
      atom.architecture === undefined ||
      atom.architecture === "any" ||
      one.architecture === atom.architecture;
    const real = this.named(atom.name).filter((one) => fits(one) && versionFits(one.version, atom.version));
    return [...real, ...this.#provided(atom, fits)].filter((one) => one !== by);
  }

  /** A version is only satisfied by a provided name that has one. */
  #provided(atom: Atom, fits: (one: Described) => boolean): readonly Described[] {
    return (this.#providers.get(atom.name) ?? [])
      .filter(({ by }) => fits(by))
      .filter(({ atom: provided }) =>
        atom.version === undefined
          ? true
          : provided.version?.operator === "=" && versionFits(provided.version.value, atom.version),
      )
      .map(({ by }) => by);
  }

  #architectureFits(one: Described, atom: Atom, dependent: Described): boolean {
    const real = (architecture: string) => (architecture === "all" ? this.#native : architecture);
    if (atom.architecture === "any")
      return (
        one.multiArch === "allowed" ||
        one.architecture === "all" ||
        real(one.architecture) === real(dependent.architecture)
      );
    if (atom.architecture !== undefined) return real(one.architecture) === atom.architecture;
    return one.multiArch === "foreign" || real(one.architecture) === real(dependent.architecture);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** One relation that does not hold. */
export interface Violation {
  readonly kind: "needs" | "rejects";
  readonly of: Described;
  readonly group: Group;
  /** Of `rejects`: what is there and may not be. */
  readonly other?: Described;
}

/** All relations that do not hold, in a fixed order. Packages of which only configuration is left have none. */
export function violations(set: InstalledSet): readonly Violation[] {
  return set.packages.flatMap((one) => [
    ...one.needs
      .filter((group) => !set.satisfies(group, one))
      .map((group): Violation => ({ kind: "needs", of: one, group })),
    ...one.rejects.flatMap((group) =>
      set.rejected(group, one).map((other): Violation => ({ kind: "rejects", of: one, group, other })),
    ),
  ]);
}

/** The same relation of the same package, whatever the versions: what was unmet before may stay so. */
export function sameAs({ kind, of, group, other }: Violation): string {
  return JSON.stringify([kind, of.name, of.architecture, group.map((atom) => atom.name), other?.name]);
}
