import { Refusal } from "../refusal.ts";
import type { Unpacked } from "./context.ts";
import type { Overlay } from "./overlay.ts";

const FOLDER = "var/lib/dpkg/triggers/";

/** What is interested in what. Source: deb-triggers(5), and dpkg's doc/triggers.txt. */
export interface TriggerInterests {
  /** Files and folders whose change is of interest, and to which package. */
  readonly paths: ReadonlyMap<string, string>;
  /** Name → packages. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

export function isTriggerFile(path: string): boolean {
  return path.startsWith(FOLDER) && !/\/(?:Lock|Unincorp)$/.test(path);
}

export function parseTriggers(files: ReadonlyMap<string, Buffer>): TriggerInterests {
  const paths = new Map<string, string>();
  const names = new Map<string, string[]>();
  for (const [path, content] of files) {
    if (!isTriggerFile(path)) continue;
    const lines = content.toString("utf8").split("\n").filter(Boolean);
    const name = path.slice(FOLDER.length);
    if (name !== "File") names.set(name, lines.map(packageOf));
    else
      for (const line of lines) {
        const [, of = "", by = ""] = /^(\S+)\s+(\S+)$/.exec(line) ?? [];
        // Of several that are interested in one path, any is one too many.
        paths.set(of, packageOf(by));
      }
  }
  return { paths, names };
}

function packageOf(word: string): string {
  return word.replace(/\/(?:noawait|await)$/, "").replace(/:[a-z0-9-]+$/, "");
}

/** The loader's cache is looked after by itself. */
const HARMLESS = new Set(["ldconfig"]);

/**
 * Throws `Refusal` FIX_SCRIPT where the upgrade would run some package's script for a trigger, and FIX_CONTENT where a
 * package changes what it is interested in.
 */
export function checkTriggers(
  { incoming, touched }: Unpacked,
  interests: TriggerInterests,
  oldTriggers: string,
  overlay: Overlay,
): void {
  const { name } = incoming.installed;
  const version = incoming.deb.control.get("Version");
  const now = directives(incoming.deb.info.get("triggers")?.content.toString("utf8") ?? "");
  const before = directives(oldTriggers);
  const wants = (list: typeof now) =>
    list
      .filter(({ kind }) => kind.startsWith("interest"))
      .map(({ kind, of }) => `${kind} ${of}`)
      .sort()
      .join("\n");
  if (wants(now) !== wants(before))
    throw new Refusal(
      "FIX_CONTENT",
      `${name} ${version} is interested in other triggers than ${incoming.installed.version} was.`,
    );
  for (const { of } of now.filter(({ kind }) => kind.startsWith("activate"))) {
    const [by] = HARMLESS.has(of) ? [] : (interests.names.get(of) ?? []);
    if (by !== undefined) throw fires(name, version, of, by);
  }
  for (const listed of touched) {
    const by = interestedIn(listed, interests.paths);
    if (by !== undefined && !isRegisteredShell(by, listed, overlay)) throw fires(name, version, listed, by);
  }
}

/** The path itself, or a folder above it. */
function interestedIn(listed: string, paths: ReadonlyMap<string, string>): string | undefined {
  for (let path = listed; path !== ""; path = path.slice(0, path.lastIndexOf("/"))) {
    const by = paths.get(path);
    if (by !== undefined) return by;
  }
  return undefined;
}

function fires(name: string, version: string | undefined, what: string, by: string): Refusal {
  return new Refusal(
    "FIX_SCRIPT",
    `${name} ${version} touches ${what}, whereupon ${by} would run a script for its trigger.`,
  );
}

/** `update-shells` only looks at which files are there: an entry that was there before changes nothing. */
function isRegisteredShell(by: string, listed: string, { root }: Overlay): boolean {
  return by === "debianutils" && root.entry(listed.slice(1)) !== undefined;
}

function directives(text: string): readonly { readonly kind: string; readonly of: string }[] {
  return text
    .split("\n")
    .map((line) => /^\s*((?:interest|activate)(?:-await|-noawait)?)\s+(\S+)/.exec(line))
    .filter((match) => match !== null)
    .map(([, kind = "", of = ""]) => ({ kind: kind.replace(/-await$/, ""), of }));
}
