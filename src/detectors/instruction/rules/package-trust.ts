import type { Command } from "../command.ts";
import { isThisMachine } from "../fetching.ts";
import { allSteps } from "../lineage.ts";
import { oncePerStep, placeOf } from "../once-per-step.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Step } from "../scene.ts";
import { pipTrustedHosts, UNCHECKED_CERTIFICATES, UNCHECKED_FILES } from "../trust-options.ts";
import { isVerification } from "../verification.ts";
import { writtenTexts } from "../written-text.ts";

export const uncheckedTool: InstructionRule = {
  id: "DD-DF-025",
  category: "instruction",
  title: "Package tool without certificate checks",
  severity: "high",
  fires:
    "A package tool is told to check no certificates: pip --trusted-host, npm or yarn strict-ssl false, git http.sslVerify false, yum or dnf sslverify=0, composer disable-tls, conda ssl_verify false, Maven's insecure properties, gem's ssl_verify_mode 0.",
  guards: "This machine as the host is fine. A setting that is taken back within the same RUN is medium.",
  advice: "Trust the private authority in the image's own list of certificates.",
  peers: ["CKV2_DOCKER_4", "CKV2_DOCKER_13", "CKV2_DOCKER_15"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      for (const command of step.keyword === "RUN" ? step.commands : []) {
        if (pipTrustedHosts(command).some((host) => !isThisMachine(host))) yield { at: command };
        const words = command.args.join(" ");
        const found = UNCHECKED_CERTIFICATES.find(
          (one) => one.programs.test(command.name) && one.words.test(words),
        );
        if (found === undefined) continue;
        const isRestored = (lastRestorings(step).get(found)?.get(command.name) ?? -1) > placeOf(command);
        yield isRestored ? { at: command, severity: "medium" } : { at: command };
      }
      for (const { text, target, at } of writtenTexts(step))
        if (UNCHECKED_FILES.some((one) => one.target.test(target) && one.text.test(text))) yield { at };
    }
  },
};

/** For each way, and each program of it, where the last command stands that takes the setting back. */
const lastRestorings = oncePerStep(
  ({ commands }) =>
    new Map(
      UNCHECKED_CERTIFICATES.map((one) => {
        const last = new Map<string, number>();
        for (const [place, { name, args }] of commands.entries())
          if (one.programs.test(name) && one.restored?.test(args.join(" "))) last.set(name, place);
        return [one, last];
      }),
    ),
);

export const unsignedPackages: InstructionRule = {
  id: "DD-DF-026",
  category: "instruction",
  title: "Package signatures not checked",
  severity: "high",
  fires:
    "Packages are installed without a look at their signatures: apt-get --allow-unauthenticated or --force-yes, an apt source with trusted=yes, apk --allow-untrusted, yum or dnf --nogpgcheck or gpgcheck=0, rpm --nosignature, zypper --no-gpg-checks, pacman SigLevel = Never.",
  guards:
    "It is low for apk with a local file whose hash has just been verified. A source that is a folder of the build itself is fine, and the same words as mere text are no commands.",
  advice: "Import the key of the repository.",
  peers: ["CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11", "CIS 4.11"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      for (const command of step.keyword === "RUN" ? step.commands : []) {
        const words = command.args.join(" ");
        if (!UNSIGNED.some(([programs, form]) => programs.test(command.name) && form.test(words))) continue;
        yield isVerifiedFile(command) ? { at: command, severity: "low" } : { at: command };
      }
      for (const { text, target, at } of writtenTexts(step))
        if (UNSIGNED_FILES.some(([targets, form]) => targets.test(target) && form.test(text))) yield { at };
    }
  },
};

