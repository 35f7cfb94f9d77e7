import { type Finding, isVulnerability } from "../model/index.ts";
import { matcher } from "./glob.ts";
import { idsOf } from "./ids.ts";
import { anyOf, isLiteral, type Meant, meaning, purlForms, purlMatcher, withoutSlash } from "./patterns.ts";
import type { Waiver } from "./waiver-schema.ts";

/** Of fingerprints, by which they are looked up; a waiver has at least as many. */
export const PREFIX = 8;

/** A waiver, its patterns made ready. */
interface Ready {
  readonly waiver: Waiver;
  /** In the policy. */
  readonly number: number;
  covers(finding: Finding): boolean;
}

/**
 * Waivers, to be found by what they name, so that a thousand of them cost a finding no more than a few. Those that name
 * only patterns are sorted out once for each purl and path.
 */
export class WaiverBook {
  readonly #byKey = new Map<string, Ready[]>();
  readonly #ofPurl: (purl: string) => readonly Ready[];
  readonly #ofPath: (path: string) => readonly Ready[];
  readonly #others: readonly Ready[];

  constructor(waivers: readonly Waiver[]) {
    const rest: Ready[] = [];
    for (const [number, waiver] of waivers.entries()) {
      const one = ready(waiver, number);
      const key = keyOf(waiver);
      if (key === undefined) rest.push(one);
      else if (this.#byKey.get(key)?.push(one) === undefined) this.#byKey.set(key, [one]);
    }
    const byPurl = rest.flatMap((one): Meant<Ready>[] => {
      const { purl } = one.waiver;
      return purl === undefined ? [] : [{ one, patterns: [purl] }];
    });
    const byPath = rest.flatMap((one): Meant<Ready>[] => {
      const { purl, path } = one.waiver;
      return purl !== undefined || path === undefined ? [] : [{ one, patterns: [withoutSlash(path)] }];
    });
    this.#ofPurl = meaning(byPurl, "", purlForms);
    this.#ofPath = meaning(byPath, "/");
    this.#others = rest.filter(({ waiver }) => waiver.purl === undefined && waiver.path === undefined);
  }

  /** All waivers that a finding falls under, in the order of the policy. */
  covering(finding: Finding): readonly Waiver[] {
    const found: Ready[] = [];
    if (this.#byKey.size > 0) {
      for (const id of idsOf(finding)) this.#take(this.#byKey.get(id), finding, found);
      this.#take(this.#byKey.get(finding.fingerprint.slice(0, PREFIX)), finding, found);
    }
    if (isVulnerability(finding)) {
      const { name, source, purl } = finding.package;
      this.#take(this.#byKey.get(packageKey(name)), finding, found);
      if (source !== undefined && source.name !== name)
        this.#take(this.#byKey.get(packageKey(source.name)), finding, found);
      this.#take(this.#ofPurl(purl), finding, found);
    }
    if (finding.location !== undefined) this.#take(this.#ofPath(finding.location.path), finding, found);
    this.#take(this.#others, finding, found);
    if (found.length < 2) return found.map(({ waiver }) => waiver);
    return found.sort((a, b) => a.number - b.number).map(({ waiver }) => waiver);
  }

  #take(candidates: readonly Ready[] | undefined, finding: Finding, found: Ready[]): void {
    if (candidates === undefined) return;
    for (const one of candidates) if (one.covers(finding)) found.push(one);
  }
}

/** What a waiver is looked up by; `undefined` where it names only patterns. */
function keyOf({ id, rule, fingerprint, package: name }: Waiver): string | undefined {
  if (fingerprint !== undefined) return fingerprint.slice(0, PREFIX);
  const named = id ?? rule;
  if (named !== undefined) return named.toUpperCase();
  return name !== undefined && isLiteral(name) ? packageKey(name) : undefined;
}

/** Ids and fingerprints have no blanks. */
function packageKey(name: string): string {
  return `package ${name}`;
}

function ready(waiver: Waiver, number: number): Ready {
  const { id, rule, fingerprint, package: name, purl, path, instruction } = waiver;
  const ofPackage = name === undefined ? undefined : anyOf([name], "");
  const ofPurl = purl === undefined ? undefined : purlMatcher([purl]);
  const atPath = path === undefined ? undefined : anyOf([withoutSlash(path)]);
  const ofInstruction = instruction === undefined ? undefined : matcher(oneBlank(instruction), "");
  return {
    waiver,
    number,
    covers(finding) {
      if (fingerprint !== undefined && !finding.fingerprint.startsWith(fingerprint)) return false;
      if (id !== undefined || rule !== undefined) {
        const ids = idsOf(finding);
        if (id !== undefined && !ids.includes(id.toUpperCase())) return false;
        if (rule !== undefined && !ids.includes(rule.toUpperCase())) return false;
      }
      if (ofPackage !== undefined && !isAbout(finding, ofPackage)) return false;
      if (ofPurl !== undefined && !(isVulnerability(finding) && ofPurl(finding.package.purl))) return false;
      if (atPath !== undefined && !(finding.location && atPath(finding.location.path))) return false;
      return ofInstruction === undefined || ofInstruction(subjectOf(finding));
    },
  };
}

function isAbout(finding: Finding, fits: (name: string) => boolean): boolean {
  if (!isVulnerability(finding)) return false;
  const { name, source } = finding.package;
  return fits(name) || (source !== undefined && fits(source.name));
}

function subjectOf(finding: Finding): string {
  return finding.kind === "risk" ? oneBlank(finding.subject) : "";
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
