import type { BaselineRule } from "../rule.ts";
import { isInVolume } from "../volumes.ts";

const MIB = 1024 * 1024;

/** Folders that package managers fill, and from how many bytes on it matters. */
const CACHES: readonly { readonly what: string; readonly files: RegExp; readonly least: number }[] = [
  { what: "apt package lists", files: /^(var\/lib\/apt\/lists)\/(?!partial\/|auxfiles\/|lock$)/, least: 1 },
  { what: "apt's cache", files: /^(var\/cache\/apt)\/(?:archives\/[^/]+\.deb$|[a-z]+\.bin$)/, least: 1 },
  { what: "apk's cache", files: /^(var\/cache\/apk|etc\/apk\/cache)\//, least: 1 },
  { what: "the cache of yum or dnf", files: /^(var\/cache\/(?:yum|dnf|libdnf5))\//, least: 1 },
  { what: "zypper's cache", files: /^(var\/cache\/zypp)\//, least: 1 },
  { what: "pip's cache", files: /^((?:root|home\/[^/]+)\/\.cache)\/pip\//, least: MIB },
  { what: "npm's cache", files: /^((?:root|home\/[^/]+)\/\.npm)\/_cacache\//, least: MIB },
  { what: "yarn's cache", files: /^((?:root|home\/[^/]+)\/\.cache)\/yarn\//, least: MIB },
  { what: "yarn's cache", files: /^(usr\/local\/share\/\.cache)\/yarn\//, least: MIB },
];

export const packageCache: BaselineRule = {
  id: "DD-BL-048",
  category: "baseline",
  title: "Package caches left",
  severity: "low",
  fires:
    "The image has apt's lists, packages in the cache of apt, apk, yum, dnf or zypper, or a cache of pip, npm or yarn over 1 MiB.",
  guards:
    "It does not fire for empty files and folders, lock files, small caches of language tools, nor for declared volumes.",
  advice:
    "Clean up in the step that installs (rm -rf /var/lib/apt/lists/*, apk add --no-cache, dnf clean all), or use a cache mount.",
  peers: ["DKL-DI-0004", "DKL-DI-0005"],
  wants: ({ path, type, size }) =>
    type === "file" && size > 0 && MAYBE.test(path) && CACHES.some(({ files }) => files.test(path)),
  isTally: true,
  *check({ config, read }, entries) {
    const found = new Map<
      string,
      { what: string; layer: number; bytes: number; least: number; count: number }
    >();
    for (const { path, layer, size } of entries) {
      if (isInVolume(path, config.volumes) || read.ownerOf(path) !== undefined) continue;
      const { files, what, least } = CACHES.find((cache) => cache.files.test(path))!;
      const [, folder = path] = files.exec(path) ?? [];
      const known = found.get(folder) ?? { what, layer, least, bytes: 0, count: 0 };
      found.set(folder, { ...known, bytes: known.bytes + size, count: known.count + 1 });
    }
    for (const [folder, { what, layer, bytes, least, count }] of found) {
      if (bytes < least) continue;
      const evidence = `It holds ${what}: ${count} files, ${(bytes / MIB).toFixed(1)} MiB.`;
      yield { subject: folder, at: { path: folder, layer }, fact: `cache:${folder}`, evidence: [evidence] };
    }
  },
};

const MAYBE = /^(?:var\/|root\/\.|home\/|etc\/apk\/|usr\/local\/share\/\.)/;
