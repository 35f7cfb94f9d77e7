import type { OsRelease } from "../../model/index.ts";
import type { Root } from "../model.ts";
import { canonicalFile } from "./paths.ts";

/** A line of `etc/apk/repositories`. */
export interface Repository {
  /** Without a slash at the end. */
  readonly url: URL;
  /** Such as `edge` for `@edge`: only packages that ask for it come from there. */
  readonly tag?: string;
}

export interface Repositories {
  readonly list: readonly Repository[];
  /** Lines that cannot be followed, for the plan's notes. */
  readonly notes: readonly string[];
}

const FILES = /^etc\/apk\/(?:repositories|repositories\.d\/[^/]+\.list)$/;
/** As many as apk 2 takes; stops an image that would have us ask thousands of servers. */
const MAX_REPOSITORIES = 32;

/**
 * Reads the image's own package sources. Local folders are not followed: what lies in an image proves nothing about
 * what its maker would publish today. `mirror` takes the place of everything in front of the release's folder.
 * Source: apk-repositories(5).
 */
export async function readRepositories(
  root: Root,
  os: Pick<OsRelease, "family">,
  mirrors: Readonly<Record<string, string>>,
): Promise<Repositories> {
  const files: string[] = [];
  for (const { path } of root.entries()) {
    const file = FILES.test(path) ? canonicalFile(root, path) : undefined;
    if (file !== undefined) files.push(file);
  }
  const contents = await root.read(files);
  const list: Repository[] = [];
  const notes: string[] = [];
  for (const file of files.sort())
    for (const line of (contents.get(file)?.toString("utf8") ?? "").split("\n")) {
      const found = parseLine(line.trim());
      if (found === undefined) continue;
      if (typeof found === "string") notes.push(found);
      else if (list.length < MAX_REPOSITORIES) list.push(mirrored(found, mirrors[os.family]));
      else
        notes.push(
          `There are more than ${MAX_REPOSITORIES} package repositories; the others were not asked.`,
        );
    }
  return { list, notes: [...new Set(notes)] };
}

function parseLine(line: string): Repository | string | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  const [, tag, address = ""] = /^(?:@(\S+)\s+)?(\S+)$/.exec(line) ?? [];
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return `The package repository ${printable(line)} is no HTTP address and was not asked.`;
  const url = new URL(address);
  url.pathname = url.pathname.replace(/\/+$/, "");
  return { url, ...(tag === undefined ? {} : { tag }) };
}

/** A password in an address is not told. */
function printable(line: string): string {
  return line.replace(/\/\/[^/@]*@/, "//").slice(0, 200);
}

/** `…/alpine/v3.20/main` keeps `v3.20/main`; an address of another form is taken as a whole. */
function mirrored(repository: Repository, mirror: string | undefined): Repository {
  if (mirror === undefined) return repository;
  const [release = ""] = /\/(?:v\d[^/]*|edge|latest-stable)\/[^/]+$/.exec(repository.url.pathname) ?? [];
  return { ...repository, url: new URL(`${mirror.replace(/\/+$/, "")}${release}`) };
}

/** The address of a file of the repository. */
export function addressOf({ url }: Repository, architecture: string, name: string): URL {
  const address = new URL(url);
  address.pathname = `${url.pathname}/${encodeURIComponent(architecture)}/${encodeURIComponent(name)}`;
  return address;
}
