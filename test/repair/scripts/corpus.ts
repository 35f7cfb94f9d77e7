import {
  proveScripts,
  type ScriptName,
  type Scripts,
  type Verdict,
} from "../../../src/repair/scripts/index.ts";
import { containerFacts, fixture } from "./container-root.ts";

/** A package with its real scripts and the verdicts that are expected of them, together and one by one. */
export interface CorpusPackage {
  readonly package: string;
  readonly version: string;
  readonly architecture: string;
  readonly scripts: Readonly<Partial<Record<ScriptName, string>>>;
  readonly verdict: Verdict;
  readonly verdicts: Readonly<Partial<Record<ScriptName, Verdict>>>;
}

export const corpus = fixture("scripts.json.gz") as readonly CorpusPackage[];

const ROLES = {
  prerm: "oldPrerm",
  preinst: "newPreinst",
  postrm: "oldPostrm",
  postinst: "newPostinst",
} as const;

const facts = containerFacts();

/** An upgrade of the package from a version that is just older, with the same scripts in both. */
export function prove(one: CorpusPackage, scripts: CorpusPackage["scripts"]): Verdict {
  const roles: Scripts = Object.fromEntries(
    Object.entries(scripts).map(([name, text]) => [ROLES[name as ScriptName], text]),
  );
  return proveScripts(roles, {
    package: one.package,
    architecture: one.architecture,
    oldVersion: `${one.version}~`,
    newVersion: one.version,
    facts,
  });
}
