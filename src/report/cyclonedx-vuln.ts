import type { ScanResult } from "../model/scan-result.ts";
import { cyclonedxDocument, withSerial } from "./cyclonedx.ts";
import { vulnerability } from "./cyclonedx-vulnerability.ts";
import { printJson } from "./escape.ts";
import { groupBy } from "./grouping.ts";
import { vulnerabilitiesOf } from "./judged.ts";
import type { Reporter } from "./reporter.ts";
import { packageRefs } from "./sbom-refs.ts";

/** The CycloneDX document with the vulnerabilities in it: what each affects, and why some of them do not count. */
export const cyclonedxVuln: Reporter = {
  id: "cyclonedx-vuln",
  filename: "drydock-vuln.cdx.json",
  render: (result) => printJson(withSerial(document(result))),
};

function document(result: ScanResult) {
  return { ...cyclonedxDocument(result), vulnerabilities: vulnerabilities(result) };
}

/** One entry for all packages of which the same is to be said. */
function vulnerabilities({ verdict, packages }: ScanResult) {
  const refs = packageRefs(packages);
  const groups = groupBy(vulnerabilitiesOf(verdict.judged), ({ finding, action, because }) => {
    const { rule, severity, severitySource, status } = finding;
    return JSON.stringify([rule, severity, severitySource, status, action === "waive" ? because : ""]);
  });
  return [...groups.values()].map((rows) => vulnerability(rows, refs));
}