/** From the programs' manuals. */
const UNSIGNED: readonly (readonly [programs: RegExp, words: RegExp])[] = [
  [
    /^(?:apt|apt-get|aptitude)$/,
    /--allow-unauthenticated|--force-yes|--allow-insecure-repositories|(?:AllowUnauthenticated|AllowInsecureRepositories)=["']?(?:true|1|yes)/i,
  ],
  [/^add-apt-repository$/, /\[[^\]]{0,200}trusted=yes/i],
  [/^apk$/, /--allow-untrusted/],
  [
    /^(?:yum|dnf|dnf5|dnf-3|microdnf|tdnf)$/,
    /--no-?gpg-?checks?\b|--setopt[ =](?:\S{1,100}\.)?gpgcheck=["']?(?:0|false|no)/i,
  ],
  [/^(?:yum-config-manager)$/, /gpgcheck=["']?(?:0|false|no)/i],
  [/^rpm$/, /--nosignature\b|--nodigest\b/],
  [/^zypper$/, /--no-gpg-?checks?\b|(?:^| )(?:-\S*G|addrepo .*-G|--gpgcheck-allow-unsigned\S*)(?: |$)/],
  [/^pacman$/, /--siglevel[ =]never/i],
];

const UNSIGNED_FILES: readonly (readonly [target: RegExp, text: RegExp])[] = [
  // A folder of this machine, with what the build itself has made, needs no signature.
  [/sources\.list/, /\[[^\]]{0,200}trusted=yes[^\]]{0,200}\]\s{1,8}(?!file:|copy:|\/)|^Trusted:\s{0,8}yes/im],
  [/\/apt\.conf/, /(?:AllowUnauthenticated|AllowInsecureRepositories)\s{1,8}"?(?:true|1|yes)/i],
  [/\.repo$|\/(?:yum|dnf)\.conf$/, /(?:^|[^_\w])gpgcheck\s{0,8}=\s{0,8}(?:0|false|no)/im],
  [/pacman\.conf$/, /SigLevel\s{0,8}=\s{0,8}Never/i],
];

function isVerifiedFile({ name, args, step, endLine }: Command): boolean {
  return name === "apk" && args.some((arg) => arg.endsWith(".apk")) && firstVerified(step) <= endLine;
}

/** The line in which something is verified for the first time. */
const firstVerified = oncePerStep(({ commands }) =>
  Math.min(...commands.filter(isVerification).map(({ startLine }) => startLine)),
);

export const unboundKey: InstructionRule = {
  id: "DD-DF-027",
  category: "instruction",
  title: "Repository key not bound",
  severity: "low",
  fires:
    "A third-party apt source is written without signed-by, or a key is given to apt-key add, so that it vouches for every repository.",
  guards: "The distribution's own sources and mirrors are fine, as are sources with signed-by.",
  advice: "Keep the key in /etc/apt/keyrings and name it in the source's signed-by.",
  peers: ["CIS 4.11"],
  *check(scene) {
    for (const step of allSteps(scene)) {
      const trusted = step.keyword === "RUN" ? step.commands.find(isKeyForAll) : undefined;
      if (trusted !== undefined) yield { at: trusted };
      yield* unboundSources(step);
    }
  },
};

function isKeyForAll({ name, args }: Command): boolean {
  return name === "apt-key" && args.some((arg) => arg === "add" || arg === "adv");
}

function* unboundSources(step: Step): Generator<Hit> {
  for (const { text, target, at } of writtenTexts(step))
    if (/sources\.list/.test(target) && isUnbound(text)) yield { at };
  for (const command of step.keyword === "RUN" ? step.commands : [])
    if (
      /^(?:add-apt-repository|apt-add-repository)$/.test(command.name) &&
      command.args.some((arg) => /^deb\b/.test(arg) && isUnbound(arg))
    )
      yield { at: command };
}

/** Lines of the old form, or the fields of the new one. Source: sources.list(5). */
function isUnbound(text: string): boolean {
  const lines = text.match(/\bdeb(?:-src)?[ \t][^\n]{1,1000}/g) ?? [];
  if (lines.some((line) => isForeign(line) && !/signed-by=/i.test(line))) return true;
  const uris = /^URIs:\s{0,8}(\S{1,500})/im.exec(text)?.[1];
  return uris !== undefined && isForeign(uris) && !/^Signed-By:/im.test(text);
}

const OWN =
  /^(?:(?:[\w-]+\.)?(?:deb|security|archive|ports|ftp|snapshot|old-releases|esm)(?:\.[\w-]+)?\.(?:debian\.org|ubuntu\.com)|cdn-fastly\.deb\.debian\.org|(?:[\w-]+\.)*(?:debian\.org|ubuntu\.com))$/i;

/** Mirrors have the distribution's own tree: `/debian`, `/ubuntu`, `/debian-security`. */
function isForeign(line: string): boolean {
  const [, host = "", path = ""] =
    /\bhttps?:\/\/([^\s/:]{1,255})(?::\d{1,5})?(\/\S{0,500})?/i.exec(line) ?? [];
  if (host === "" || host.includes("\0")) return false;
  return (
    !OWN.test(host) && !/^\/(?:[\w.-]+\/)?(?:debian|ubuntu|debian-security|ubuntu-ports|kali)\/?$/i.test(path)
  );
}
