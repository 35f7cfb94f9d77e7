import { posix } from "node:path";
import { allSteps, lineage } from "../lineage.ts";
import { hasOption } from "../option-words.ts";
import { installs, type PackageCommand } from "../package-command.ts";
import type { Manager } from "../package-managers.ts";
import type { InstructionRule } from "../rule.ts";
import type { Context, Scene, Step } from "../scene.ts";

export const ignoredLockFile: InstructionRule = {
  id: "DD-DF-059",
  category: "instruction",
  title: "Lock file not used",
  severity: "low",
  fires:
    "An install with npm, yarn or pnpm does not heed the lock file that lies beside the package.json that was copied in. In the strict profile also pip install -r without --require-hashes.",
  guards: "Without a build context at hand, and without a lock file in it, nothing is said.",
  advice:
    "Copy the lock file too, and use npm ci, yarn install --immutable or pnpm install --frozen-lockfile.",
  peers: [],
  *check(scene) {
    const { context } = scene;
    if (context === undefined) return;
    const lockOf = lockFiles(scene, context);
    for (const step of allSteps(scene)) {
      for (const install of installs(step, "npm", "pnpm", "yarn"))
        if (isOfProject(install) && !isFrozen(install)) {
          const lock = lockOf(step, install.manager);
          if (lock !== undefined) yield { at: install.command, evidence: [`The context has ${lock}.`] };
        }
      if (scene.profile !== "strict") continue;
      for (const install of installs(step, "pip"))
        if (hasOption(install, "-r", "--requirement") && !hasOption(install, "--require-hashes"))
          yield { at: install.command, title: "Requirements installed without their hashes" };
    }
  },
};

const LOCKS: Partial<Record<Manager, readonly string[]>> = {
  npm: ["package-lock.json", "npm-shrinkwrap.json"],
  pnpm: ["pnpm-lock.yaml"],
  yarn: ["yarn.lock"],
};

/** Installs what package.json lists, not packages that are named. */
function isOfProject({ operands, prefix, options, verb }: PackageCommand): boolean {
  if (operands.length > 0 || prefix === "global" || verb === "add" || verb === "update") return false;
  return !options.some((option) => option === "-g" || option === "--global");
}

function isFrozen(install: PackageCommand): boolean {
  if (/^(?:ci|clean-install|install-clean)$/.test(install.verb)) return true;
  return hasOption(install, "--frozen-lockfile", "--immutable", "--immutable-cache", "--pure-lockfile");
}

/** Gives the lock file beside a package.json that is in the stage by the time of a step. */
function lockFiles(scene: Scene, context: Context): (step: Step, manager: Manager) => string | undefined {
  const sent = new Set(context.paths.filter((path) => !context.isIgnored(path)));
  const copied = allSteps(scene).flatMap((step) =>
    [...new Set(copiedProjects(step, sent))].map((folder) => ({ step, folder })),
  );
  return (step, manager) => {
    const stages = lineage(step.stage);
    for (const { step: earlier, folder } of copied) {
      const isEarlier =
        stages.includes(earlier.stage) && (earlier.stage !== step.stage || earlier.index < step.index);
      const names = isEarlier ? (LOCKS[manager] ?? []) : [];
      const lock = names.map((name) => posix.join(folder, name)).find((path) => sent.has(path));
      if (lock !== undefined) return lock;
    }
    return undefined;
  };
}

/** Folders of the context whose package.json is copied. */
function copiedProjects(step: Step, sent: ReadonlySet<string>): readonly string[] {
  if (step.keyword !== "COPY" && step.keyword !== "ADD") return [];
  if (step.flag("from") !== undefined || step.isTrigger) return [];
  return step.sources.flatMap((source) => {
    const path = posix.normalize(source.replace(/^\/+/, "") || ".").replace(/\/$/, "");
    // `package*.json` is how most people write it.
    const isManifest = /^package\S*\.json$/.test(posix.basename(path));
    const folder = isManifest ? posix.dirname(path) : path;
    return sent.has(posix.join(folder, "package.json")) ? [folder] : [];
  });
}
