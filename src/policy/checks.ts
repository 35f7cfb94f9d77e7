import { DrydockError } from "../errors.ts";
import {
  CATEGORIES,
  type Category,
  type Checks,
  PROFILES,
  type Profile,
  type Severity,
  type YaraSource,
} from "../model/index.ts";
import { daysLeft } from "./days.ts";
import { pathMatcher } from "./glob.ts";
import type { Locked } from "./locks.ts";
import type { Scope } from "./scope.ts";

/**
 * What is to be looked for: the policy's scope, and on top of it the words of `--checks`. A category or rule is switched
 * on, with a minus off; a profile is named as `profile:acr`. Where categories or rules are named without a minus, only
 * those are looked at. Throws `DrydockError` USAGE for a word that is none of these, and where
 * the scope is locked.
 */
export function checksOf(
  { scope, locked }: { readonly scope: Scope; readonly locked?: Locked },
  words: readonly string[] = [],
  yaraRules: readonly YaraSource[] = [],
): Checks {
  if (words.length > 0 && locked?.scope !== undefined)
    throw new DrydockError("USAGE", `--checks: ${locked.scope} has locked what is looked for.`, {
      hint: "Leave it out.",
    });
  const asked = words.map(wordOf);
  const profile = asked.findLast((word) => word.profile !== undefined)?.profile ?? scope.profile;
  const askedRules = new Map(
    asked.flatMap(({ rule, isOff }) => (rule === undefined ? [] : [[rule, !isOff]])),
  );
  const ofFile = new Map<string, "on" | "off" | Severity>(Object.entries(scope.rules));
  const excluded = scope.exclude.map(pathMatcher);
  const declared = scope.settings.products.map(({ path, expires }) => ({ covers: covering(path), expires }));
  const { categories, onlyRules } = wanted(asked, scope);
  return {
    categories,
    profile,
    isOn({ id, category, isOptional, isStrict }) {
      const isAsked = askedRules.get(id);
      if (isAsked !== undefined) return isAsked;
      if (onlyRules.has(category)) return false;
      const said = ofFile.get(id);
      if (said !== undefined) return said !== "off";
      return isOptional !== true && (isStrict !== true || profile === "strict");
    },
    severityOf(ruleId) {
      const said = ofFile.get(ruleId);
      return said === "on" || said === "off" ? undefined : said;
    },
    isExcluded: (path) => excluded.some((matches) => matches(path)),
    isDeclared: (path, now) =>
      declared.some(({ covers, expires }) => daysLeft(expires, now) >= 0 && covers(path)),
    limits: scope.limits,
    settings: scope.settings,
    yaraRules,
  };
}

/** `opt/tool`, `/opt/tool/` and `/opt/tool/**` all mean that file or folder and what is in it. */
function covering(pattern: string): (path: string) => boolean {
  const folder = pattern.replace(/\/(?:\*{2,})?$/, "");
  const [itself, within] = [pathMatcher(folder), pathMatcher(`${folder}/**`)];
  return (path) => itself(path) || within(path);
}

/**
 * The same without what cannot be told of `what` (an SBOM, a Dockerfile). Throws `DrydockError` USAGE where nothing is left
 * of what was asked for.
 */
export function limitedTo(checks: Checks, possible: readonly Category[], what: string): Checks {
  const categories = new Set(possible.filter((one) => checks.categories.has(one)));
  if (categories.size > 0) return { ...checks, categories };
  const asked = [...checks.categories].join(", ") || "nothing";
  throw new DrydockError("USAGE", `${what} tells nothing of what is to be looked for (${asked}).`, {
    hint: `It tells of ${possible.join(", ")}; scan the image itself for the rest.`,
  });
}

/** The categories to look at, and those among them of which only single rules were asked for. */
function wanted(asked: readonly Word[], scope: Scope) {
  const on = asked.filter(({ isOff }) => !isOff);
  const named = new Set(on.flatMap(({ category }) => category ?? []));
  const ofRules = new Set(on.flatMap(({ rule }) => (rule === undefined ? [] : categoriesOf(rule))));
  const off = new Set(asked.flatMap(({ category, isOff }) => (isOff ? (category ?? []) : [])));
  const start = named.size + ofRules.size > 0 ? [...named, ...ofRules] : scope.categories;
  return {
    categories: new Set(start.filter((one) => !off.has(one))),
    onlyRules: new Set([...ofRules].filter((one) => !named.has(one))),
  };
}

const FAMILIES: Readonly<Record<string, Category>> = {
  DF: "instruction",
  BL: "baseline",
  SF: "sensitive",
  MW: "malware",
};

function categoriesOf(rule: string): readonly Category[] {
  const category = FAMILIES[rule.slice(3, 5)];
  return category === undefined ? [] : [category];
}

interface Word {
  readonly isOff: boolean;
  readonly category?: Category;
  readonly rule?: string;
  readonly profile?: Profile;
}

function wordOf(text: string): Word {
  const isOff = text.startsWith("-");
  const word = isOff ? text.slice(1) : text;
  const category = CATEGORIES.find((one) => one === word.toLowerCase());
  if (category !== undefined) return { isOff, category };
  const [, family, number, letter = ""] = /^DD-(DF|BL|SF|MW)-(\d{3})([a-z]?)$/i.exec(word) ?? [];
  if (family !== undefined)
    return { isOff, rule: `DD-${family.toUpperCase()}-${number}${letter.toLowerCase()}` };
  const profile = PROFILES.find((one) => `profile:${one}` === word.toLowerCase());
  if (profile !== undefined && !isOff) return { isOff, profile };
  throw new DrydockError("USAGE", `--checks: ${JSON.stringify(text)} is no category, rule or profile.`, {
    hint: `Categories are ${CATEGORIES.join(", ")}; a rule is written DD-DF-001, a profile profile:acr; a minus in front switches off.`,
  });
}
