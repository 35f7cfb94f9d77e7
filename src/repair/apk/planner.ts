import { apk } from "../../versions/index.ts";
import type { FixCode, LeftOut, PlannedPackage, Target } from "../model.ts";
import type { Offer } from "./apk-index.ts";
import { type Atom, fits, type Provision, parseAtoms, provisions } from "./atoms.ts";
import { type Candidates, type Choice, candidatesOf } from "./candidates.ts";
import { field, type InstalledPackage } from "./database.ts";

/** What a plan is made from; nothing of it has been downloaded but the indexes. */
export interface Question {
  readonly installed: readonly InstalledPackage[];
  readonly offers: readonly Offer[];
  readonly world: readonly Atom[];
  readonly architecture: string;
  readonly targets: readonly Target[];
  /** Packages that turned out not to be graftable, and why. */
  readonly banned: ReadonlyMap<string, { readonly code: FixCode; readonly reason: string }>;
}

export interface Raise {
  readonly old: InstalledPackage;
  readonly offer: Offer;
  readonly because: PlannedPackage["because"];
}

export interface Answer {
  /** Sorted by name. */
  readonly raises: readonly Raise[];
  readonly left: readonly LeftOut[];
}

/**
 * Which packages to raise to which version: for each target the newest one that the world file allows, with what was
 * built from the same source, closed over dependencies and conflicts. Never a new package, never one less. A dependency
 * that was not met before is not asked for. A target that cannot be raised takes nothing else down but its own source.
 */
export function plan(question: Question): Answer {
  const candidates = candidatesOf(question);
  let raises: ReadonlyMap<string, Raise> = new Map();
  const left: LeftOut[] = [];
  for (const unit of unitsOf(question)) {
    const attempt = raiseUnit(question, candidates, unit, raises);
    if (attempt.kind === "raised") raises = attempt.raises;
    left.push(...attempt.left);
  }
  return {
    raises: [...raises.values()].sort((a, b) => (a.old.name < b.old.name ? -1 : 1)),
    left,
  };
}

/** Targets by their source package. */
function unitsOf({ targets, installed }: Question): readonly (readonly Target[])[] {
  const units = new Map<string, Target[]>();
  for (const target of targets) {
    const found = installed.find(({ name }) => name === target.package.name);
    const origin = found === undefined ? target.package.name : originOf(found);
    units.set(origin, [...(units.get(origin) ?? []), target]);
  }
  return [...units.values()];
}

function originOf(one: InstalledPackage): string {
  return field(one, "o") ?? one.name;
}

interface Attempt {
  readonly kind: "raised" | "left";
  readonly raises: ReadonlyMap<string, Raise>;
  readonly left: readonly LeftOut[];
}

function raiseUnit(
  question: Question,
  candidates: Candidates,
  unit: readonly Target[],
  before: ReadonlyMap<string, Raise>,
): Attempt {
  const raises = new Map(before);
  const left: LeftOut[] = [];
  for (const target of unit) {
    const choice = candidates.choose(target.package.name);
    const refused = refusalOf(target, choice);
    if (refused !== undefined) left.push(leaveOut(target, refused.code, refused.reason));
    else if (choice.kind === "offer") {
      raises.set(choice.old.name, { old: choice.old, offer: choice.offer, because: "target" });
    }
  }
  if (left.length === unit.length) return { kind: "left", raises: before, left };
  const origins = new Set(unit.map(({ package: one }) => one.name));
  for (const sibling of siblings(question, origins)) {
    if (raises.has(sibling.name)) continue;
    const choice = candidates.choose(sibling.name);
    if (choice.kind === "offer")
      raises.set(sibling.name, { old: sibling, offer: choice.offer, because: "source" });
  }
  const trouble = close(question, candidates, raises) ?? bannedAmong(question, raises, before);
  if (trouble === undefined) return { kind: "raised", raises, left };
  const rest = unit.filter(({ package: one }) => !left.some(({ name }) => name === one.name));
  const others = rest.map((target) => leaveOut(target, trouble.code, trouble.reason));
  return { kind: "left", raises: before, left: [...left, ...others] };
}

function siblings({ installed }: Question, names: ReadonlySet<string>): readonly InstalledPackage[] {
  const origins = new Set(installed.filter(({ name }) => names.has(name)).map(originOf));
  return installed.filter((one) => origins.has(originOf(one)));
}

interface Trouble {
  readonly code: FixCode;
  readonly reason: string;
}

function refusalOf({ package: one, fixedVersion }: Target, choice: Choice): Trouble | undefined {
  if (choice.kind === "absent")
    return { code: "FIX_UNSUPPORTED_OS", reason: `${one.name} is not in the package database.` };
  const offered = choice.kind === "offer" ? choice.offer.version : choice.best;
  if (choice.kind === "offer" && reaches(choice.offer.version, fixedVersion)) return undefined;
  const by = choice.kind === "offer" ? choice.heldBy : choice.kind === "held" ? choice.by : undefined;
  if (by !== undefined) return { code: "FIX_HELD", reason: `${one.name} is held by ${by} in etc/apk/world.` };
  return {
    code: "FIX_NOT_PUBLISHED",
    reason: `${one.name} needs at least ${fixedVersion}; ${offered === undefined ? "the repositories offer none" : `the repositories offer ${offered}`}.`,
  };
}

