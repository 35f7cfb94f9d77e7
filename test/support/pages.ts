import type { RiskFinding, ScanResult } from "../../src/model/index.ts";
import { hostileRisks, ordinaryRisks, riskResult } from "./risk-result.ts";
import {
  digestOf,
  hostile,
  hostileFindings,
  hostileResult,
  manyFindings,
  ordinaryFindings,
  scanResult,
  traced,
} from "./scan-result.ts";

/** Names that a page, a log or an eye would obey, beside those that other reports are tried with. */
export const nightmares = [
  ...Object.values(hostile),
  "::error::x",
  "a%0A::error::y",
  "a|b",
  "`backticks`",
  "</script><script>document.title='owned'</script>",
  "</style><img src=x onerror=document.title='owned'>",
  "<!--<script>",
  "\" onmouseover=\"document.title='owned'",
  "&lt;b&gt;",
  "\u202eright to left\u202c",
  "javascript:document.title='owned'",
  "\n::error::on a line of its own",
] as const;

const sizes = [12_000_000, 88_000_000, 300, 5_400_000];
const instructions = [
  "RUN npm ci --omit=dev",
  "COPY --from=build /src/dist /srv/app",
  "WORKDIR /srv",
  "RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl git && rm -rf /var/lib/apt/lists/*",
];

/** An image as people have them: six layers of two owners, vulnerabilities and risks of all severities. */
export function everydayResult(): ScanResult {
  const more = sizes.map((size, i) => ({
    index: i + 2,
    diffId: digestOf(`layer ${i + 2}`),
    size,
    origin: {
      instruction: instructions[i]!,
      owner: "own" as const,
      certainty: i === 3 ? ("likely" as const) : ("proved" as const),
      dockerfile: { path: "docker/Dockerfile", startLine: 9 + i, endLine: 9 + i },
    },
  }));
  const findings = manyFindings(160).map((finding, i) => ({
    ...finding,
    location: { ...finding.location, layer: [0, 0, 0, 2, 3][i % 5]! },
  }));
  return riskResult({
    findings: [...ordinaryFindings, ...ordinaryRisks, ...findings],
    image: { ...traced, layers: [...traced.layers!, ...more] },
  });
}

/** Bad names wherever a name can be. */
export function nightmareResult(): ScanResult {
  const risks: readonly RiskFinding[] = hostileRisks(nightmares).map((risk, i) => ({
    ...risk,
    isDeleted: i % 2 === 0,
    exception: { reason: risk.subject, until: "2027-01-31", by: "drydock" },
  }));
  const result = hostileResult();
  return {
    ...riskResult({
      findings: [...ordinaryFindings, ...hostileFindings, ...risks],
      gaps: nightmares.map((text) => ({ kind: "unreadable", where: text, by: "rpm", reason: text })),
      image: result.image,
      notices: nightmares,
    }),
    rules: riskResult().rules.map((rule) => ({ ...rule, fires: hostile.html, guards: hostile.bidi })),
  };
}

/** As many as a large image with an old distribution has. */
export function largeResult(): ScanResult {
  return scanResult({ findings: manyFindings(20_000), image: traced });
}
