import { lines } from "../../../inventory/lines.ts";
import { isWithin, plainHttp, type SourceIssue } from "./issue.ts";

const MAX_LINE = 4096;
const DISTRIBUTIONS: readonly string[] = ["alpinelinux.org", "wolfi.dev", "chainguard.dev"];
/** Mirrors keep the name of the folder. */
const MIRROR_FOLDER = /\/alpine(?:\/|$)/;

/** An address each line, perhaps behind a `@tag`. Source: apk-repositories(5). */
export function* parseApkRepositories(bytes: Buffer): Generator<SourceIssue> {
  let line = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    line++;
    const plain = plainHttp(text.trim().replace(/^@\S+\s+/, ""));
    if (plain === undefined || isWithin(plain.host, DISTRIBUTIONS) || MIRROR_FOLDER.test(plain.path))
      continue;
    const what = "A repository outside the distribution is asked over plain HTTP.";
    yield { line, subject: plain.host, host: plain.host, what };
  }
}
