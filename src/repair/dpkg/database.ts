import { parseStanzas, type Stanza } from "../archive/index.ts";
import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { type Group, parseRelation } from "./relations.ts";

/** A package as the database or an archive describes it. */
export interface Described {
  readonly name: string;
  readonly architecture: string;
  readonly version: string;
  readonly source: { readonly name: string; readonly version: string };
  readonly multiArch: string;
  readonly provides: readonly Group[];
  /** `Pre-Depends` and `Depends`. */
  readonly needs: readonly Group[];
  /** `Breaks` and `Conflicts`. */
  readonly rejects: readonly Group[];
  readonly replaces: readonly Group[];
  readonly stanza: Stanza;
}

export interface Installed extends Described {
  /** What is wanted (`install`, `hold`, …), trouble, and state: the words of `Status`; of distroless `install ok installed`. */
  readonly status: { readonly want: string; readonly error: string; readonly state: string };
  /** The file it stands in. */
  readonly file: string;
}

/** The package database of an image. */
export interface Database {
  /** `status` = one file for all; `status.d` = a file per package, without lists and scripts. */
  readonly form: "status" | "status.d";
  /** By `name:architecture`. Packages of which only configuration is left are among them. */
  readonly packages: ReadonlyMap<string, Installed>;
  /** Paragraphs of `status` in their order. */
  readonly order: readonly Installed[];
  readonly native: string;
}

export const STATUS = "var/lib/dpkg/status";
export const STATUS_FOLDER = "var/lib/dpkg/status.d";
export const INFO_FOLDER = "var/lib/dpkg/info";

export function keyOf({
  name,
  architecture,
}: {
  readonly name: string;
  readonly architecture: string;
}): string {
  return `${name}:${architecture}`;
}

/** Whether its files are there, whole and configured. */
export function isWhole({ status }: Installed): boolean {
  return status.state === "installed" && status.error === "ok";
}

/** Paths of the database's own files. */
export function databaseFiles(root: Root): readonly string[] {
  const parts: string[] = [];
  for (const { path, type } of root.entries()) {
    if (type !== "file" && type !== "hardlink") continue;
    if (path === STATUS || (path.startsWith(`${STATUS_FOLDER}/`) && !path.endsWith(".md5sums")))
      parts.push(path);
  }
  return parts;
}

/** Throws `Refusal` FIX_UNSUPPORTED_OS for a database that cannot be read, FIX_CONTENT for one in the midst of a change. */
export function parseDatabase(
  files: ReadonlyMap<string, Buffer>,
  architectures: string | undefined,
): Database {
  const whole = files.get(STATUS);
  const form = whole === undefined || whole.length === 0 ? "status.d" : "status";
  const texts =
    form === "status"
      ? [[STATUS, whole!] as const]
      : [...files].filter(([path]) => path.startsWith(`${STATUS_FOLDER}/`) && !path.endsWith(".md5sums"));
  const order: Installed[] = [];
  try {
    for (const [file, content] of texts)
      for (const stanza of parseStanzas(content.toString("utf8"))) order.push(installed(stanza, file));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal("FIX_UNSUPPORTED_OS", `The package database cannot be read: ${error.message}.`);
  }
  const broken = order.find(
    (one) => !isWhole(one) && !["config-files", "not-installed"].includes(one.status.state),
  );
  if (broken !== undefined)
    throw new Refusal(
      "FIX_CONTENT",
      `${broken.name} is ${broken.status.state} (${broken.status.error}): the image was left in the midst of a change.`,
    );
  const packages = new Map(order.map((one) => [keyOf(one), one]));
  return { form, packages, order, native: nativeArchitecture(order, architectures) };
}

/** `var/lib/dpkg/arch` names it first, where there is one; else it is that of most packages. */
function nativeArchitecture(order: readonly Installed[], architectures: string | undefined): string {
  const [first] = (architectures ?? "").split("\n");
  if (first !== undefined && /^[a-z0-9-]+$/.test(first)) return first;
  const base = order.find(
    ({ name, architecture }) => ["dpkg", "base-files", "libc6"].includes(name) && architecture !== "all",
  );
  if (base !== undefined) return base.architecture;
  const counts = new Map<string, number>();
  for (const { architecture } of order) counts.set(architecture, (counts.get(architecture) ?? 0) + 1);
  counts.delete("all");
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "all";
}

function installed(stanza: Stanza, file: string): Installed {
  const [want = "install", error = "ok", state = "installed"] = stanza
    .folded("Status")
    .split(" ")
    .filter(Boolean);
  return { ...describe(stanza), status: { want, error, state }, file };
}

/** Throws `RangeError` for a paragraph that describes no package. */
export function describe(stanza: Stanza): Described {
  const name = stanza.get("Package") ?? "";
  // Names become parts of paths.
  if (!/^[a-z0-9][a-z0-9.+-]*$/i.test(name)) throw new RangeError(`"${name}" is no name of a package`);
  const version = stanza.get("Version") ?? "";
  const architecture = stanza.get("Architecture") ?? "all";
  if (!/^[a-z0-9-]+$/.test(architecture)) throw new RangeError(`"${architecture}" is no architecture`);
  const [, source = name, sourceVersion = version] =
    /^(\S+)(?:\s+\(([^)]+)\))?$/.exec(stanza.get("Source") ?? "") ?? [];
  return {
    name,
    architecture,
    version,
    source: { name: source, version: sourceVersion },
    multiArch: stanza.get("Multi-Arch") ?? "no",
    provides: relation(stanza, "Provides"),
    needs: [...relation(stanza, "Pre-Depends"), ...relation(stanza, "Depends")],
    rejects: [...relation(stanza, "Breaks"), ...relation(stanza, "Conflicts")],
    replaces: relation(stanza, "Replaces"),
    stanza,
  };
}

function relation(stanza: Stanza, field: string): readonly Group[] {
  return parseRelation(stanza.folded(field));
}
