import type { ScanResult } from "../../model/scan-result.ts";
import { risksOf, vulnerabilitiesOf } from "../judged.ts";
import { type Group, groupFindings } from "../table-groups.ts";
import { baseHint } from "../table-origin.ts";
import { type RiskGroup, riskSections } from "../table-risk-groups.ts";
import { NO_FIX, severityWord } from "../words.ts";
import { html, type Markup, short } from "./markup.ts";
import { placeOf } from "./place.ts";
import { grouped } from "./words.ts";

const MAX_STEPS = 12;
const MAX_NAMES = 4;

interface Step {
  readonly what: Markup;
  readonly advice: string;
  readonly where: string;
  readonly severity: string;
  readonly word: string;
  readonly number: number;
}

/** What to do about what blocks, the steps that mend most first; nothing where nothing blocks. */
export function firstSteps(result: ScanResult): Markup | undefined {
  const { verdict, rules, image } = result;
  const upgrades = groupFindings(vulnerabilitiesOf(verdict.judged))
    .filter(({ blocking }) => blocking > 0)
    .map((group) => upgradeStep(group, image));
  const risks = riskSections(risksOf(verdict.judged), rules).flatMap(({ groups }) =>
    groups.filter(({ rows }) => rows[0]!.action === "block").map((group) => riskStep(group, image)),
  );
  // Malicious samples and secrets cannot wait for an upgrade; of upgrades the one that mends most comes first.
  const steps = [...risks, ...upgrades.toSorted((a, b) => b.number - a.number)];
  if (steps.length === 0) return undefined;
  const left = steps.length - MAX_STEPS;
  const more = left > 0 ? html`<p>${grouped(left)} more steps follow from the table of findings.</p>` : "";
  const hint = baseHint(result);
  return html`${hint === undefined ? "" : html`<p class="hint">${hint}</p>`}<ol class="steps">${steps.slice(0, MAX_STEPS).map(stepPart)}</ol>${more}`;
}

function stepPart({ what, advice, where, severity, word, number }: Step): Markup {
  return html`
<li><p><span class="severity is-${severity}">${word}</span> <strong>${what}</strong> <span class="where">${where}</span></p><p>${advice} <span class="blocks">${grouped(number)} blocking</span></p></li>`;
}

function upgradeStep(group: Group, image: ScanResult["image"]): Step {
  const { packages, fixedIn, worst, blocking, rows } = group;
  const names = packages.slice(0, MAX_NAMES).map(({ name }) => short(name));
  const more = packages.length > MAX_NAMES ? ` and ${packages.length - MAX_NAMES} more` : "";
  const fixes = new Set(rows.map(({ finding }) => finding.fixedIn).filter((fix) => fix !== undefined));
  const unfixed = rows.find(({ finding, action }) => action === "block" && finding.fixedIn === undefined);
  const advice =
    fixedIn !== undefined
      ? `Upgrade to ${short(fixedIn)} or newer.`
      : fixes.size > 0
        ? `Upgrade to the newest of ${[...fixes].slice(0, MAX_NAMES).map(short).join(", ")}.`
        : `There is no version to upgrade to (${NO_FIX[rows[0]!.finding.status]}).`;
  const rest = unfixed !== undefined && fixes.size > 0 ? " Some of it has no fix yet." : "";
  return {
    what: html`${names.join(", ")}${more} <span class="version">${short(packages[0]!.version)}</span>`,
    advice: `${advice}${rest}`,
    where: placeOf(image, rows[0]!.finding),
    severity: worst,
    word: worst,
    number: blocking,
  };
}

function riskStep({ title, rows }: RiskGroup, image: ScanResult["image"]): Step {
  const { finding } = rows[0]!;
  const where = placeOf(image, finding);
  const subject = short(finding.subject);
  return {
    what: html`${title}`,
    advice: finding.advice,
    where: `${subject}${where === "" ? "" : `, ${where}`}${rows.length > 1 ? ` and ${rows.length - 1} more` : ""}`,
    severity: finding.severity,
    word: severityWord(finding),
    number: rows.length,
  };
}
