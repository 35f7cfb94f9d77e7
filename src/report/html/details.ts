import type { Cvss } from "../../model/advisory.ts";
import { isVulnerability, type RiskFinding, type VulnerabilityFinding } from "../../model/finding.ts";
import { originOf, ownerOf } from "../../model/origin.ts";
import type { Rule } from "../../model/rule.ts";
import type { ScanResult } from "../../model/scan-result.ts";
import type { JudgedFinding } from "../../model/verdict.ts";
import { dockerfileOf } from "../origin.ts";
import { peersText } from "../peers.ts";
import { NO_FIX } from "../words.ts";
import { MAX_TEXT, short, shorten } from "./markup.ts";
import type { Detail } from "./page-data.ts";
import { ownerWordOf, pathOf } from "./place.ts";
import { capital } from "./words.ts";

/** References, evidence, aliases: some advisories have hundreds, and nobody reads them. */
const MAX_TEXTS = 20;
const MAX_ADDRESS = 2000;

type Image = ScanResult["image"];

/** Everything that is said of a finding when it is opened, what to do first. Labels without texts stay out. */
export function detailsOf(
  row: JudgedFinding,
  image: Image,
  rules: ReadonlyMap<string, Rule>,
): readonly Detail[] {
  const { finding, action, because, vex } = row;
  const own = isVulnerability(finding)
    ? vulnerabilityDetails(finding, image)
    : riskDetails(finding, rules.get(finding.rule));
  const [advice, ...more] = own;
  const all = [
    advice!,
    text("Verdict", because),
    text("VEX", vex && [vex.status, vex.justification].filter((one) => one !== undefined).join(": ")),
    ...more,
    ...originDetails(row, image),
    action === "waive"
      ? code("Fingerprint", finding.fingerprint)
      : code("To accept it", `drydock waive ${finding.fingerprint} --reason "…"`),
  ];
  return all.filter(({ texts }) => texts.length > 0);
}

function vulnerabilityDetails(finding: VulnerabilityFinding, image: Image): readonly Detail[] {
  const { advisory, package: affected, fixedIn, status } = finding;
  const { name, version, architecture, source, purl } = affected;
  const isSame = source === undefined || (source.name === name && source.version === version);
  return [
    text("What to do", upgradeAdvice(finding, image)),
    text("Description", advisory.description),
    text("Package", [short(name), short(version), architecture ?? ""].join(" ").trim()),
    text("Built from", isSame ? undefined : `${short(source.name)} ${short(source.version)}`),
    text("Fixed in", fixedIn ?? capital(NO_FIX[status])),
    text("Severity by", finding.severitySource),
    text("CVSS", ...Object.entries(advisory.cvss).map(cvssText)),
    text("Weaknesses", listOf(advisory.cwes)),
    text("Also known as", listOf(advisory.aliases)),
    text("Published", advisory.published?.slice(0, 10)),
    links("References", [...(advisory.url === undefined ? [] : [advisory.url]), ...advisory.references]),
    text("Advisory of", advisory.source?.name),
    text("Matched by", finding.matchedBy),
    code("Package URL", purl),
  ];
}

function upgradeAdvice(finding: VulnerabilityFinding, image: Image): string {
  const { fixedIn, status, package: affected } = finding;
  const isBase = ownerOf(image, finding) === "base";
  const base = isBase ? " It comes from the base image: a newer one may bring it." : "";
  if (fixedIn !== undefined) return `Upgrade ${short(affected.name)} to ${short(fixedIn)} or newer.${base}`;
  if (status === "not-affected") return "Nothing: the vendor says that this package is not affected.";
  return `There is no version to upgrade to (${NO_FIX[status]}). Remove the package if nothing needs it, or waive the finding with a reason.`;
}

function cvssText([source, { v4Score, v4Vector, v3Score, v3Vector, v2Score, v2Vector }]: [
  string,
  Cvss,
]): string {
  const parts = [
    v4Score === undefined ? "" : `4.0: ${v4Score} ${v4Vector ?? ""}`,
    v3Score === undefined ? "" : `3: ${v3Score} ${v3Vector ?? ""}`,
    v2Score === undefined ? "" : `2: ${v2Score} ${v2Vector ?? ""}`,
  ].filter((part) => part !== "");
  return `${short(source)}, version ${parts.map((part) => part.trim()).join("; ")}`;
}

function riskDetails(finding: RiskFinding, rule: Rule | undefined): readonly Detail[] {
  const { subject, evidence, advice, isDeleted, also, exception, peers, documentation } = finding;
  const until = exception?.until === undefined ? "" : ` (until ${exception.until})`;
  return [
    text("What to do", advice),
    code("What it is about", subject),
    code("What was seen", ...evidence),
    text("Deleted", isDeleted && "A later layer deletes it; whoever pulls the image still has it."),
    text("Excepted", exception && `${exception.reason}${until}`),
    text("The rule fires when", rule?.fires),
    text("It does not when", rule?.guards),
    text("Other rules that fired", listOf(also ?? [])),
    text("The same check elsewhere", peers.length === 0 ? undefined : peersText(peers)),
    code("More on the rule", `drydock rules ${finding.rule}`, documentation),
  ];
}

function originDetails({ finding }: JudgedFinding, image: Image): readonly Detail[] {
  const { location } = finding;
  const origin = originOf(image, location);
  const lines = dockerfileOf(image, finding);
  const range =
    lines && (lines.endLine > lines.startLine ? `${lines.startLine}-${lines.endLine}` : lines.startLine);
  return [
    code("Path", location && pathOf(finding)),
    text("Layer", location && `${location.layer + 1} of ${image.layers.length}`),
    code("Brought by", origin?.instruction),
    code("Dockerfile", lines && `${short(lines.path)}:${range}`),
    text("Whose", ownerWordOf(image, finding)),
    text("Note", origin?.note),
  ];
}

type Maybe = string | false | undefined;

function text(label: string, ...texts: readonly Maybe[]): Detail {
  return { label, texts: capped(texts), form: "text" };
}

function code(label: string, ...texts: readonly Maybe[]): Detail {
  return { label, texts: capped(texts), form: "code" };
}

/** Only what a browser may follow without doing anything else than opening a page. */
function links(label: string, addresses: readonly string[]): Detail {
  const good = addresses.flatMap((address) => webAddress(address) ?? []);
  return { label, texts: [...new Set(good)].slice(0, MAX_TEXTS), form: "link" };
}

/** As a browser reads it: in ASCII, so that no look-alike of a host is shown. */
export function webAddress(address: string): string | undefined {
  if (address.length > MAX_ADDRESS || !/^https?:\/\//i.test(address) || !URL.canParse(address))
    return undefined;
  const { href, username, password } = new URL(address);
  return username === "" && password === "" && href.length <= MAX_ADDRESS ? href : undefined;
}

function capped(texts: readonly Maybe[]): readonly string[] {
  const given = texts.filter((one): one is string => typeof one === "string" && one !== "");
  const more = given.length - MAX_TEXTS;
  const shown = given.slice(0, MAX_TEXTS).map((one) => shorten(one, MAX_TEXT));
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}

function listOf(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const more = words.length > MAX_TEXTS ? ` and ${words.length - MAX_TEXTS} more` : "";
  return `${words.slice(0, MAX_TEXTS).map(short).join(", ")}${more}`;
}
