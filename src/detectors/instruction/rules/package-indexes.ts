import type { Command } from "../command.ts";
import { isEmptiedAfter, isMounted } from "../folders.ts";
import { allSteps, heldBy, wholeText } from "../lineage.ts";
import { oncePerStep, placeOf } from "../once-per-step.ts";
import { installs, type PackageCommand, packageCommands } from "../package-command.ts";
import type { Manager } from "../package-managers.ts";
import type { InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

const APT_LISTS = "/var/lib/apt/lists";

export const lonelyRefresh: InstructionRule = {
  id: "DD-DF-050",
  category: "instruction",
  title: "Package index updated alone",
  severity: "medium",
  fires:
    "A RUN brings the package index up to date (apt-get update, apk update, dnf makecache, zypper refresh) and installs nothing.",
  guards:
    "Fine where an install or upgrade follows in the same RUN, where a script is run that may install, and where the index lies on a cache mount.",
  advice:
    "Join update and install in one RUN: the layer with the index is cached, and later installs get old packages.",
  peers: ["DS-0017", "CIS-DI-0007", "CKV_DOCKER_5", "CIS 4.7"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      const asked = packageCommands(step);
      const used = new Set(
        asked
          .filter(({ action }) => action === "install" || action === "upgrade")
          .map(({ manager }) => manager),
      );
      for (const { command, manager, action } of asked) {
        if (action !== "refresh" || used.has(manager) || lastInstaller(step) > placeOf(command)) continue;
        if (INDEXES[manager]?.some((folder) => isMounted(step, folder))) continue;
        yield { at: command };
        break;
      }
    }
  },
};

export const aptListsLeft: InstructionRule = {
  id: "DD-DF-051",
  category: "instruction",
  title: "apt's package lists left in the image",
  severity: "low",
  fires:
    "A RUN of the shipped image installs with apt-get and does not delete /var/lib/apt/lists afterwards.",
  guards:
    "Stages that are not shipped, a cache mount on that folder, apt-get distclean, local .deb files alone, and an apt hook that empties the lists are fine.",
  advice: "End the same RUN with rm -rf /var/lib/apt/lists/*.",
  peers: ["DL3009", "DKL-DI-0005"],
  *check(scene) {
    const isHooked = heldBy(scene, hasHook);
    for (const step of scene.shipped) {
      const last = installs(step, "apt").findLast((install) => !isLocal(install));
      if (last === undefined || isMounted(step, APT_LISTS)) continue;
      const isCleaned =
        isEmptiedAfter(step, last.command, APT_LISTS) ||
        packageCommands(step).some(({ verb }) => verb === "distclean" || verb === "dist-clean") ||
        isHooked(step);
      if (!isCleaned) yield { at: last.command };
    }
  },
};

const INDEXES: Partial<Record<Manager, readonly string[]>> = {
  apt: [APT_LISTS],
  apk: ["/var/cache/apk", "/etc/apk/cache"],
  rpm: ["/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5"],
  zypper: ["/var/cache/zypp"],
};

const lastInstaller = oncePerStep(({ commands }) => commands.findLastIndex(mayInstall));

/** What it does is written elsewhere: a script of the context, a tool that installs what it needs. */
function mayInstall({ name, args, text }: Command): boolean {
  if (
    INSTALLERS.has(name) ||
    /^(?:\.{1,2}\/|\/(?!(?:usr\/)?s?bin\/))/.test(text) ||
    /\.(?:sh|bash|py|pl|rb)$/.test(name)
  )
    return true;
  return INTERPRETERS.test(name) && !args.includes("-c");
}

const INTERPRETERS = /^(?:sh|bash|dash|ash|source|\.|python[\d.]*|perl|ruby|node|Rscript|R|php)$/;
const INSTALLERS: ReadonlySet<string> = new Set([
  "ansible-playbook",
  "apt-fast",
  "chef-client",
  "debootstrap",
  "gdebi",
  "install_packages",
  "install-php-extensions",
  "make",
  "mk-build-deps",
  "npx",
  "playwright",
  "puppet",
  "rosdep",
  "salt-call",
  "tasksel",
]);

function isLocal({ operands }: PackageCommand): boolean {
  return operands.length > 0 && operands.every((one) => /^\.{0,2}\/.*\.deb$/.test(one));
}

/** `DPkg::Post-Invoke { "rm -rf /var/lib/apt/lists/*"; };` in apt's configuration. */
function hasHook(step: Step): boolean {
  const text = wholeText(step);
  return text.includes("apt.conf") && text.includes("Post-Invoke") && text.includes("apt/lists");
}
