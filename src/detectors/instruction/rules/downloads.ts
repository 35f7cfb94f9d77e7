import type { Command } from "../command.ts";
import {
  type Download,
  downloadBy,
  hostOf,
  isBareAddress,
  isPlainHttp,
  isThisMachine,
  isTrustedHost,
} from "../fetching.ts";
import { allSteps } from "../lineage.ts";
import { oncePerStep } from "../once-per-step.ts";
import { hasOption } from "../option-words.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";
import { shellSource } from "../shell-options.ts";
import { isVerifiedAfter } from "../verification.ts";
import { writtenTexts } from "../written-text.ts";

export const downloadRun: InstructionRule = {
  id: "DD-DF-021",
  category: "instruction",
  title: "Download piped into a shell",
  severity: "medium",
  fires:
    "What curl or wget fetches is run as it comes, by sh, bash, python, perl, ruby, node and the like: through a pipe, eval, a command or process substitution, or source. Over plain HTTP, or from a bare IP address, it is high.",
  guards:
    "A pipe into a program that verifies (sha256sum -c, gpg) or only unpacks or reads it (tar, gpg --dearmor, jq, python -c) is fine.",
  advice: "Download it, compare it with a pinned hash, and run it then.",
  peers: ["DL4006", "CIS 4.11", "CIS 4.12"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      const told = new Set<number | Command["pipeline"]>();
      for (const command of step.commands) {
        if (told.has(command.startLine) || told.has(command.pipeline)) continue;
        const urls = piped(command) ?? substituted(command);
        if (urls === undefined) continue;
        told.add(command.startLine).add(command.pipeline);
        const isWorse = urls.some((url) => isPlainHttp(url) || isBareAddress(url));
        yield { at: command, ...wholePipe(command), ...(isWorse ? { severity: "high" } : {}) };
      }
    }
  },
};

/** A lone `bash` tells nothing: what comes in front of it does. */
function wholePipe({ step, pipeline }: Command): Pick<Hit, "subject" | "evidence"> {
  const parts = pipeline.filter(({ via }) => via.length === 0).map(({ text }) => text);
  return parts.length < 2 ? {} : { subject: `${step.keyword} ${parts.join(" | ")}`, evidence: [] };
}

/** What it runs that comes through a pipe from a download: the addresses. */
function piped(command: Command): readonly string[] | undefined {
  const { pipeline, step } = command;
  if (pipeline.length < 2 || !runsInput(command)) return undefined;
  const { downloads, first } = downloadsToOutput(step);
  const start = first.get(pipeline);
  const at = start === undefined ? -1 : pipeline.indexOf(command);
  return at > (start ?? at)
    ? pipeline.slice(start, at).flatMap((one) => downloads.get(one)?.urls ?? [])
    : undefined;
}

/** By their commands, and for each pipeline the place of its first one. */
const downloadsToOutput = oncePerStep(({ commands }) => {
  const downloads = new Map<Command, Download>();
  const first = new Map<Command["pipeline"], number>();
  for (const command of commands) {
    const download = downloadBy(command);
    if (download === undefined || !goesToOutput(download)) continue;
    downloads.set(command, download);
    if (!first.has(command.pipeline)) first.set(command.pipeline, command.pipeline.indexOf(command));
  }
  return { downloads, first };
});

/** curl writes there unless told otherwise, wget only if told so. */
function goesToOutput({ program, values, options }: Download): boolean {
  const target = values.findLast(([option]) => TARGETS[program].some((one) => one === option))?.[1];
  if (target !== undefined) return target === "-" || target === "/dev/stdout";
  return program === "curl" && !options.includes("-O") && !options.includes("--remote-name");
}

const TARGETS = { curl: ["-o", "--output"], wget: ["-O", "--output-document"] } as const;

const SHELL = /^(?:sh|bash|ash|dash|zsh|ksh|fish)$/;
const INTERPRETER = /^(?:python[\d.]*|perl|ruby|node|nodejs|deno|php\d*|lua[\d.]*|Rscript|pwsh)$/;

/** Its standard input is its program: no script, and none in an option, is named. */
function runsInput({ name, args }: Command): boolean {
  if (SHELL.test(name)) return shellSource(args).kind === "input";
  if (!INTERPRETER.test(name) || args.some((arg) => /^-[a-zA-Z]{0,3}[cemnpr]/.test(arg))) return false;
  const first = args.find((arg) => !arg.startsWith("-") || arg === "-");
  return first === undefined || first === "-" || first === "/dev/stdin";
}

