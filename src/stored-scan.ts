import { z } from "zod";
import { DrydockError } from "./errors.ts";
import { parseDocument } from "./image/document.ts";
import {
  CATEGORIES,
  type Finding,
  type Gap,
  isVulnerability,
  type JudgedFinding,
  type JudgedGap,
  type Package,
  type Platform,
  PROFILES,
  type ScanResult,
  SEVERITIES,
} from "./model/index.ts";

/** A result with a hundred thousand findings takes some 150 MB. */
const MAX_BYTES = 256 * 1024 * 1024;

const text = z.string();
const texts = z.array(text);
const severity = z.enum(SEVERITIES);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "is no digest");
const layer = z.int().nonnegative();
const location = z.looseObject({ path: text, layer, diffId: digest });
const decision = z.object({ action: z.enum(["block", "warn", "note", "waive"]), because: text });
const vex = z.looseObject({ status: z.enum(["not_affected", "fixed"]), justification: text.optional() });
const lines = z.looseObject({
  path: text,
  startLine: z.int(),
  endLine: z.int(),
  endColumn: z.int().optional(),
});
const origin = z.looseObject({
  instruction: text.optional(),
  dockerfile: lines.optional(),
  owner: z.enum(["base", "own", "unknown"]),
  certainty: z.enum(["proved", "likely", "unknown"]),
  note: text.optional(),
});

const packageForm = z.looseObject({
  name: text,
  version: text,
  ecosystem: text,
  purl: text,
  by: text,
  source: z.looseObject({ name: text, version: text }).optional(),
  architecture: text.optional(),
  licenses: texts.optional(),
  vendor: text.optional(),
  module: text.optional(),
  dependencies: texts.optional(),
  hashes: z.looseObject({ sha1: text.optional(), sha256: text.optional() }).optional(),
  cpe: text.optional(),
  locations: z.array(location).min(1),
  origin: z.unknown().optional(),
});

const finding = {
  rule: text,
  severity,
  title: text,
  fingerprint: text,
  decision: decision.extend({ vex: vex.optional() }),
  since: z.enum(["new", "known"]).optional(),
  origin: z.unknown().optional(),
};
const score = z.number().optional();
const vulnerability = z.looseObject({
  ...finding,
  kind: z.literal("vulnerability"),
  location,
  package: z.looseObject({ name: text, version: text, ecosystem: text, purl: text }),
  advisory: z.looseObject({
    id: text,
    aliases: texts,
    source: z.looseObject({ id: text, name: text, url: text }).optional(),
    description: text.optional(),
    url: text.optional(),
    references: texts,
    cwes: texts,
    cvss: z.record(text, z.looseObject({ v2Score: score, v3Score: score, v4Score: score })),
    published: text.optional(),
    modified: text.optional(),
  }),
  severitySource: text.optional(),
  fixedIn: text.optional(),
  status: z.enum([
    "fixed",
    "affected",
    "under-investigation",
    "will-not-fix",
    "fix-deferred",
    "end-of-life",
    "not-affected",
    "unknown",
  ]),
  matchedBy: text,
});
const riskCategory = z.enum(CATEGORIES).exclude(["system", "application"]);
const risk = z.looseObject({
  ...finding,
  kind: z.literal("risk"),
  location: location.optional(),
  category: riskCategory,
  subject: text,
  evidence: texts,
  advice: text,
  documentation: text,
  peers: texts,
  line: z.int().optional(),
  dockerfile: lines.optional(),
  owner: z.enum(["base", "own", "unknown"]).optional(),
  isDeleted: z.boolean().optional(),
  also: texts.optional(),
  exception: z
    .looseObject({ reason: text, until: text.optional(), by: z.enum(["drydock", "hadolint"]) })
    .optional(),
});
/** What is gone is judged by nobody, and its package is in no list. */
const gone = z.discriminatedUnion("kind", [
  vulnerability.omit({ decision: true }).extend({ package: packageForm }),
  risk.omit({ decision: true }),
]);
const gap = z.looseObject({
  kind: text,
  where: text,
  by: text,
  reason: text,
  layer: digest.optional(),
  category: riskCategory.optional(),
  rule: z.looseObject({ id: text, category: riskCategory, severity }).optional(),
  decision,
});

