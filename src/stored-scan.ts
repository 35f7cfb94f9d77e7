import { DrydockError } from "./errors.ts";
import { parseDocument } from "./image/document.ts";
import {
  type Finding,
  type Gap,
  isVulnerability,
  type JudgedFinding,
  type JudgedGap,
  type Package,
  type Platform,
  type ScanResult,
} from "./model/index.ts";
import { resultForm, type StoredForm } from "./stored-form.ts";

/** A result with a hundred thousand findings takes some 150 MB. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * The result of a scan, from the JSON report that it wrote. Of the verdict all is there but the VEX statements behind it.
 * Throws `DrydockError` IMAGE_INVALID for what is no such report, or contradicts itself.
 */
export function storedScan(bytes: Buffer, what: string): ScanResult {
  const stored = parseDocument(bytes, resultForm, what, MAX_BYTES);
  const packages = stored.packages.map(({ origin: _, ...pkg }) => pkg as Package);
  const judged = judgedFindings(stored, packages, what);
  const gaps = stored.gaps.map(({ decision: said, ...rest }) => ({ gap: rest as Gap, ...said }) as JudgedGap);
  const { outcome, reason, remarks, image, database, drydock, scannedAt, checked, notices, rules } = stored;
  const { policyRules, warnings, actions, baseline, fixed } = stored;
  const decided = decidedBy([...judged, ...gaps], judged);
  if (outcome !== decided)
    throw new DrydockError("IMAGE_INVALID", `${what} says ${outcome}, but what it lists makes ${decided}.`);
  return {
    drydock,
    scannedAt,
    finishedAt: stored.finishedAt ?? scannedAt,
    image: imageOf(image),
    ...(database === null ? {} : { database }),
    checked,
    notices,
    packages,
    findings: judged.map((row) => row.finding),
    rules,
    gaps: gaps.map((row) => row.gap),
    verdict: { outcome, reason, judged, gaps, remarks, rules: policyRules, warnings, actions },
    ...(baseline === undefined ? {} : { baseline }),
    ...(fixed === undefined ? {} : { fixed }),
  } as ScanResult;
}

/** As the judge of that day must have come to it. */
function decidedBy(
  all: readonly { readonly action: string }[],
  findings: readonly JudgedFinding[],
): ScanResult["verdict"]["outcome"] {
  if (findings.some(({ action }) => action === "block")) return "blocked";
  return all.some(({ action }) => action === "block") ? "unproven" : "pass";
}

/** A finding has of its package only what tells it apart. */
function judgedFindings(
  stored: StoredForm,
  packages: readonly Package[],
  what: string,
): readonly JudgedFinding[] {
  const keyOf = ({ name, version, purl }: Pick<Package, "name" | "version" | "purl">) =>
    JSON.stringify([name, version, purl]);
  const known = new Map<string, Package[]>();
  for (const pkg of packages) known.set(keyOf(pkg), [...(known.get(keyOf(pkg)) ?? []), pkg]);
  return stored.findings.map(({ decision, since, origin: _, ...rest }): JudgedFinding => {
    const said = { ...decision, ...(since === undefined ? {} : { since }) };
    const found = rest as unknown as Finding;
    if (!isVulnerability(found)) return { finding: found, ...said } as JudgedFinding;
    const { path, layer: at } = found.location;
    const same = known.get(keyOf(found.package)) ?? [];
    const there = same.find(({ locations: [first] }) => first?.path === path && first.layer === at);
    const pkg = there ?? same[0];
    if (pkg === undefined)
      throw new DrydockError("IMAGE_INVALID", `${what} names a vulnerable package that it does not list.`);
    return { finding: { ...found, package: pkg }, ...said } as JudgedFinding;
  });
}

function imageOf({ platform, os, ...image }: StoredForm["image"]) {
  return { ...image, platform: platformOf(platform), ...(os === null ? {} : { os: systemOf(os) }) };
}

function platformOf(printed: string): Platform {
  const [os = "", architecture = "", variant] = printed.split("/");
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

function systemOf({ id, ...os }: NonNullable<StoredForm["image"]["os"]>) {
  return { family: id, ...os };
}
