import type { Command } from "../command.ts";
import { allSteps, heldBy } from "../lineage.ts";
import { oncePerStep } from "../once-per-step.ts";
import { packageCommands } from "../package-command.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";

export const extraIndex: InstructionRule = {
  id: "DD-DF-028",
  category: "instruction",
  title: "Extra index allows name confusion",
  severity: "medium",
  fires:
    "An extra index is given to pip (--extra-index-url, PIP_EXTRA_INDEX_URL), npm has several registries without a scope, or NuGet gets one more source without a mapping: whoever has the higher version of a name in any of them is taken.",
  guards: "One index alone is fine, and so is an extra one with --require-hashes.",
  advice: "Use one index that proxies the others, or map scopes to registries.",
  peers: [],
  *check(scene) {
    for (const { steps } of scene.stages) {
      const registries = new Set<string>();
      for (const step of steps) {
        if (step.keyword === "ENV" || step.keyword === "ARG") yield* extraByVariable(step);
        for (const command of step.keyword === "RUN" ? step.commands : []) {
          if (hasExtraIndex(command) || addsNuGetSource(command)) yield { at: command };
          const registry = npmRegistry(command);
          if (registry === undefined) continue;
          registries.add(registry);
          if (registries.size === 2) yield { at: command };
        }
      }
    }
  },
};

function* extraByVariable(step: Step): Generator<Hit> {
  for (const [name, value] of step.pairs)
    if (/^(?:PIP_EXTRA_INDEX_URL|UV_EXTRA_INDEX_URL)$/.test(name) && value !== undefined && value !== "")
      yield { at: step, subject: `${step.keyword} ${name}` };
}

function hasExtraIndex({ name, args, assignments }: Command): boolean {
  if (assignments.some((one) => one.name === "PIP_EXTRA_INDEX_URL" && one.value !== "")) return true;
  const isPip = /^(?:pip[\d.]*|uv)$/.test(name) || (/^python[\d.]*$/.test(name) && args.includes("pip"));
  if (!isPip || args.includes("--require-hashes")) return false;
  return args.some(
    (arg) => /^--extra-index-url(?:=|$)/.test(arg) || /^(?:global|install)\.extra-index-url$/.test(arg),
  );
}

function addsNuGetSource({ name, args, step }: Command): boolean {
  const words = args.join(" ");
  const adds =
    (name === "dotnet" && /^nuget add source\b/.test(words)) ||
    (/^nuget(?:\.exe)?$/.test(name) && /^sources? add\b/i.test(words));
  if (!adds) return false;
  return !mapsNuGetSources(step);
}

/** Or leaves only one. */
const mapsNuGetSources = oncePerStep(({ commands }) =>
  commands.some(({ args }) =>
    /(?:remove|disable) source nuget\.org|packageSourceMapping/i.test(args.join(" ")),
  ),
);

/** Of `npm config set registry …` and `--registry`; one with a scope in front binds its packages. */
function npmRegistry({ name, args }: Command): string | undefined {
  if (!/^(?:npm|pnpm|yarn)$/.test(name)) return undefined;
  const words = args.join(" ");
  return /(?:^|\s)(?:(?:config )?set (?:-\S{1,100} ){0,6}(?:registry|npmRegistryServer)|--registry)[ =](\S{1,500})/.exec(
    words,
  )?.[1];
}

export const mutableRevision: InstructionRule = {
  id: "DD-DF-029",
  category: "instruction",
  title: "Mutable source revision",
  severity: "low",
  fires:
    "A RUN takes what a branch holds today: git clone without a commit, go install …@latest, npx of a package without a version, pip install git+ without a commit.",
  guards:
    "A commit that is checked out, or a signature that is verified, in the same RUN is fine, and so is a repository on this machine, and npx of what the project has installed.",
  advice: "Pin a commit, or a version.",
  peers: ["DL3062"],
  *check(scene) {
    const isBehindInstall = heldBy(scene, installsProject);
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      const hasProject = isBehindInstall(step) || installsProject(step);
      for (const command of step.commands) if (isMutable(command, hasProject)) yield { at: command };
    }
  },
};

const COMMIT = /^[0-9a-f]{7,64}$/i;

function isMutable({ name, args, step }: Command, hasProject: boolean): boolean {
  switch (name) {
    case "git":
      return args.includes("clone") && isRemote(args) && !pins(step);
    case "go":
      return (
        /^(?:install|get|run)$/.test(args[0] ?? "") &&
        args.some((arg) => /@(?:latest|master|main|HEAD|upgrade|patch)$/.test(arg))
      );
    case "npx":
    case "bunx":
    case "pnpx":
      return isUnpinned(args, hasProject);
    case "npm":
      return (args[0] === "exec" || args[0] === "x") && isUnpinned(args.slice(1), hasProject);
    case "pnpm":
    case "yarn":
      return args[0] === "dlx" && isUnpinned(args.slice(1), hasProject);
    default:
      return /^(?:pip[\d.]*|uv|pipx|python[\d.]*)$/.test(name) && args.some(isMutableRequirement);
  }
}

function isRemote(args: readonly string[]): boolean {
  if (args.some((arg) => /^--revision(?:=|$)/.test(arg))) return false;
  return args.some(
    (arg) => /^(?:https?|git|ssh):\/\/|^[\w.-]{1,100}@[^:]{1,255}:/.test(arg) || arg.includes("\0"),
  );
}

/** `git checkout <commit>`, `git reset --hard <commit>`, a fetch of it, or a look at the signature of the tag. */
const pins = oncePerStep(({ commands }) => commands.some(isPin));

function isPin({ name, args }: Command): boolean {
  if (name !== "git") return false;
  const takesCommit = args.some((arg) => /^(?:checkout|reset|switch|fetch)$/.test(arg));
  if (takesCommit && args.some((arg) => COMMIT.test(arg) || arg.includes("\0"))) return true;
  return (
    args.some((arg) => /^(?:verify-tag|verify-commit|-v|--verify)$/.test(arg)) &&
    args.some((arg) => /^(?:tag|verify-)/.test(arg))
  );
}

/** The package is the first word that is no option; `--package` names it too. */
function isUnpinned(args: readonly string[], hasProject: boolean): boolean {
  if (args.some((arg) => /^--no(?:-install)?$/.test(arg))) return false;
  const at = args.findIndex((arg) => /^(?:-p|--package)$/.test(arg));
  const joined = args.find((arg) => arg.startsWith("--package="))?.slice("--package=".length);
  const spec = joined ?? (at >= 0 ? args[at + 1] : args.find((arg) => !arg.startsWith("-")));
  if (spec === undefined || /^[./]|\0|^(?:https?|file):/.test(spec)) return false;
  const version = /^(?:@[^/@]{1,100}\/)?[^@]{1,200}@(.{1,100})$/.exec(spec)?.[1];
  if (version !== undefined) return /^(?:latest|next|canary|beta)$/.test(version);
  return !hasProject;
}

/** Where the project's packages are installed, npx takes what is there. */
function installsProject(step: Step): boolean {
  return packageCommands(step).some(
    ({ manager, action, operands }) =>
      action === "install" && operands.length === 0 && /^(?:npm|pnpm|yarn)$/.test(manager),
  );
}

function isMutableRequirement(arg: string): boolean {
  const found = /(?:^|@ ?)git\+[a-z]{2,5}:\/\/([^\s#]{1,1000})/i.exec(arg);
  if (found === null) return false;
  const [, revision] = /@([^/@\s]{1,200})$/.exec(found[1] ?? "") ?? [];
  return revision === undefined || !(/^[0-9a-f]{40}$/i.test(revision) || revision.includes("\0"));
}