const WITHIN = /(?:\$\(|<\(|`)\s{0,20}(?:sudo\s{1,4})?(?:curl|wget)\b([^)`]{0,2000})/;

/** `bash -c "$(curl …)"`, `eval "$(curl …)"`, `source <(curl …)`: the addresses. */
function substituted({ name, args, text }: Command): readonly string[] | undefined {
  const isRun =
    name === "eval" ||
    name === "source" ||
    name === "." ||
    (SHELL.test(name) && shellSource(args).kind === "word") ||
    ((SHELL.test(name) || INTERPRETER.test(name)) &&
      (args[0]?.startsWith("-c") || /^[^'"]{0,200}<\(|<<</.test(text) || /^-\w*c$/.test(args[0] ?? "")));
  const found = isRun ? WITHIN.exec(text) : null;
  return found === null ? undefined : (found[1]?.match(/https?:\/\/[^\s"')]{1,1000}/gi) ?? []);
}

export const plainDownload: InstructionRule = {
  id: "DD-DF-022",
  category: "instruction",
  title: "Plain HTTP download",
  severity: "medium",
  fires:
    "A RUN fetches over http://: with curl, wget or git clone, from a package index of pip or npm, or from a package source.",
  guards:
    "This machine, and hosts that the policy trusts (trusted-hosts), are fine, and so is a download whose hash is compared afterwards. Sources of apt, apk and rpm, whose content is signed, are negligible.",
  advice: "Use HTTPS, or compare a hash.",
  peers: ["CIS 4.11"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      if (step.keyword !== "RUN") continue;
      for (const command of step.commands)
        if (fetched(command).some((url) => isUnsafe(url, scene)) && !isVerifiedAfter(command))
          yield { at: command };
      for (const { text, target, at } of writtenTexts(step))
        if (isPackageSource(target) && urlsIn(text).some((url) => isUnsafe(url, scene)))
          yield { at, severity: "negligible" };
    }
  },
};

function isUnsafe(url: string, { settings }: Scene): boolean {
  return isPlainHttp(url) && !isTrustedHost(url, settings);
}

/** Addresses that the command takes something from. */
function fetched(command: Command): readonly string[] {
  const { name, args } = command;
  const download = downloadBy(command);
  if (download !== undefined) return download.urls;
  const isIndex =
    /^(?:pip[\d.]*|uv|npm|pnpm|yarn|gem|bundle)$/.test(name) ||
    (/^python[\d.]*$/.test(name) && args.includes("pip"));
  const isClone = name === "git" && args.some((arg) => arg === "clone" || arg === "fetch" || arg === "pull");
  if (!isIndex && !isClone) return [];
  return args.map((arg) => arg.replace(/^--?[\w-]{1,40}=|^registry=/, ""));
}

function isPackageSource(target: string): boolean {
  return /sources\.list|\/apk\/repositories$|\/yum\.repos\.d\/|\/zypp\/repos\.d\//.test(target);
}

function urlsIn(text: string): readonly string[] {
  return text.match(/http:\/\/[^\s"'|;]{1,500}/gi) ?? [];
}

export const uncheckedDownload: InstructionRule = {
  id: "DD-DF-023",
  category: "instruction",
  title: "Certificate checks of curl or wget off",
  severity: "high",
  fires:
    "A curl has -k or --insecure, alone or among other letters, or a wget has --no-check-certificate; or a .curlrc or .wgetrc is written that says so.",
  guards: "It does not fire for an address of this machine, nor for -k as an option of another program.",
  advice: "Install the certificate of the private authority instead.",
  peers: ["CKV2_DOCKER_2", "CKV2_DOCKER_3", "CIS 4.11"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      for (const command of step.commands) if (isUnchecked(command)) yield { at: command };
      yield* writtenSettings(step);
    }
  },
};

function isUnchecked(command: Command): boolean {
  const download = downloadBy(command);
  if (download === undefined) return false;
  const isOff =
    download.program === "curl"
      ? hasOption(download, "-k", "--insecure")
      : hasOption(download, "--no-check-certificate") ||
        download.values.some(([option, value]) => /^(?:-e|--execute)$/.test(option) && WGETRC.test(value));
  if (!isOff) return false;
  const addresses = download.urls.filter((url) => url !== "");
  return addresses.length === 0 || !addresses.every((url) => isThisMachine(hostOf(url) ?? ""));
}

const WGETRC = /check[-_]?certificate\s{0,8}=\s{0,8}(?:off|no|0|false)/i;

function* writtenSettings(step: Step): Generator<Hit> {
  for (const { text, target, at } of writtenTexts(step)) {
    const isOff =
      (/(?:\.|_)curlrc$/.test(target) && /(?:^|[\s"'])(?:-k|(?:--)?insecure)(?=$|[\s"'])/.test(text)) ||
      (/wgetrc$/.test(target) && WGETRC.test(text));
    if (isOff) yield { at };
  }
}
