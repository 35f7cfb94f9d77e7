import type { Deb } from "../archive/index.ts";
import { Refusal } from "../refusal.ts";
import { proveScripts, type Scripts, type Verdict } from "../scripts/index.ts";
import { type Database, type Described, describe, type Installed } from "./database.ts";
import { applyEffects } from "./effects.ts";
import type { Overlay } from "./overlay.ts";
import { infoStem } from "./ownership.ts";
import { scriptFacts } from "./script-facts.ts";

/** What scripts are judged with. */
export interface ScriptSurroundings {
  readonly database: Database;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly infoByArchitecture: boolean;
  /** The image as it is. */
  readonly before: Overlay;
}

const NAMES = ["prerm", "preinst", "postrm", "postinst"] as const;

/**
 * Judges an upgrade by the scripts that are installed, before anything is brought: what a package's present scripts do is
 * what its next ones will do, too. A sentence where they cannot be proved.
 */
export function judgeInstalled(
  installed: Installed,
  next: Described,
  surroundings: ScriptSurroundings,
): string | undefined {
  const { files, infoByArchitecture, before } = surroundings;
  const stem = infoStem(installed, infoByArchitecture);
  const [oldPrerm, newPreinst, oldPostrm, newPostinst] = NAMES.map((name) => files.get(`${stem}.${name}`));
  const verdict = prove(
    { oldPrerm, newPreinst, oldPostrm, newPostinst },
    installed,
    next,
    surroundings,
    before,
    true,
  );
  return verdict.kind === "refused" ? sentence(installed, next, verdict) : undefined;
}

/**
 * Judges the scripts that dpkg would run, and does to the file system what they do. Throws `Refusal` FIX_SCRIPT.
 */
export function runScripts(
  installed: Installed,
  deb: Deb,
  surroundings: ScriptSurroundings,
  after: Overlay,
  mtime: number,
): void {
  const { files, infoByArchitecture } = surroundings;
  const stem = infoStem(installed, infoByArchitecture);
  const scripts = {
    oldPrerm: files.get(`${stem}.prerm`),
    newPreinst: deb.info.get("preinst")?.content,
    oldPostrm: files.get(`${stem}.postrm`),
    newPostinst: deb.info.get("postinst")?.content,
  };
  const next = describe(deb.control);
  const oldTemplates = files.get(`${stem}.templates`)?.toString("latin1");
  const sameTemplates = oldTemplates === deb.info.get("templates")?.content.toString("latin1");
  const verdict = prove(scripts, installed, next, surroundings, after, sameTemplates);
  if (verdict.kind === "refused") throw new Refusal("FIX_SCRIPT", sentence(installed, next, verdict));
  if (verdict.kind === "effects") applyEffects(verdict.effects, after, mtime);
}

type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

function prove(
  scripts: Optional<Scripts>,
  installed: Installed,
  next: Described,
  { database, files, before }: ScriptSurroundings,
  after: Overlay,
  sameTemplates: boolean,
): Verdict {
  const given = Object.fromEntries(
    Object.entries(scripts).filter(([, text]) => text !== undefined),
  ) as Scripts;
  if (Object.keys(given).length === 0) return { kind: "inert" };
  return proveScripts(given, {
    package: installed.name,
    architecture: next.architecture === "all" ? database.native : next.architecture,
    oldVersion: installed.version,
    newVersion: next.version,
    facts: scriptFacts(before, after, files, database, sameTemplates),
  });
}

function sentence(
  installed: Installed,
  next: Described,
  { script, command, line, reason }: Verdict & { kind: "refused" },
): string {
  const at = line === undefined ? "" : ` at line ${line}`;
  const what = command === undefined ? "" : ` runs "${command}"${at}`;
  return `The ${script} of ${installed.name} ${next.version}${what}: ${reason}.`;
}
