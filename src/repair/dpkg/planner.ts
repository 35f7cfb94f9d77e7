import type { FixCode, LeftOut, PlannedPackage } from "../model.ts";
import { type Candidate, type Candidates, isNewer } from "./candidates.ts";
import { type Database, type Installed, isWhole, keyOf } from "./database.ts";
import type { Preferences } from "./preferences.ts";
import { compareDeb, type Group, printRelation, versionFits } from "./relations.ts";
import { InstalledSet, sameAs, type Violation, violations } from "./satisfaction.ts";

export interface Wanted {
  readonly installed: Installed;
  readonly fixedVersion: string;
}

/** Why packages of a source are not raised. */
export interface Ban {
  readonly code: FixCode;
  readonly reason: string;
}

export interface Raise {
  readonly installed: Installed;
  readonly candidate: Candidate;
  readonly because: PlannedPackage["because"];
}

export interface Planned {
  readonly raises: readonly Raise[];
  readonly left: readonly LeftOut[];
}

/**
 * Which packages to raise to which versions, so that the wanted ones are mended and no relation is worse off than it
 * was. Packages of one source go together. Never installs or removes one. `bans`, by source package, are not raised;
 * what the plan finds impossible is added to them. Pure.
 */
export function planRaises(
  database: Database,
  wanted: readonly Wanted[],
  candidates: Candidates,
  preferences: Preferences,
  bans: Map<string, Ban>,
): Planned {
  for (;;) {
    const attempt = new Attempt(database, candidates, preferences, bans);
    const left = wanted.flatMap((one) => attempt.want(one));
    const trouble = attempt.close();
    // A source is banned at most once, so this ends.
    if (trouble === undefined) return { raises: attempt.raises(), left };
    bans.set(trouble.source, trouble.ban);
  }
}

class Attempt {
  readonly #database: Database;
  readonly #candidates: Candidates;
  readonly #preferences: Preferences;
  readonly #bans: ReadonlyMap<string, Ban>;
  readonly #raises = new Map<string, Raise>();
  readonly #before: ReadonlySet<string>;

  constructor(
    database: Database,
    candidates: Candidates,
    preferences: Preferences,
    bans: ReadonlyMap<string, Ban>,
  ) {
    this.#database = database;
    this.#candidates = candidates;
    this.#preferences = preferences;
    this.#bans = bans;
    this.#before = new Set(violations(this.#state()).map(sameAs));
  }

