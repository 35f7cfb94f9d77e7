import { lines } from "../../../inventory/lines.ts";
import { isWithin, plainHttp, type SourceIssue } from "./issue.ts";

const MAX_LINE = 4096;

/** What these serve is signed with keys that every system of theirs has: plain HTTP does no harm. */
const DISTRIBUTIONS: readonly string[] = [
  "debian.org",
  "ubuntu.com",
  "kali.org",
  "raspbian.org",
  "raspberrypi.org",
  "raspberrypi.com",
  "devuan.org",
  "deepin.com",
  "openeuler.org",
];
/** Mirrors keep the names of the folders. */
const MIRROR_FOLDER =
  /\/(?:debian|debian-security|debian-archive|ubuntu|ubuntu-ports|ubuntu-old-releases|kali|raspbian|devuan)(?:\/|$)/;

/** `deb [options] uri suite component…`, a line each. Source: sources.list(5). */
export function* parseAptSources(bytes: Buffer): Generator<SourceIssue> {
  let line = 0;
  for (const { text } of lines(bytes, MAX_LINE)) {
    line++;
    const [, options = "", uri = ""] = /^\s*deb(?:-src)?\s+(?:\[([^\]]*)\]\s*)?(\S+)/.exec(text) ?? [];
    if (uri === "") continue;
    const isTrusted = /(?:^|\s)trusted=(?:yes|true|1|on|enable)(?:\s|$)/i.test(options);
    const isInsecure = /(?:^|\s)allow-(?:insecure|weak)=(?:yes|true|1|on)(?:\s|$)/i.test(options);
    yield* issuesOf(uri, isTrusted || isInsecure, line);
  }
}

/** Paragraphs of `Field: value`. */
export function* parseDeb822Sources(bytes: Buffer): Generator<SourceIssue> {
  let fields = new Map<string, string>();
  let start = 1;
  let number = 0;
  let last = "";
  for (const { text } of lines(Buffer.concat([bytes, Buffer.from("\n\n")]), MAX_LINE)) {
    number++;
    if (text.startsWith("#")) continue;
    const [, name, value = ""] = /^([A-Za-z0-9-]+):(.*)$/.exec(text) ?? [];
    if (text.trim() === "") {
      yield* paragraph(fields, start);
      fields = new Map();
      start = number + 1;
    } else if (name !== undefined) {
      last = name.toLowerCase();
      fields.set(last, value.trim());
    } else fields.set(last, `${fields.get(last) ?? ""} ${text.trim()}`);
  }
}

function* paragraph(fields: ReadonlyMap<string, string>, line: number): Generator<SourceIssue> {
  if (/^(?:no|false|0)$/i.test(fields.get("enabled") ?? "")) return;
  const isYes = (name: string) => /^(?:yes|true|1)$/i.test(fields.get(name) ?? "");
  const isTrusted = isYes("trusted") || isYes("allow-insecure") || isYes("allow-weak");
  for (const uri of (fields.get("uris") ?? "").split(/\s+/))
    if (uri !== "") yield* issuesOf(uri, isTrusted, line);
}

function* issuesOf(uri: string, isTrusted: boolean, line: number): Generator<SourceIssue> {
  const plain = plainHttp(uri);
  const host = plain?.host ?? hostOf(uri);
  if (isTrusted) {
    const what = "apt takes its packages without a valid signature.";
    yield { line, subject: host, host, what };
  } else if (plain !== undefined && !isWithin(plain.host, DISTRIBUTIONS) && !MIRROR_FOLDER.test(plain.path)) {
    const what = "A source outside the distribution is asked over plain HTTP.";
    yield { line, subject: host, host, what };
  }
}

/** Without name and password; a path on this machine as `file:`. */
function hostOf(uri: string): string {
  const parsed = URL.canParse(uri) ? new URL(uri) : undefined;
  return parsed === undefined ? "a source" : parsed.hostname || parsed.protocol;
}
