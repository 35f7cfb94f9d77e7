import { type Finding, isVulnerability, type VulnerabilityFinding } from "../model/index.ts";

/** One way of telling that two findings are the same: they share a key. */
export interface Step {
  ofPresent(finding: Finding): readonly string[];
  ofEarlier(finding: Finding): readonly string[];
}

/** From the nearest to the farthest; what one has paired the next ones do not see. */
export const STEPS: readonly Step[] = [
  // The same fingerprint in the same version of the package: what stayed as it was.
  same((finding) => [isVulnerability(finding) ? exactKey(finding) : finding.fingerprint]),
  // The same fingerprint: an update that did not help.
  same(({ fingerprint }) => [fingerprint]),
  // The version is in the path (`log4j-core-2.14.0.jar`), or the database has since given it another of its ids.
  same((finding) => (isVulnerability(finding) ? looseKeys(finding) : [])),
  // One fact of which, with a Dockerfile or without it, another of its rules is shown.
  {
    ofPresent: (finding) => [
      ...alsoOf(finding).map((rule) => factKey("is also", rule, finding)),
      factKey("is", finding.rule, finding),
    ],
    ofEarlier: (finding) => [
      factKey("is also", finding.rule, finding),
      ...alsoOf(finding).map((rule) => factKey("is", rule, finding)),
    ],
  },
];

function same(keysOf: (finding: Finding) => readonly string[]): Step {
  return { ofPresent: keysOf, ofEarlier: keysOf };
}

function exactKey({ fingerprint, package: { version, purl } }: VulnerabilityFinding): string {
  return JSON.stringify([fingerprint, version, purl]);
}

/** Ids of vendors' notices (`RHSA-…`, `DSA-…`) stand for many vulnerabilities, so they tell none apart. */
const ONE_VULNERABILITY = /^(?:CVE|GHSA)-/i;

/** Numbers with dots and what hangs on them, as files and folders are named: `3.11`, `2.14.1`, `1.0-rc.1`. */
const VERSIONS = /\d{1,20}(?:\.\d{1,20}){1,10}(?:-(?:alpha|beta|rc|snapshot)\b(?:\.?\d{1,20})?)?/gi;

function looseKeys({ rule, advisory, package: affected, location }: VulnerabilityFinding): readonly string[] {
  const ids = new Set([rule, ...advisory.aliases.filter((id) => ONE_VULNERABILITY.test(id))]);
  const [ecosystem] = affected.ecosystem.split(":", 1);
  const path = location.path.replace(VERSIONS, "*");
  return [...ids].map((id) => JSON.stringify([id, ecosystem, affected.name, path]));
}

function alsoOf(finding: Finding): readonly string[] {
  return isVulnerability(finding) ? [] : (finding.also ?? []);
}

/** Rules of one fact name it alike but for a keyword in front: `ENV TOKEN`, `VOLUME /etc` and `/etc`, `USER` and `user`. */
function factKey(how: "is" | "is also", rule: string, finding: Finding): string {
  const name = isVulnerability(finding) ? finding.fingerprint : finding.subject.toLowerCase();
  return JSON.stringify([how, rule, name.slice(name.lastIndexOf(" ") + 1)]);
}