function reaches(version: string, wanted: string): boolean {
  return apk.valid(version) && apk.valid(wanted) && apk.compare(version, wanted) >= 0;
}

function leaveOut({ package: one, fixedVersion }: Target, code: FixCode, reason: string): LeftOut {
  return {
    name: one.name,
    ...(one.architecture === undefined ? {} : { architecture: one.architecture }),
    version: one.version,
    fixedVersion,
    code,
    reason,
  };
}

function bannedAmong(
  { banned }: Question,
  raises: ReadonlyMap<string, Raise>,
  before: ReadonlyMap<string, Raise>,
): Trouble | undefined {
  for (const name of raises.keys()) {
    const found = banned.get(name);
    if (found !== undefined && !before.has(name)) return found;
  }
  return undefined;
}

/** A package as it would be after the repair. */
interface Member {
  readonly name: string;
  readonly version: string;
  readonly depends: readonly Atom[];
  readonly installIf: readonly Atom[];
  readonly provides: readonly Provision[];
}

function memberOf(one: InstalledPackage, raise?: Raise): Member {
  const get = (letter: string): string | undefined =>
    raise === undefined ? field(one, letter) : raise.offer.fields.get(letter);
  const version = raise?.offer.version ?? one.version;
  return {
    name: one.name,
    version,
    depends: parseAtoms(get("D")),
    installIf: parseAtoms(get("i")),
    provides: provisions(one.name, version, get("p")),
  };
}

/** Raises what else must be raised. Gives what stands in the way, if something does. */
function close(
  { installed, world }: Question,
  candidates: Candidates,
  raises: Map<string, Raise>,
): Trouble | undefined {
  const old = new Surroundings(installed.map((one) => memberOf(one)));
  const wanted = new Set(world.map(({ name }) => name));
  for (;;) {
    const now = new Surroundings(installed.map((one) => memberOf(one, raises.get(one.name))));
    const unmet = firstUnmet(now, old, wanted);
    if (unmet === undefined) return undefined;
    const helper = [unmet.by.name, ...now.providersOf(unmet.atom), ...old.providersOf(unmet.atom)]
      .filter((name) => !raises.has(name))
      .map((name) => candidates.choose(name))
      .find((choice) => choice.kind === "offer");
    if (helper?.kind !== "offer") {
      const reason = unmet.atom.conflict
        ? `${unmet.by.name} ${unmet.by.version} cannot stand beside ${unmet.atom.name}.`
        : `${unmet.by.name} ${unmet.by.version} needs ${unmet.atom.text}, which is not in the image.`;
      return { code: "FIX_DEPENDENCY", reason };
    }
    raises.set(helper.old.name, { old: helper.old, offer: helper.offer, because: "dependency" });
  }
}

interface Unmet {
  readonly by: Member;
  readonly atom: Atom;
}

function firstUnmet(now: Surroundings, old: Surroundings, wanted: ReadonlySet<string>): Unmet | undefined {
  for (const by of now.members) {
    const missing = by.depends.find(
      (atom) => !now.meets(by, atom) && !(old.knows(by, atom) && !old.meets(by, atom)),
    );
    if (missing !== undefined) return { by, atom: missing };
    // It is only there because others are; where they leave it behind, apk would take it away.
    const before = old.member(by.name);
    const along = before?.installIf ?? [];
    if (along.length === 0 || wanted.has(by.name) || !along.every((atom) => old.meets(by, atom))) continue;
    const gone = by.installIf.find((atom) => !now.meets(by, atom));
    if (gone !== undefined) return { by, atom: gone };
  }
  return undefined;
}

/** All packages of an image at one time. */
class Surroundings {
  readonly members: readonly Member[];
  readonly #byName = new Map<string, Member>();
  readonly #provided = new Map<string, { readonly member: Member; readonly provision: Provision }[]>();

  constructor(members: readonly Member[]) {
    this.members = members;
    for (const member of members) {
      this.#byName.set(member.name, member);
      for (const provision of member.provides) {
        const list = this.#provided.get(provision.name) ?? [];
        list.push({ member, provision });
        this.#provided.set(provision.name, list);
      }
    }
  }

  member(name: string): Member | undefined {
    return this.#byName.get(name);
  }

  providersOf(atom: Atom): string[] {
    return (this.#provided.get(atom.name) ?? []).map(({ member }) => member.name);
  }

  meets(by: Member, atom: Atom): boolean {
    const found = (this.#provided.get(atom.name) ?? []).some(
      ({ member, provision }) => fits(atom, provision) && !(atom.conflict && member.name === by.name),
    );
    return found !== atom.conflict;
  }

  /** Whether the package had this very demand. */
  knows(by: Member, atom: Atom): boolean {
    return this.#byName.get(by.name)?.depends.some(({ text }) => text === atom.text) ?? false;
  }
}
