import { Refusal } from "../refusal.ts";
import type { Stanza } from "./deb822.ts";
import { parseStanza } from "./deb822.ts";

/** What a verified release file says. */
export interface Release {
  readonly stanza: Stanza;
  /** Path below the suite's folder → what the file must be. */
  readonly files: ReadonlyMap<string, ExpectedFile>;
  readonly byHash: boolean;
}

export interface ExpectedFile {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly size: number;
}

/** Stops a release file that would fill the memory; Debian's has some 1,500 files. */
const MAX_FILES = 100_000;

/**
 * Reads a release file whose signature holds, and checks that it is the suite that was asked for, and current. `what`
 * names the file. Throws `Refusal` FIX_SIGNATURE or FIX_EXPIRED. Source: Debian wiki, DebianRepository/Format.
 */
export function parseRelease(
  text: string,
  what: string,
  expected: { readonly suite: string; readonly now: Date; readonly ignoresExpiry: boolean },
): Release {
  let stanza: Stanza;
  try {
    stanza = parseStanza(text);
  } catch (error) {
    throw new Refusal("FIX_SIGNATURE", `${what}: ${(error as Error).message}.`);
  }
  checkSuite(stanza, what, expected.suite);
  checkDates(stanza, what, expected);
  return { stanza, files: parseFiles(stanza), byHash: stanza.get("Acquire-By-Hash") === "yes" };
}

function checkSuite(stanza: Stanza, what: string, suite: string): void {
  if (suite.endsWith("/")) return;
  // Before Debian 11 the security suite was `buster/updates`, whose codename is `buster`.
  const wanted = suite.replace(/\/updates$/, "");
  const got = [stanza.get("Codename"), stanza.get("Suite")].filter((name) => name !== undefined);
  if (got.some((name) => name.replace(/\/updates$/, "") === wanted)) return;
  throw new Refusal(
    "FIX_SIGNATURE",
    `${what}: it is of another suite (expected ${suite}, got ${got.join(", ")}).`,
  );
}

/** Machines' clocks differ. */
const CLOCK_SLACK = 24 * 3_600_000;

function checkDates(
  stanza: Stanza,
  what: string,
  { now, ignoresExpiry }: { readonly now: Date; readonly ignoresExpiry: boolean },
): void {
  const date = dateOf(stanza.get("Date"));
  if (date === undefined)
    throw new Refusal(
      "FIX_EXPIRED",
      `${what}: it has no date (expected one, got "${stanza.get("Date") ?? ""}").`,
    );
  if (date > now.getTime() + CLOCK_SLACK)
    throw new Refusal(
      "FIX_EXPIRED",
      `${what}: it is from the future (expected at most ${now.toISOString()}, got ${stanza.get("Date")}).`,
    );
  const text = stanza.get("Valid-Until");
  if (text === undefined || ignoresExpiry) return;
  const until = dateOf(text);
  if (until === undefined || until < now.getTime())
    throw new Refusal(
      "FIX_EXPIRED",
      `${what}: it has expired (expected a date after ${now.toISOString()}, got ${text}).`,
    );
}

function dateOf(text: string | undefined): number | undefined {
  const time = Date.parse((text ?? "").replace(/\bUTC$/, "GMT"));
  return Number.isNaN(time) ? undefined : time;
}

function parseFiles(stanza: Stanza): ReadonlyMap<string, ExpectedFile> {
  const files = new Map<string, ExpectedFile>();
  for (const line of (stanza.get("SHA256") ?? "").split("\n")) {
    const [sha256 = "", size = "", path] = line.trim().split(/\s+/);
    if (path === undefined || !/^[0-9a-f]{64}$/.test(sha256) || !/^\d{1,15}$/.test(size)) continue;
    if (files.size < MAX_FILES) files.set(path, { sha256, size: Number(size) });
  }
  return files;
}
