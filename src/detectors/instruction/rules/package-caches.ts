import { isEmptiedAfter, isMounted } from "../folders.ts";
import { oncePerStep, placeOf } from "../once-per-step.ts";
import { hasOption } from "../option-words.ts";
import { installs, type PackageCommand, packageCommands } from "../package-command.ts";
import type { Manager } from "../package-managers.ts";
import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const apkCacheKept: InstructionRule = {
  id: "DD-DF-054",
  category: "instruction",
  title: "apk's cache left in the image",
  severity: "low",
  fires: "A RUN of the shipped image uses apk add without --no-cache and does not delete /var/cache/apk.",
  guards: "Stages that are not shipped, a cache mount, and deleting the cache in the same RUN are fine.",
  advice: "Use apk add --no-cache.",
  peers: ["DL3019", "DS-0025", "DKL-DI-0004"],
  *check({ shipped }) {
    for (const step of shipped)
      for (const install of installs(step, "apk")) {
        if (hasOption(install, "--no-cache", "--no-network") || isCleaned(step, install, APK_CACHES))
          continue;
        yield { at: install.command };
        break;
      }
  },
};

export const rpmCacheKept: InstructionRule = {
  id: "DD-DF-055",
  category: "instruction",
  title: "Caches of yum, dnf or zypper left in the image",
  severity: "low",
  fires:
    "A RUN of the shipped image installs with yum, dnf, microdnf or zypper and does not clean up afterwards.",
  guards:
    "Stages that are not shipped, a cache mount, and deleting the cache folder in the same RUN are fine.",
  advice: "End the same RUN with dnf clean all (or yum, microdnf, zypper).",
  peers: ["DL3032", "DL3036", "DL3040", "DS-0015", "DS-0019", "DS-0020", "DS-0027"],
  *check({ shipped }) {
    for (const step of shipped) {
      const left = installs(step, "rpm", "zypper").findLast(
        (install) => !isCleaned(step, install, RPM_CACHES),
      );
      if (left !== undefined) yield { at: left.command };
    }
  },
};

export const languageCacheKept: InstructionRule = {
  id: "DD-DF-058",
  category: "instruction",
  title: "Cache of pip or yarn left in the image",
  severity: "low",
  fires:
    "A RUN of the shipped image uses pip install without --no-cache-dir, or yarn install without yarn cache clean.",
  guards:
    "Stages that are not shipped, an environment that switches the cache off (PIP_NO_CACHE_DIR), a cache mount, and deleting the cache in the same RUN are fine.",
  advice: "Use pip install --no-cache-dir, or clean yarn's cache in the same RUN.",
  peers: ["DL3042", "DL3060"],
  *check({ shipped }) {
    for (const step of shipped)
      for (const install of installs(step, "pip", "yarn")) {
        if (install.manager === "pip" && isPipCacheOff(step, install)) continue;
        if (isCleaned(step, install, LANGUAGE_CACHES) || step.mounts.some(isCacheOf(install.manager)))
          continue;
        yield { at: install.command };
        break;
      }
  },
};

const APK_CACHES: readonly string[] = ["/var/cache/apk", "/etc/apk/cache"];
const RPM_CACHES: readonly string[] = [
  "/var/cache/dnf",
  "/var/cache/yum",
  "/var/cache/libdnf5",
  "/var/cache/tdnf",
  "/var/cache/zypp",
];
/** As root; yarn 1 keeps it below /usr/local/share. */
const LANGUAGE_CACHES: readonly string[] = [
  "/root/.cache/pip",
  "/usr/local/share/.cache/yarn",
  "/root/.cache/yarn",
];

/** In the same `RUN`, behind the install. */
function isCleaned(step: Step, { command, manager }: PackageCommand, caches: readonly string[]): boolean {
  if (caches.some((cache) => isMounted(step, cache) || isEmptiedAfter(step, command, cache))) return true;
  const { byManager, ofSomeHome } = lastCleanings(step);
  return Math.max(byManager.get(manager) ?? -1, ofSomeHome) > placeOf(command);
}

/** Where the last one stands that cleans up. */
const lastCleanings = oncePerStep((step) => ({
  byManager: new Map(
    packageCommands(step)
      .filter(({ action }) => action === "clean")
      .map(({ manager, command }) => [manager, placeOf(command)]),
  ),
  // `~/.cache`, `$HOME/.cache`: whose home that is nobody knows here.
  ofSomeHome: step.commands.findLastIndex(
    ({ name, args }) => name === "rm" && args.some((arg) => /\/\.cache(?:\/|$)/.test(arg)),
  ),
}));

function isCacheOf(manager: Manager): (mount: ReadonlyMap<string, string>) => boolean {
  return (mount) => {
    const target = mount.get("target") ?? mount.get("dst") ?? mount.get("destination") ?? "";
    return mount.get("type") === "cache" && (target.includes(manager) || target.includes(".cache"));
  };
}

function isPipCacheOff(step: Step, install: PackageCommand): boolean {
  if (hasOption(install, "--no-cache-dir") || (step.valueOf("PIP_NO_CACHE_DIR") ?? "") !== "") return true;
  const first = firstPipSwitch(step);
  return first >= 0 && first <= placeOf(install.command);
}

const firstPipSwitch = oncePerStep(({ commands }) =>
  commands.findIndex(({ assignments }) => assignments.some(({ name }) => name === "PIP_NO_CACHE_DIR")),
);
