import type { Coordinates } from "./properties.ts";
import { wellKnownGroup } from "./well-known-groups.ts";

/** What an archive says about itself, and where it was found. */
export interface ArchiveFacts {
  /** With all archives and folders that it lies in. */
  readonly path: string;
  readonly manifest: ReadonlyMap<string, string>;
  readonly poms: readonly Coordinates[];
  /** Whether it holds classes below this folder, such as `org/springframework/`. */
  holds(folder: string): boolean;
}

/** Stops names that would keep the expressions below busy. */
const MAX_PATH = 2048;
const MAX_NAME = 256;

const ARTIFACT = /^[A-Za-z0-9][\w.-]*$/;
const GROUP = /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/;
const VERSION = /^\d[\w.+-]*$/;

/**
 * What the archive itself is, besides what was packed into it. `undefined` = one of its pom.properties tells. Without
 * one: the folders of a Maven repository, then the manifest, then the file's name. Which group the artifact is of
 * seldom stands anywhere; a wrong one only hides advisories that no group hides, too.
 */
export function ownIdentity({ path, manifest, poms, holds }: ArchiveFacts): Coordinates | undefined {
  const base = withoutExtension(path.slice(path.lastIndexOf("/") + 1));
  if (base.length > MAX_NAME) return undefined;
  const inRepository = fromRepository(path.slice(-MAX_PATH));
  const named = inRepository ?? fromName(base);
  const tellsSo = poms.some(({ artifact }) => base === artifact || base.startsWith(`${artifact}-`));
  if (tellsSo || (poms.length === 1 && named === undefined)) return undefined;
  if (inRepository !== undefined) return inRepository;

  const told = fromManifest(manifest);
  const artifact = told.artifact ?? named?.artifact ?? base;
  const version =
    (told.artifact === undefined ? undefined : told.version) ?? named?.version ?? told.version ?? "";
  if (!ARTIFACT.test(artifact)) return undefined;
  const group = wellKnownGroup(artifact, version, holds) ?? groupFrom(manifest);
  return { ...(group !== undefined && { group }), artifact, version };
}

function withoutExtension(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

/** `…/repository/org/example/thing/1.0/thing-1.0.jar`. Source: Maven, "Repository Layout - Default". */
function fromRepository(path: string): Coordinates | undefined {
  const [, folders, artifact, version, base] =
    /(?:^|\/)(?:repository|maven-repo)\/((?:[^/]+\/)+)([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (folders === undefined || artifact === undefined || version === undefined) return undefined;
  const group = folders.slice(0, -1).replaceAll("/", ".");
  const fits = base?.startsWith(`${artifact}-${version}`) === true && VERSION.test(version);
  return fits ? { group, artifact, version } : undefined;
}

/** `artifact-1.2.3-jre`; the version starts at the last number that stands behind a hyphen. */
function fromName(base: string): Coordinates | undefined {
  const [, artifact, version] =
    /^(.+)-(\d[\w.]*-\d{8}\.\d{6}-\d+)$/.exec(base) ??
    /^(.+)-(\d[\w.+]*(?:-[A-Za-z][\w.+]*)*)$/.exec(base) ??
    [];
  return artifact === undefined || version === undefined ? undefined : { artifact, version };
}

function fromManifest(manifest: ReadonlyMap<string, string>): { artifact?: string; version?: string } {
  const titles = ["implementation-title", "specification-title", "bundle-name"];
  const versions = ["implementation-version", "specification-version", "bundle-version"];
  // Most titles are for people; one without a space or capital letter is meant for Maven.
  const artifact = titles
    .map((key) => manifest.get(key))
    .find((title) => title !== undefined && /^[a-z0-9][a-z0-9_.-]*$/.test(title));
  const version = versions
    .map((key) => manifest.get(key))
    .find((value) => value !== undefined && VERSION.test(value));
  return { ...(artifact !== undefined && { artifact }), ...(version !== undefined && { version }) };
}

function groupFrom(manifest: ReadonlyMap<string, string>): string | undefined {
  // The name may have parameters behind it.
  const symbolic = manifest.get("bundle-symbolicname")?.split(";", 1)[0]?.trim() ?? "";
  const candidates = [
    manifest.get("implementation-vendor-id"),
    symbolic.slice(0, Math.max(0, symbolic.lastIndexOf("."))),
    manifest.get("implementation-vendor"),
    manifest.get("specification-vendor"),
  ];
  return candidates.find((group) => group !== undefined && GROUP.test(group));
}
