import { posix } from "node:path";
import { findSecrets } from "../../../secrets/index.ts";
import { allSteps } from "../lineage.ts";
import { deletedPaths, isCopy, madePaths, takenPath } from "../made-secrets.ts";
import { PathMap } from "../path-map.ts";
import type { InstructionRule } from "../rule.ts";
import type { Context, Scene, Step } from "../scene.ts";
import { secretPath } from "../secret-paths.ts";

const MAX_NAMED = 5;

export const secretFileCopied: InstructionRule = {
  id: "DD-DF-010",
  category: "instruction",
  title: "Secret file copied in",
  severity: "high",
  fires:
    "A COPY or ADD of a shipped stage, or of one from which a shipped stage copies it on, names a file that holds secrets by its kind: .env, a private key, the credentials of a cloud or of a cluster, a key store; or the heredoc that it writes holds one. A name that is also used for harmless files (.npmrc, *.pem) is medium.",
  guards:
    "Examples, samples, templates and public keys are fine, and so is a stage that is not shipped and not copied from, and a file that the build context does not have or that .dockerignore leaves out.",
  advice: "Mount it as a secret in the one RUN that needs it, and list it in .dockerignore.",
  peers: ["DS-0031", "CIS-DI-0010", "CIS 4.10"],
  *check(scene) {
    const isAbsent = absentFrom(scene.context);
    const copiedOn = copiedOnPaths(scene);
    for (const step of allSteps(scene)) {
      if (!isCopy(step) || !(step.isShipped || isCopiedOn(step, copiedOn))) continue;
      const isFromContext = step.flag("from") === undefined;
      const kinds = step.sources.flatMap((source) => {
        const kind = secretPath(source);
        // A certificate out of another image has the same ending as a key.
        if (kind === undefined || (kind === "likely" && !isFromContext)) return [];
        return isFromContext && isAbsent(source) ? [] : [kind];
      });
      if (kinds.includes("sure")) yield { at: step };
      else if (kinds.length > 0) yield { at: step, severity: "medium" };
      else {
        const written = step.instruction.heredocs.flatMap(({ content }) => findSecrets(content));
        if (written[0] !== undefined) yield { at: step, evidence: [`It writes a ${written[0].redacted}.`] };
      }
    }
  },
};

export const secretRemovedLater: InstructionRule = {
  id: "DD-DF-011",
  category: "instruction",
  title: "Secret written, then removed later",
  severity: "high",
  fires:
    "A file that holds secrets by its kind is made by one instruction of the shipped stages and deleted by another: the layer of the first still has it.",
  guards:
    "Made and deleted within one RUN, on a tmpfs, secret or cache mount, or in a stage that is not shipped, is fine.",
  advice: "Do both in one RUN, or use a secret mount, which leaves nothing behind.",
  peers: ["CIS 4.10"],
  *check({ shipped }) {
    const made = new PathMap<Step>();
    for (const step of shipped) {
      if (step.isTrigger) continue;
      const told = new Set<Step>();
      for (const command of step.keyword === "RUN" ? step.commands : []) {
        if (command.name !== "rm" && command.name !== "shred" && command.name !== "unlink") continue;
        for (const gone of deletedPaths(command))
          for (const [path, maker] of made.takeWithin(gone)) {
            if (told.has(maker)) continue;
            told.add(maker);
            yield { at: maker, evidence: [`${path} is deleted in line ${command.startLine}.`] };
          }
      }
      for (const path of madePaths(step)) if (!made.has(path)) made.set(path, step);
    }
  },
};

export const wholeContextCopied: InstructionRule = {
  id: "DD-DF-012",
  category: "instruction",
  title: "Whole context copied without an ignore file",
  severity: "medium",
  fires:
    "A COPY or ADD of a shipped stage takes the whole build context, in which there are .git, .env files, keys or cloud folders that .dockerignore does not leave out.",
  guards:
    "It does not fire where .dockerignore, or the one of the Dockerfile's own, leaves them out. Without --context nobody knows what lies there: negligible.",
  advice: "Write a .dockerignore that begins with * and takes in again what is needed.",
  peers: [],
  *check({ shipped, context, source }) {
    let exposed: readonly string[] | undefined;
    for (const step of shipped) {
      if (!isCopy(step) || step.flag("from") !== undefined || !step.sources.some(isWhole)) continue;
      if (context === undefined) {
        const evidence = ["What the build context holds is not known: name it with --context."];
        yield { at: step, severity: "negligible", evidence: source === "history" ? [] : evidence };
        continue;
      }
      exposed ??= context.paths.filter((path) => isExposed(path, context));
      if (exposed.length > 0)
        yield { at: step, evidence: exposed.slice(0, MAX_NAMED).map((path) => `The context holds ${path}.`) };
      else if (context.isCut)
        yield { at: step, unproven: "The build context holds more names than are looked at." };
    }
  },
};

/** Stage, by name or number → what shipped steps copy out of it. */
function copiedOnPaths({ shipped }: Scene): ReadonlyMap<string, PathMap<Step>> {
  const taken = new Map<string, (readonly [string, Step])[]>();
  for (const copy of shipped) {
    const from = isCopy(copy) ? copy.flag("from")?.toLowerCase() : undefined;
    if (from === undefined) continue;
    const ofStage = taken.get(from) ?? [];
    for (const source of copy.sources) ofStage.push([takenPath(source, "/"), copy]);
    taken.set(from, ofStage);
  }
  return new Map(Array.from(taken, ([from, paths]) => [from, new PathMap(paths)]));
}

/** A shipped COPY takes one of the secret files that it makes, or the folder in which it lies, out of its stage. */
function isCopiedOn(step: Step, copiedOn: ReadonlyMap<string, PathMap<Step>>): boolean {
  const { name, index } = step.stage;
  const taken = [name, String(index)].flatMap((key) => (key === undefined ? [] : (copiedOn.get(key) ?? [])));
  if (taken.length === 0 || step.isTrigger) return false;
  return madePaths(step).some((path) => taken.some((paths) => paths.covers(path)));
}

function isWhole(source: string): boolean {
  return /^(?:\.|\.\/|\/|\.\/\.|\*|\.\/\*)$/.test(source);
}

function isExposed(path: string, { isIgnored }: Context): boolean {
  const isRepository = path === ".git/" || path.endsWith("/.git/");
  if (!isRepository && (secretPath(path) !== "sure" || FIXTURE.test(path))) return false;
  return !isIgnored(path.replace(/\/$/, ""));
}

/** What tests and documents bring along opens nothing. */
const FIXTURE = /(?:^|\/)(?:tests?|__tests__|spec|fixtures?|testdata|examples?|node_modules|vendor)\//i;

/** Whether the context is known not to have a file. Patterns may fit anything. */
function absentFrom(context: Context | undefined): (source: string) => boolean {
  if (context === undefined || context.isCut) return () => false;
  const paths = new Set(context.paths);
  return (source) => {
    if (/[*?[\0]/.test(source)) return false;
    const path = posix.normalize(`/${source}`).replace(/^\/|\/$/g, "");
    const isThere = paths.has(path) || paths.has(`${path}/`);
    return !isThere || context.isIgnored(path);
  };
}
