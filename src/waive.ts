import { join } from "node:path";
import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { type Finding, imageNameIn } from "./model/index.ts";
import { policyPath, saveWaiver, type Waiver, waiverFor } from "./policy/index.ts";
import { readStoredResult } from "./stored-result.ts";

/** Shorter beginnings of a fingerprint are no name: four digits fit two findings of a few hundred by chance. */
const MIN_FINGERPRINT = 8;

export interface WaiveOptions {
  /** The JSON report with the finding. */
  readonly result: string;
  readonly policy?: string;
  readonly reason: string;
  /** YYYY-MM-DD, or days from now as `90d`. */
  readonly expires: string;
  readonly owner?: string;
  /** For all images, not only for those of the repository that was scanned. */
  readonly allImages: boolean;
  /** Only this finding, not all that the rule has to say of the same path or instruction. */
  readonly only: boolean;
}

/** What was written, for people. */
export interface Waived {
  readonly finding: Finding;
  readonly file: string;
  readonly expires: string;
  /** Patterns of repositories; `undefined` = for all images. */
  readonly images: Waiver["images"];
}

/**
 * Writes a waiver for one finding of a stored result into the policy file. `fingerprint` = of the finding, or its first
 * eight digits or more. Throws `DrydockError`: NOT_FOUND, USAGE, POLICY_INVALID, DISK.
 */
export async function waive(fingerprint: string, options: WaiveOptions, host: Host): Promise<Waived> {
  const { image, findings } = await readStoredResult(options.result, host);
  const finding = findingOf(fingerprint, findings, options.result);
  const expires = dayOf(options.expires, host.now());
  const { path, name } = await policyPath({ path: options.policy, cwd: host.cwd });
  const { reason, owner, only } = options;
  const images = options.allImages
    ? undefined
    : [image.reference, ...image.names].flatMap((name) => imageNameIn(name) ?? []);
  const waiver = waiverFor(finding, { reason, expires, owner, only, images });
  await saveWaiver(path ?? join(host.cwd, name), name, waiver);
  return { finding, file: name, expires, images: waiver.images };
}

function findingOf(fingerprint: string, findings: readonly Finding[], report: string): Finding {
  const wanted = fingerprint.toLowerCase();
  if (!/^[0-9a-f]+$/.test(wanted) || wanted.length < MIN_FINGERPRINT)
    throw new DrydockError("USAGE", `${fingerprint} is no fingerprint of a finding.`, {
      hint: `It is the field "fingerprint" of a finding in the JSON report; its first ${MIN_FINGERPRINT} digits are enough.`,
    });
  const found = findings.filter((finding) => finding.fingerprint.startsWith(wanted));
  const different = new Set(found.map((finding) => finding.fingerprint));
  if (different.size > 1)
    throw new DrydockError("USAGE", `${fingerprint} is the beginning of ${different.size} fingerprints.`, {
      hint: "Give more digits.",
    });
  if (found[0] === undefined)
    throw new DrydockError("NOT_FOUND", `${report} has no finding with the fingerprint ${fingerprint}.`);
  return found[0];
}

function dayOf(text: string, now: Date): string {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  const day = days === undefined ? text : dayIn(Number(days), now);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new DrydockError("USAGE", `--expires ${text}: not a day.`, {
      hint: "Write 2027-01-31, or 90d for ninety days from now.",
    });
  if (day < now.toISOString().slice(0, 10))
    throw new DrydockError("USAGE", `--expires ${text}: that day is over.`);
  return day;
}

function dayIn(days: number, now: Date): string {
  return new Date(now.getTime() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
