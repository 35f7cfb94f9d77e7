import { compare, type Earlier, type Present } from "../comparison/index.ts";
import {
  type BaseImage,
  type Finding,
  type Gap,
  isVulnerability,
  ownerOf,
  type ScanResult,
  type VulnerabilityFinding,
} from "../model/index.ts";

/** What is known of an image that was looked at. */
export interface Seen {
  readonly image: Pick<ScanResult["image"], "reference" | "digest" | "layers">;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

/** An image's vulnerabilities by whose layers they lie in. */
export interface Split {
  readonly base: readonly VulnerabilityFinding[];
  /** They are not touched by another base, or depend on what the build takes from it. */
  readonly own: readonly VulnerabilityFinding[];
  /** Nobody can tell whose the layer is. */
  readonly unknown: readonly VulnerabilityFinding[];
}

/** What one base image would change. */
export interface Move {
  readonly reference: string;
  readonly digest: string;
  readonly goes: readonly VulnerabilityFinding[];
  readonly comes: readonly VulnerabilityFinding[];
  readonly stays: readonly VulnerabilityFinding[];
  /** Where it, or the image, could not be looked into: the lists may be too short. */
  readonly gaps: readonly Gap[];
}

/** The answer of `drydock rebase`. Plain JSON. */
export interface Rebase {
  readonly image: {
    readonly reference: string;
    readonly digest: string;
    readonly base?: BaseImage;
    /** Numbers of vulnerabilities by whose layers they lie in. */
    readonly found: Readonly<Record<keyof Split, number>>;
  };
  readonly moves: readonly Move[];
  /** Whether everything could be looked into, and every layer's owner told. */
  readonly isProven: boolean;
}

/** Vulnerabilities that the vendor denies are not counted. */
export function splitOf(seen: Seen): Split {
  return vulnerable(seen, (finding) => ownerOf(seen.image, finding));
}

function vulnerable({ findings }: Seen, owner: (finding: Finding) => keyof Split): Split {
  const counted = findings.filter(isVulnerability).filter(({ status }) => status !== "not-affected");
  const of = (wanted: keyof Split) => counted.filter((finding) => owner(finding) === wanted);
  return { base: of("base"), own: of("own"), unknown: of("unknown") };
}

/**
 * Compares what is found in the candidate with the image, as one look with an earlier one: a vulnerability is the same
 * one however the version of its package has moved. What the image has in its own layers does not come with a base.
 */
export function moveOf(
  { base, own, unknown }: Split,
  earlier: Omit<Earlier, "findings">,
  candidate: Seen,
  present: Omit<Present, "findings" | "gaps">,
): Move {
  const { base: findings } = vulnerable(candidate, () => "base");
  const there = { ...present, findings, gaps: candidate.gaps };
  const withAll = compare(there, { ...earlier, findings: [...base, ...own, ...unknown] });
  const withBase = compare(there, { ...earlier, findings: base });
  const isKnown = (finding: Finding) => withAll.sinceOf(finding) === "known";
  return {
    reference: candidate.image.reference,
    digest: candidate.image.digest,
    goes: withBase.fixed.filter(isVulnerability),
    comes: findings.filter((finding) => !isKnown(finding)),
    stays: findings.filter(isKnown),
    gaps: [...earlier.gaps, ...candidate.gaps],
  };
}
