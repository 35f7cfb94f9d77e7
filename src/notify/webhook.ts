import { categoryOf, isVulnerability, type JudgedFinding, printPlatform } from "../model/index.ts";
import { printJson, short, tally, tallyByCategory } from "../report/index.ts";
import type { Channel } from "./channel.ts";
import { fitting } from "./fitting.ts";
import type { Delivery } from "./notice.ts";
import { signedHeaders } from "./signature.ts";

/** Raised when a field goes or changes its meaning; new fields do not raise it. */
const SCHEMA_VERSION = 1;
const EVENT = "scan.completed";
/** Many receivers take 100 kB, as express does, and no more. */
const MAX_BYTES = 64 * 1024;
const MAX_FINDINGS = 100;
/** Texts of the image and of advisories, in UTF-16 units; what is longer stands in the JSON report. */
const MAX_TEXT = 300;
const MAX_REASON = 1_000;
const MAX_NAMES = 10;

/** JSON for a program of one's own, signed with HMAC where there is a secret. */
export const webhook: Channel = {
  id: "webhook",
  variables: { url: "DRYDOCK_WEBHOOK_URL", secret: "DRYDOCK_WEBHOOK_SECRET" },
  letter(delivery, { url, secret }, now) {
    const { findings, ...frame } = frameOf(delivery);
    const body = fitting(delivery.standing.slice(0, MAX_FINDINGS), MAX_BYTES, (shown) => {
      const worst = shown.map((row) => told(row, delivery.isNew));
      return printJson({ ...frame, findings: { ...findings, worst } }, 0).trimEnd();
    });
    return { url, headers: signedHeaders({ event: EVENT, id: delivery.id, body }, secret, now), body };
  },
};

/** All but the single findings. */
function frameOf(delivery: Delivery) {
  const { id, result, standing, isNew, link } = delivery;
  const { verdict, image, checked } = result;
  return {
    schemaVersion: SCHEMA_VERSION,
    event: EVENT,
    delivery: id,
    drydock: result.drydock,
    scannedAt: result.scannedAt,
    link: link ?? null,
    outcome: verdict.outcome,
    reason: short(verdict.reason, MAX_REASON),
    image: {
      reference: short(image.reference),
      digest: image.digest,
      names: image.names.slice(0, MAX_NAMES).map((name) => short(name)),
      platform: short(printPlatform(image.platform)),
      os: image.os === undefined ? null : { id: short(image.os.family), version: short(image.os.version) },
    },
    summary: tally(verdict.judged),
    summaryByCategory: tallyByCategory(verdict.judged, checked.categories),
    gaps: {
      found: verdict.gaps.length,
      blocking: verdict.gaps.filter(({ action }) => action === "block").length,
    },
    findings: {
      counting: standing.length,
      new: isNew === undefined ? null : standing.filter(({ finding }) => isNew(finding)).length,
    },
  };
}

function told({ finding, action, because }: JudgedFinding, isNew: Delivery["isNew"]) {
  return {
    rule: short(finding.rule),
    category: categoryOf(finding),
    severity: finding.severity,
    title: short(finding.title, MAX_TEXT),
    ...(isVulnerability(finding)
      ? {
          package: short(finding.package.name),
          version: short(finding.package.version),
          purl: short(finding.package.purl, MAX_TEXT),
          fixedIn: finding.fixedIn === undefined ? null : short(finding.fixedIn),
          status: finding.status,
        }
      : { subject: short(finding.subject, MAX_TEXT) }),
    path: finding.location === undefined ? null : short(finding.location.path, MAX_TEXT),
    fingerprint: finding.fingerprint,
    new: isNew === undefined ? null : isNew(finding),
    decision: { action, because: short(because, MAX_TEXT) },
  };
}
