import { libraryPurl } from "../inventory/purl.ts";
import { type Finding, isVulnerability, type ScanResult, type VulnerabilityFinding } from "../model/index.ts";

/**
 * What a repaired image is no longer affected by, as its author would say it: of each vulnerability that the original was
 * found to have, the packages of the repaired image that hold the fix. `undefined` = none. Source: OpenVEX specification
 * 0.2.0; purl specification, type `oci`.
 */
export function fixedDocument(original: ScanResult, repaired: ScanResult): string | undefined {
  const left = new Set(vulnerabilitiesOf(repaired.findings).map(keyOf));
  const fixed = new Map<string, Set<string>>();
  for (const finding of vulnerabilitiesOf(original.findings)) {
    const { name, architecture } = finding.package;
    const now = repaired.packages.find((one) => one.name === name && one.architecture === architecture);
    if (now === undefined || left.has(keyOf(finding))) continue;
    const { id } = finding.advisory;
    fixed.set(id, (fixed.get(id) ?? new Set()).add(now.purl));
  }
  if (fixed.size === 0) return undefined;
  const product = { "@id": imagePurl(repaired), hashes: { "sha-256": hexOf(repaired.image.digest) } };
  return `${JSON.stringify(
    {
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": `urn:drydock:fixed:${repaired.image.digest}`,
      author: "drydock",
      timestamp: repaired.finishedAt,
      version: 1,
      tooling: `drydock ${repaired.drydock.version}`,
      statements: [...fixed].map(([name, purls]) => ({
        vulnerability: { name },
        products: [{ ...product, subcomponents: [...purls].map((purl) => ({ "@id": purl })) }],
        status: "fixed",
      })),
    },
    undefined,
    2,
  )}\n`;
}

function vulnerabilitiesOf(findings: readonly Finding[]): readonly VulnerabilityFinding[] {
  return findings.filter(isVulnerability);
}

/** A vulnerability of a package, in whichever version. */
function keyOf({ advisory, package: { name, architecture } }: VulnerabilityFinding): string {
  return JSON.stringify([advisory.id, name, architecture]);
}

function imagePurl({ image: { digest, stored } }: ScanResult): string {
  const { registry = "", repository = "" } = stored ?? {};
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  return libraryPurl("oci", {
    name,
    version: digest,
    qualifiers: { repository_url: `${registry}/${repository}` },
  });
}

function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(":") + 1);
}
