import { isVulnerability, type ScanResult, type Severity } from "../model/index.ts";
import { printJson, short } from "../report/index.ts";
import { acrNameOf } from "./acr-name.ts";
import type { Channel } from "./channel.ts";
import type { Notice } from "./notice.ts";
import { signedHeaders } from "./signature.ts";

const TYPE = "cr:Artifact:ScanCompleted";

/**
 * The event that Container Registry sends when it has scanned an image, for receivers that are there already: CloudEvents
 * 1.0 as plain JSON. Source: Alibaba Cloud, EventBridge user guide, "Container Registry events".
 */
export const acr: Channel = {
  id: "acr",
  variables: { url: "DRYDOCK_ACR_WEBHOOK_URL", secret: "DRYDOCK_ACR_WEBHOOK_SECRET" },
  letter(delivery, { url, secret, env }, now) {
    const name = acrNameOf(delivery.result.image, env);
    const event = {
      id: delivery.id,
      source: "acs.cr",
      specversion: "1.0",
      type: TYPE,
      subject: `acs.cr:${name.RegionId}:${name.InstanceId}:${name.RepoId}`,
      time: delivery.result.scannedAt,
      datacontenttype: "application/json",
      data: {
        ...name,
        ImageUpdate: timeText(delivery.result.image.created ?? "", delivery.result.scannedAt),
        Status: statusOf(delivery.result),
        ...countsOf(delivery),
      },
    };
    const body = printJson(event, 0).trimEnd();
    return { url, headers: signedHeaders({ event: TYPE, id: delivery.id, body }, secret, now), body };
  },
};

/**
 * Counts below what is there, because it could not be read or nobody looked, must not pass for those of a finished scan.
 */
function statusOf({ verdict, checked: { categories } }: ScanResult): "COMPLETE" | "FAILED" {
  const wasLookedFor = categories.includes("system") || categories.includes("application");
  return wasLookedFor && verdict.outcome !== "unproven" ? "COMPLETE" : "FAILED";
}

type Level = "HighSeverity" | "MediumSeverity" | "LowSeverity" | "UnknownSeverity";

/** It knows four. */
const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: "HighSeverity",
  high: "HighSeverity",
  medium: "MediumSeverity",
  low: "LowSeverity",
  negligible: "LowSeverity",
  unknown: "UnknownSeverity",
};

/** Of vulnerabilities: it counts nothing else there. */
function countsOf({ standing }: Notice): Readonly<Record<Level | "TotalSeverity", number>> {
  const counts = { HighSeverity: 0, MediumSeverity: 0, LowSeverity: 0, UnknownSeverity: 0, TotalSeverity: 0 };
  for (const { finding } of standing) {
    if (!isVulnerability(finding)) continue;
    counts[LEVELS[finding.severity]]++;
    counts.TotalSeverity++;
  }
  return counts;
}

/** `2021-11-15 20:49:40`, in UTC; of an image that does not tell, the time of the scan. */
function timeText(created: string, scannedAt: string): string {
  const time = Date.parse(short(created, 40));
  const iso = Number.isNaN(time) ? scannedAt : new Date(time).toISOString();
  return iso.slice(0, 19).replace("T", " ");
}