  raises(): readonly Raise[] {
    return [...this.#raises.values()].sort((a, b) => (keyOf(a.installed) < keyOf(b.installed) ? -1 : 1));
  }

  /** Takes up a target; what cannot be is told. */
  want({ installed, fixedVersion }: Wanted): readonly LeftOut[] {
    const leave = (code: FixCode, reason: string): readonly LeftOut[] => [
      {
        name: installed.name,
        architecture: installed.architecture,
        version: installed.version,
        fixedVersion,
        code,
        reason,
      },
    ];
    const ban = this.#bans.get(installed.source.name);
    if (ban !== undefined) return leave(ban.code, ban.reason);
    const held = this.#heldBecause(installed);
    if (held !== undefined) return leave("FIX_HELD", held);
    const fits = (one: Candidate) => atLeast(one.described.version, fixedVersion);
    const [best] = this.#candidates.of(installed);
    const enough = this.#candidates.of(installed).find(fits);
    if (enough === undefined) {
      const offer = best === undefined ? "nothing newer" : best.described.version;
      return leave(
        "FIX_NOT_PUBLISHED",
        `${installed.name} needs at least ${fixedVersion}; the archive offers ${offer}.`,
      );
    }
    if (best !== enough && best!.priority > enough.priority)
      return leave(
        "FIX_HELD",
        `The image's apt preferences want ${installed.name} ${best!.described.version}, and ${fixedVersion} is needed.`,
      );
    if (enough.priority < 0)
      return leave(
        "FIX_HELD",
        `The image's apt preferences forbid ${installed.name} ${enough.described.version}.`,
      );
    this.#raiseUnit(installed, enough, "target");
    return [];
  }

  /** Closes over relations. What cannot be resolved bans a source. */
  close(): { source: string; ban: Ban } | undefined {
    for (;;) {
      const state = this.#state();
      const open = violations(state).find((one) => !this.#before.has(sameAs(one)) || this.#isWorse(one));
      if (open === undefined) return this.#lockstep();
      if (!this.#resolve(open)) return this.#blame(open, state);
    }
  }

  /** An unmet need of a package that is raised may stay, but not where the name is there in a version too low. */
  #isWorse({ kind, of, group }: Violation): boolean {
    if (kind !== "needs" || !this.#raises.has(keyOf(of))) return false;
    return group.some(({ name }) => this.#installedNamed(name).some((one) => this.#raises.has(keyOf(one))));
  }

  #state(): InstalledSet {
    const packages = this.#database.order
      .filter(isWhole)
      .map((one) => this.#raises.get(keyOf(one))?.candidate.described ?? one);
    return new InstalledSet(packages, this.#database.native);
  }

  #raiseUnit(installed: Installed, candidate: Candidate, because: Raise["because"]): void {
    this.#raises.set(keyOf(installed), { installed, candidate, because });
    const { source } = candidate.described;
    for (const sibling of this.#database.order) {
      if (sibling.source.name !== installed.source.name || this.#raises.has(keyOf(sibling))) continue;
      if (!isWhole(sibling) || this.#heldBecause(sibling) !== undefined) continue;
      const same = this.#candidates
        .of(sibling)
        .find(
          ({ described }) =>
            described.source.name === source.name && described.source.version === source.version,
        );
      if (same === undefined || !isNewer(same.described.version, sibling.version)) continue;
      const role = because === "target" ? "source" : because;
      this.#raises.set(keyOf(sibling), { installed: sibling, candidate: same, because: role });
    }
  }

  /** Raises something that closes the gap; false = there is nothing. */
  #resolve({ kind, of, group, other }: Violation): boolean {
    if (kind === "needs") {
      for (const atom of group)
        for (const one of this.#installedNamed(atom.name))
          if (this.#raiseTo(one, ({ described }) => versionFits(described.version, atom.version)))
            return true;
      // Perhaps its own newer version asks for something else: `Depends: libx (= 1.2)`.
      return this.#raiseTo(
        this.#installedAt(of),
        ({ described }) => !described.needs.some((one) => sameGroup(one, group)),
      );
    }
    const free = ({ described }: Candidate) =>
      !group.some((atom) => atom.name === described.name && versionFits(described.version, atom.version));
    return (
      this.#raiseTo(this.#installedAt(other!), free) ||
      this.#raiseTo(
        this.#installedAt(of),
        ({ described }) => !described.rejects.some((one) => sameGroup(one, group)),
      )
    );
  }

  #raiseTo(installed: Installed | undefined, fits: (candidate: Candidate) => boolean): boolean {
    if (
      installed === undefined ||
      this.#raises.has(keyOf(installed)) ||
      this.#bans.has(installed.source.name)
    )
      return false;
    if (this.#heldBecause(installed) !== undefined) return false;
    const candidate = this.#candidates
      .of(installed)
      .find((one) => one.priority >= 100 && isNewer(one.described.version, installed.version) && fits(one));
    if (candidate === undefined) return false;
    this.#raiseUnit(installed, candidate, "dependency");
    return true;
  }

  #blame(open: Violation, state: InstalledSet): { source: string; ban: Ban } {
    const names = [
      open.of.name,
      ...open.group.map(({ name }) => name),
      ...(open.other === undefined ? [] : [open.other.name]),
    ];
    const suspects = names
      .flatMap((name) => [...state.named(name), ...state.answering(name)])
      .map((one) => this.#raises.get(keyOf(one)) ?? this.#raises.get(keyOf({ ...one, architecture: "all" })))
      .filter((raise) => raise !== undefined);
    // Every violation that was not there before comes from a raise; one of the others could only be ours.
    const raise = suspects[0] ?? this.raises()[0];
    if (raise === undefined) throw new Error("a plan that raises nothing breaks something");
    const blocked = this.#blockers(open);
    const what = `${open.of.name} ${open.of.version} ${open.kind === "needs" ? "needs" : "cannot be beside"} ${printRelation([open.group])}`;
    const held = blocked.find(({ ban }) => ban.code === "FIX_HELD");
    const why = blocked.length > 0 ? `: ${blocked.map(({ ban }) => ban.reason).join(" ")}` : ".";
    return {
      source: raise.installed.source.name,
      ban: { code: held === undefined ? "FIX_DEPENDENCY" : "FIX_HELD", reason: `${what}${why}` },
    };
  }

  /** Packages that would have to be raised and may not be. */
  #blockers({ of, group, other }: Violation): readonly { ban: Ban }[] {
    const names = new Set([
      ...group.map(({ name }) => name),
      of.name,
      ...(other === undefined ? [] : [other.name]),
    ]);
    return [...names].flatMap((name) =>
      this.#installedNamed(name).flatMap((one) => {
        const ban = this.#bans.get(one.source.name);
        if (ban !== undefined) return [{ ban }];
        const held = this.#heldBecause(one);
        return held === undefined ? [] : [{ ban: { code: "FIX_HELD" as const, reason: held } }];
      }),
    );
  }

  /** Instances of a `Multi-Arch: same` package have one version, or dpkg refuses. */
  #lockstep(): { source: string; ban: Ban } | undefined {
    for (const { installed, candidate } of this.raises()) {
      const { version, multiArch } = candidate.described;
      if (multiArch !== "same") continue;
      const others = this.#installedNamed(installed.name).filter((one) => one !== installed);
      const behind = others.find(
        (one) => (this.#raises.get(keyOf(one))?.candidate.described.version ?? one.version) !== version,
      );
      if (behind === undefined) continue;
      const reason = `${installed.name} must have one version in all architectures, and ${version} is not to be had for ${behind.architecture}.`;
      return { source: installed.source.name, ban: { code: "FIX_DEPENDENCY", reason } };
    }
    return undefined;
  }

  #installedNamed(name: string): readonly Installed[] {
    return this.#database.order.filter((one) => one.name === name && isWhole(one));
  }

  #installedAt(described: { readonly name: string; readonly architecture: string }): Installed | undefined {
    const { packages, native } = this.#database;
    return (
      packages.get(keyOf(described)) ??
      packages.get(keyOf({ ...described, architecture: described.architecture === "all" ? native : "all" }))
    );
  }

  #heldBecause(installed: Installed): string | undefined {
    if (installed.status.want === "hold")
      return `${installed.name} is held by the image (dpkg status "hold").`;
    const unclear = this.#preferences.unclear(installed);
    return unclear === undefined
      ? undefined
      : `The image's apt preferences say something of ${installed.name} that cannot be read: ${unclear}`;
  }
}

function sameGroup(a: Group, b: Group): boolean {
  return printRelation([a]) === printRelation([b]);
}

function atLeast(version: string, least: string): boolean {
  return (compareDeb(version, least) ?? -1) >= 0;
}
