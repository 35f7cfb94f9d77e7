import type { VulnerabilityFinding } from "../model/finding.ts";

/** Longer addresses are nobody's page. */
const MAX_LENGTH = 500;

/**
 * Where to read on about a vulnerability, the best page first, each once. Web addresses only; `URL` prints them without
 * blanks, angle brackets or control characters.
 */
export function linksOf(advisory: VulnerabilityFinding["advisory"]): readonly string[] {
  const written = [...(advisory.url === undefined ? [] : [advisory.url]), ...advisory.references];
  const links = written.flatMap((text) => {
    const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol)
      ? [url.href.replace(/[<>]/g, encodeURIComponent)]
      : [];
  });
  return [...new Set(links)];
}