const resultForm = z.looseObject({
  schemaVersion: z.literal(1),
  drydock: z.object({ version: text }),
  scannedAt: z.iso.datetime({ offset: true }),
  outcome: z.enum(["pass", "blocked", "unproven"]),
  reason: text,
  remarks: texts,
  image: z.looseObject({
    reference: text,
    digest,
    names: texts,
    platform: text,
    created: text.optional(),
    os: z.looseObject({ id: text, version: text }).nullable(),
    layers: z.array(
      z.looseObject({
        index: layer,
        diffId: digest,
        digest: digest.optional(),
        size: z.number().optional(),
        createdBy: text.optional(),
        origin: origin.optional(),
      }),
    ),
    baseImage: z.looseObject({ name: text.optional(), digest: text.optional(), from: text }).optional(),
  }),
  database: z
    .looseObject({
      kind: text,
      schema: z.number(),
      origin: text,
      updatedAt: text.optional(),
      sample: z.boolean(),
    })
    .nullable(),
  checked: z.looseObject({
    categories: z.array(z.enum(CATEGORIES)),
    profile: z.enum(PROFILES),
    partial: z.array(z.enum(CATEGORIES)).optional(),
    added: texts.optional(),
  }),
  notices: texts,
  packages: z.array(packageForm),
  findings: z.array(z.discriminatedUnion("kind", [vulnerability, risk])),
  baseline: z.object({ reference: text, digest: text, scannedAt: text }).optional(),
  fixed: z.array(gone).optional(),
  rules: z.array(
    z.looseObject({
      id: text,
      category: riskCategory,
      title: text,
      severity,
      fires: text,
      guards: text,
      advice: text,
      peers: texts,
    }),
  ),
  gaps: z.array(gap),
});

type Stored = z.output<typeof resultForm>;

/**
 * The result of a scan, from the JSON report that it wrote. Throws `DrydockError` IMAGE_INVALID for what is no such report, or contradicts itself.
 */
export function storedScan(bytes: Buffer, what: string): ScanResult {
  const stored = parseDocument(bytes, resultForm, what, MAX_BYTES);
  const packages = stored.packages.map(({ origin: _, ...pkg }) => pkg as Package);
  const judged = judgedFindings(stored, packages, what);
  const gaps = stored.gaps.map(({ decision: said, ...rest }) => ({ gap: rest as Gap, ...said }) as JudgedGap);
  const { outcome, reason, remarks, image, database, drydock, scannedAt, checked, notices, rules } = stored;
  const { baseline, fixed } = stored;
  const decided = decidedBy([...judged, ...gaps], judged);
  if (outcome !== decided)
    throw new DrydockError("IMAGE_INVALID", `${what} says ${outcome}, but what it lists makes ${decided}.`);
  return {
    drydock,
    scannedAt,
    image: imageOf(image),
    ...(database === null ? {} : { database }),
    checked,
    notices,
    packages,
    findings: judged.map((row) => row.finding),
    rules,
    gaps: gaps.map((row) => row.gap),
    verdict: { outcome, reason, judged, gaps, remarks },
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
  stored: Stored,
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

function imageOf({ platform, os, ...image }: Stored["image"]) {
  return { ...image, platform: platformOf(platform), ...(os === null ? {} : { os: systemOf(os) }) };
}

function platformOf(printed: string): Platform {
  const [os = "", architecture = "", variant] = printed.split("/");
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

function systemOf({ id, ...os }: NonNullable<Stored["image"]["os"]>) {
  return { family: id, ...os };
}
