import type { FileAnalyzer, ImageView } from "../analysis/analyzer.ts";
import { Unreadable } from "../errors.ts";
import type { Package } from "../model/index.ts";
import { parseLabels } from "./dockerfile-labels.ts";

/** What one file says of the build: a content manifest has the content sets, a Dockerfile the labels. */
export type RedHatBuildRecord =
  | { readonly kind: "content"; readonly contentSets: readonly string[] }
  | { readonly kind: "labels"; readonly nvr: string };

type RedHat = NonNullable<Package["redHat"]>;

/** Real manifests are a few kilobytes; stops one from filling the memory. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Red Hat's images carry which repositories their packages came from, and under which name, version and release they
 * were built: advisories apply to some repositories only.
 */
export const redHatBuild: FileAnalyzer<RedHatBuildRecord> = {
  id: "red-hat-build",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => isManifest(path) || isDockerfile(path),
  read: async (body, { path }) => {
    const text = await body.text();
    return isDockerfile(path) ? fromLabels(parseLabels(text)) : fromJson(text);
  },
};

/**
 * For the layer that brought a package, what the build of that layer says; `undefined` if no layer says anything.
 * A file that a later layer replaced still tells of its own layer. The first layer of older images has none and
 * belongs to the build of the second; what a user adds on top is held to the repositories of the nearest build below.
 */
export function redHatBuilds(view: ImageView): ((layer: number) => RedHat | undefined) | undefined {
  const builds = view.layers.map(({ records }) =>
    buildOf(Object.values(records[redHatBuild.id] ?? {}) as RedHatBuildRecord[]),
  );
  if (builds.every((build) => build === undefined)) return undefined;
  return (layer) =>
    builds.slice(0, layer + 1).findLast((build) => build !== undefined) ??
    (layer === 0 ? builds[1] : undefined);
}

function buildOf(records: readonly RedHatBuildRecord[]): RedHat | undefined {
  if (records.length === 0) return undefined;
  const contentSets = records.flatMap((record) => (record.kind === "content" ? record.contentSets : []));
  const nvr = records.find((record) => record.kind === "labels")?.nvr;
  return { contentSets: [...new Set(contentSets)], ...(nvr === undefined ? {} : { nvr }) };
}

function isManifest(path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return (
    path.endsWith(".json") &&
    (folder === "root/buildinfo/content_manifests/" || folder === "usr/share/buildinfo/")
  );
}

function isDockerfile(path: string): boolean {
  return path.startsWith("root/buildinfo/Dockerfile") && !path.includes("/", "root/buildinfo/".length);
}

/** A content manifest, or the labels that newer builds write beside it. */
function fromJson(text: string): RedHatBuildRecord | undefined {
  const document = parseJson(text);
  if (typeof document !== "object" || document === null) throw new Unreadable("It is not a JSON object.");
  const sets: unknown = "content_sets" in document ? document.content_sets : undefined;
  if (Array.isArray(sets))
    return { kind: "content", contentSets: sets.filter((name) => typeof name === "string") };
  const labels = Object.entries(document).filter(
    (label): label is [string, string] => typeof label[1] === "string",
  );
  return fromLabels(new Map(labels));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("It is not JSON.");
  }
}

function fromLabels(labels: ReadonlyMap<string, string>): RedHatBuildRecord | undefined {
  const parts = ["com.redhat.component", "version", "release"].map((name) => labels.get(name));
  if (parts.some((part) => part === undefined || part === "")) return undefined;
  return { kind: "labels", nvr: parts.join("-") };
}
