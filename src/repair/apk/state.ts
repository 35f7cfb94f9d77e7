import type { Root } from "../model.ts";
import { Refusal } from "../refusal.ts";
import { type Atom, parseAtoms } from "./atoms.ts";
import { field, type InstalledPackage, parseInstalled } from "./database.ts";
import { type Identities, readIdentities } from "./identities.ts";
import { readKeys, type TrustedKeys } from "./keys.ts";
import { canonicalFile, folderOf, readText } from "./paths.ts";
import { type IsProtected, readProtection } from "./protected.ts";

/** What the image says about its packages. */
export interface State {
  /** The database's folder, canonical. */
  readonly folder: string;
  readonly installed: readonly InstalledPackage[];
  /** Lines of `etc/apk/world`: what was asked for. */
  readonly world: readonly Atom[];
  /** As apk names it: `x86_64`, `aarch64`. */
  readonly architecture: string;
  readonly keys: TrustedKeys;
  readonly identities: Identities;
  readonly isProtected: IsProtected;
}

/** The second is that of apk-tools 3. */
const DATABASES = ["lib/apk/db/installed", "usr/lib/apk/db/installed"];

/** Canonical path of the database. */
export function databaseOf(root: Root): string | undefined {
  return DATABASES.map((path) => canonicalFile(root, path)).find((path) => path !== undefined);
}

/** Throws `Refusal` FIX_UNSUPPORTED_OS and FIX_CONTENT. */
export async function readState(root: Root): Promise<State> {
  const path = databaseOf(root);
  const bytes = path === undefined ? undefined : (await root.read([path])).get(path);
  if (path === undefined || bytes === undefined)
    throw new Refusal("FIX_UNSUPPORTED_OS", "The image has no package database of apk.");
  const installed = parseInstalled(bytes);
  return {
    folder: folderOf(path),
    installed,
    world: parseAtoms(await readText(root, "etc/apk/world")),
    architecture: await architectureOf(root, installed),
    keys: await readKeys(root),
    identities: await readIdentities(root),
    isProtected: await readProtection(root),
  };
}

/** The image's config may claim another one. */
async function architectureOf(root: Root, installed: readonly InstalledPackage[]): Promise<string> {
  const [stated = ""] = (await readText(root, "etc/apk/arch"))?.trim().split(/\s+/) ?? [];
  const found =
    stated || installed.map((one) => field(one, "A")).find((one) => one !== undefined && one !== "noarch");
  if (found === undefined || !/^[\w-]{1,40}$/.test(found))
    throw new Refusal("FIX_UNSUPPORTED_OS", "The package database of apk does not tell the architecture.");
  return found;
}
