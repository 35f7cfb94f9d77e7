import { createHash } from "node:crypto";
import type { Bucket } from "../../../src/advisories/bolt/index.ts";

/** Far more than any test file holds; a damaged one may lead in circles from bucket to bucket. */
const MOST_LINES = 20_000;
const DEEPEST = 8;

/** A line per bucket (its path) and per value (path, length, start of its SHA-256), as fixtures/make.go prints them. */
export function dump(bucket: Bucket, path = "", lines: string[] = [], depth = 0): string[] {
  for (const entry of bucket.entries()) {
    if (lines.length > MOST_LINES || depth > DEEPEST) return lines;
    const here = path === "" ? entry.key : `${path}/${entry.key}`;
    if (entry.bucket !== undefined) {
      lines.push(here);
      dump(entry.bucket, here, lines, depth + 1);
    } else {
      const sum = createHash("sha256").update(entry.value).digest("hex").slice(0, 12);
      lines.push(`${here}\t${entry.value.length}\t${sum}`);
    }
  }
  return lines;
}
