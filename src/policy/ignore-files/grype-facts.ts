/** What Grype would know of a finding, in its own words. */
import { parsePurl } from "../../inventory/parsed-purl.ts";
import type { Status, VulnerabilityFinding } from "../../model/index.ts";

export const FIX_STATES: readonly string[] = ["fixed", "not-fixed", "wont-fix", "unknown"];
export const MATCH_TYPES: readonly string[] = ["exact-direct-match", "exact-indirect-match", "cpe-match"];

const STATES: Readonly<Record<Status, string>> = {
  fixed: "fixed",
  affected: "not-fixed",
  "under-investigation": "not-fixed",
  "fix-deferred": "not-fixed",
  "will-not-fix": "wont-fix",
  "end-of-life": "wont-fix",
  "not-affected": "unknown",
  unknown: "unknown",
};

export function fixState({ fixedIn, status }: VulnerabilityFinding): string {
  return fixedIn === undefined ? STATES[status] : "fixed";
}

/**
 * Libraries are known there by the advisory of GitHub, whose CVE is only related to it. Source: Grype's README,
 * "Vulnerability Summary". Of system packages some distributions' own ids are the ones, so all are taken.
 */
export function idsOf(finding: VulnerabilityFinding): readonly string[] {
  const all = allIdsOf(finding);
  if (finding.package.source !== undefined) return all;
  const ofGitHub = all.filter((id) => id.startsWith("GHSA-"));
  return ofGitHub.length > 0 ? ofGitHub : all;
}

export function allIdsOf({ rule, advisory }: VulnerabilityFinding): readonly string[] {
  return [rule, advisory.id, ...advisory.aliases];
}

/** Of a Java archive Grype has the artifact without its group. */
export function namesOf({ package: { name, ecosystem } }: VulnerabilityFinding): readonly string[] {
  return ecosystem === "Maven" ? [name.slice(name.indexOf(":") + 1)] : [name];
}

/** Only apk names the origin of packages that have its name. Source: Grype's pkg/package.go. */
export function upstreamsOf({ package: { name, source, by } }: VulnerabilityFinding): readonly string[] {
  return source === undefined || (source.name === name && by !== "apk") ? [] : [source.name];
}

/** A package is met indirectly where its source was looked up under another name. */
export function matchType({ package: { name, source }, matchedBy }: VulnerabilityFinding): string {
  const isIndirect =
    source !== undefined && source.name !== name && matchedBy.includes(`, source ${source.name}, `);
  return isIndirect ? "exact-indirect-match" : "exact-direct-match";
}

/** Type of a purl → type and language of a package. Source: syft/pkg/type.go and language.go. */
const TYPES: ReadonlyMap<string, readonly [type: string, language: string]> = new Map([
  ["apk", ["apk", ""]],
  ["deb", ["deb", ""]],
  ["rpm", ["rpm", ""]],
  ["npm", ["npm", "javascript"]],
  ["pypi", ["python", "python"]],
  ["gem", ["gem", "ruby"]],
  ["composer", ["php-composer", "php"]],
  ["maven", ["java-archive", "java"]],
  ["golang", ["go-module", "go"]],
  ["cargo", ["rust-crate", "rust"]],
  ["nuget", ["dotnet", "dotnet"]],
  ["bitnami", ["bitnami", ""]],
  ["conda", ["conda", ""]],
  ["generic", ["binary", ""]],
]);

export function typeOf({ package: { purl } }: VulnerabilityFinding): string | undefined {
  return TYPES.get(parsePurl(purl)?.type ?? "")?.[0];
}

export function languageOf({ package: { purl } }: VulnerabilityFinding): string | undefined {
  return TYPES.get(parsePurl(purl)?.type ?? "")?.[1];
}
