import { z } from "zod";
import { CATEGORIES, PROFILES, SEVERITIES } from "./model/index.ts";

const text = z.string();
const texts = z.array(text);
const severity = z.enum(SEVERITIES);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "is no digest");
const layer = z.int().nonnegative();
const location = z.looseObject({ path: text, layer, diffId: digest });
const registryAction = z.enum(["retag", "delete-tag"]);
const vex = z.looseObject({ status: z.enum(["not_affected", "fixed"]), justification: text.optional() });
const decision = z.object({ action: z.enum(["block", "warn", "note", "waive"]), because: text });
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

/**
 * A JSON report of version 1, as far as anybody asks for it; what is unknown is kept. The form that others go by is
 * `schema/drydock-result.schema.json`: strict, as nothing of ours may be missing there, where this one takes what a newer
 * drydock has added.
 */
export const resultForm = z.looseObject({
  schemaVersion: z.literal(1),
  drydock: z.object({ version: text }),
  scannedAt: z.iso.datetime({ offset: true }),
  finishedAt: z.iso.datetime({ offset: true }).optional(),
  outcome: z.enum(["pass", "blocked", "unproven"]),
  reason: text,
  remarks: texts,
  warnings: texts.default([]),
  actions: z.array(registryAction).default([]),
  policyRules: z
    .array(
      z.looseObject({
        kind: z.enum(["block", "warn"]),
        name: text.optional(),
        words: text,
        message: text.optional(),
        action: registryAction.optional(),
        count: z.int(),
        matches: z.int(),
        fired: z.boolean(),
      }),
    )
    .default([]),
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

export type StoredForm = z.output<typeof resultForm>;
