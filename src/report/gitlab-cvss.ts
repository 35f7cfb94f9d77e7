import type { VulnerabilityFinding } from "../model/finding.ts";
import { escapeForTerminal } from "./escape.ts";
import { short } from "./sarif-text.ts";

/** GitLab's schema allows no more. */
const MAX_VECTORS = 10;

/** The base metrics in their order, each once; a vector in any other form would have GitLab refuse the whole report. */
const V3 = /^CVSS:3\.[01]\/AV:[NALP]\/AC:[LH]\/PR:[NLH]\/UI:[NR]\/S:[UC]\/C:[NLH]\/I:[NLH]\/A:[NLH]$/;
const V2 = /^AV:[NAL]\/AC:[LMH]\/Au:[MSN]\/C:[NPC]\/I:[NPC]\/A:[NPC]$/;

export interface CvssVector {
  readonly vendor: string;
  readonly vector: string;
}

/** The vectors of the source that set the severity first, as GitLab sorts by the first; of each source the newer form. */
export function cvssVectors({ severitySource, advisory }: VulnerabilityFinding): readonly CvssVector[] {
  const preferred = [severitySource, "nvd", "ghsa"];
  const rank = (source: string): number =>
    preferred.includes(source) ? preferred.indexOf(source) : preferred.length;
  const sources = Object.entries(advisory.cvss).toSorted(([a], [b]) => rank(a) - rank(b));
  const vectors = sources.flatMap(([source, { v3Vector = "", v2Vector = "" }]) => {
    const vector = V3.test(v3Vector) ? v3Vector : V2.test(v2Vector) ? v2Vector : undefined;
    return vector === undefined ? [] : [{ vendor: short(escapeForTerminal(source)) || "unknown", vector }];
  });
  return vectors.slice(0, MAX_VECTORS);
}
