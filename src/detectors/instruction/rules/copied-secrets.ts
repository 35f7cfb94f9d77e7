import { posix } from "node:path";
import { findSecrets } from "../../../secrets/index.ts";
import type { Command } from "../command.ts";
import { isMounted, isWithin } from "../folders.ts";
import { allSteps } from "../lineage.ts";
import type { InstructionRule } from "../rule.ts";
import type { Context, Scene, Step } from "../scene.ts";
import { secretPath } from "../secret-paths.ts";

const MAX_NAMED = 5;
/** Each deletion is compared with each of them. */
const MAX_MADE = 1000;

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
    const { context } = scene;
    for (const step of allSteps(scene)) {
      if (!isCopy(step) || !(step.isShipped || isCopiedOn(step, scene))) continue;
      const isFromContext = step.flag("from") === undefined;
      const kinds = step.sources.flatMap((source) => {
        const kind = secretPath(source);
        // A certificate out of another image has the same ending as a key.
        if (kind === undefined || (kind === "likely" && !isFromContext)) return [];
        return isFromContext && isAbsent(source, context) ? [] : [kind];
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
    const made = new Map<string, Step>();
    for (const step of shipped) {
      if (step.isTrigger) continue;
      const told = new Set<Step>();
      for (const command of step.keyword === "RUN" ? step.commands : []) {
        if (command.name !== "rm" && command.name !== "shred" && command.name !== "unlink") continue;
        for (const [path, maker] of made)
          if (maker !== step && !told.has(maker) && deletes(command, path)) {
            told.add(maker);
            made.delete(path);
            yield { at: maker, evidence: [`${path} is deleted in line ${command.startLine}.`] };
          }
      }
      for (const path of madePaths(step)) if (!made.has(path) && made.size < MAX_MADE) made.set(path, step);
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
    for (const step of shipped) {
      if (!isCopy(step) || step.flag("from") !== undefined || !step.sources.some(isWhole)) continue;
      if (context === undefined) {
        const evidence = ["What the build context holds is not known: name it with --context."];
        yield { at: step, severity: "negligible", evidence: source === "history" ? [] : evidence };
        continue;
      }
      const exposed = context.paths.filter((path) => isExposed(path, context));
      if (exposed.length > 0)
        yield { at: step, evidence: exposed.slice(0, MAX_NAMED).map((path) => `The context holds ${path}.`) };
      else if (context.isCut)
        yield { at: step, unproven: "The build context holds more names than are looked at." };
    }
  },
};

function isCopy({ keyword }: Step): boolean {
  return keyword === "COPY" || keyword === "ADD";
}

/** A shipped COPY takes one of the secret files that it makes, or the folder in which it lies, out of its stage. */
function isCopiedOn(step: Step, { shipped }: Scene): boolean {
  const { name, index } = step.stage;
  const made = step.isTrigger ? [] : madePaths(step);
  if (made.length === 0) return false;
  return shipped.some((copy) => {
    const from = copy.flag("from")?.toLowerCase();
    if (!isCopy(copy) || from === undefined || (from !== name && from !== String(index))) return false;
    const taken = copy.sources.map((source) => absolute(source, "/").replace(/(?:\/\*?)$/, "") || "/");
    return made.some((path) => taken.some((one) => isWithin(path, one)));
  });
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

/** Patterns may fit anything. */
function isAbsent(source: string, context: Context | undefined): boolean {
  if (context === undefined || context.isCut || /[*?[\0]/.test(source)) return false;
  const path = posix.normalize(`/${source}`).replace(/^\/|\/$/g, "");
  const isThere = context.paths.some((one) => one === path || one === `${path}/`);
  return !isThere || context.isIgnored(path);
}

/** Where the secret files lie that the step makes. */
function madePaths(step: Step): readonly string[] {
  if (isCopy(step)) {
    const { sources, destination } = step;
    const target = absolute(destination, step.workdir);
    const isFolder = /\/$|^\.?$/.test(destination) || sources.length > 1;
    return sources
      .filter((source) => secretPath(source) !== undefined)
      .map((source) => (isFolder ? posix.join(target, posix.basename(source)) : target));
  }
  if (step.keyword !== "RUN") return [];
  return step.commands
    .flatMap(writtenBy)
    .map((path) => absolute(path, step.workdir))
    .filter((path) => isSecretFile(path) && !isMounted(step, path) && !isDeletedIn(step, path));
}

/** Written only to be taken away again, an .npmrc has its token; a .key may be a public one all the same. */
function isSecretFile(path: string): boolean {
  const kind = secretPath(path);
  return kind === "sure" || (kind === "likely" && posix.basename(path).startsWith("."));
}

function writtenBy({ name, args, redirects }: Command): readonly string[] {
  const operands = args.filter((arg) => !arg.startsWith("-"));
  const targets = redirects.filter(({ operator }) => operator.includes(">")).map(({ target }) => target);
  if (name === "cp" || name === "mv" || name === "install") targets.push(operands.at(-1) ?? "");
  if (name === "tee") targets.push(...operands);
  if (name === "ssh-keygen") targets.push(args[args.indexOf("-f") + 1] ?? "");
  return targets.filter((target) => target !== "" && !target.includes("\0"));
}

function isDeletedIn({ commands }: Step, path: string): boolean {
  return commands.some((command) => command.name === "rm" && deletes(command, path));
}

/** The file itself, a pattern for it, or the folder that it lies in. */
function deletes({ args, step }: Command, path: string): boolean {
  return args.some((arg) => {
    if (arg.startsWith("-") || arg === "") return false;
    const gone = absolute(arg, step.workdir).replace(/\/\*$/, "");
    return gone === path || path.startsWith(`${gone}/`);
  });
}

function absolute(path: string, workdir: string): string {
  const home = path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, "/root");
  return posix.normalize(home.startsWith("/") ? home : posix.join("/", workdir.replaceAll("\0", ""), home));
}
