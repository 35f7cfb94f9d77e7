import { UNKNOWN } from "../../../dockerfile/index.ts";
import { allSteps } from "../lineage.ts";
import { hasOption } from "../option-words.ts";
import { installs, type PackageCommand } from "../package-command.ts";
import type { Manager } from "../package-managers.ts";
import type { InstructionRule } from "../rule.ts";

export const unpinnedPackages: InstructionRule = {
  id: "DD-DF-057",
  category: "instruction",
  title: "Package versions not pinned",
  severity: "negligible",
  fires:
    "Packages are installed by name and without their versions, by apt-get, apk, yum, dnf, zypper, pip, npm or gem.",
  guards:
    "A lock file (npm ci, --frozen-lockfile), a requirements or constraints file, a local path or archive, and a package given by a variable are fine.",
  advice:
    "Pin the versions, or install from a lock file; two builds of the same file then give the same image.",
  peers: ["DL3008", "DL3013", "DL3016", "DL3018", "DL3028", "DL3033", "DL3037", "DL3041"],
  *check(scene) {
    for (const step of allSteps(scene))
      for (const install of installs(step)) {
        const loose = install.operands.filter((operand) => !isPinned(operand, install));
        if (loose.length > 0)
          yield { at: install.command, evidence: [`Without a version: ${loose.join(", ")}`] };
      }
  },
};

function isPinned(operand: string, install: PackageCommand): boolean {
  if (operand.includes(UNKNOWN) || operand === "" || /[;\\]/.test(operand)) return true;
  if (/^(?:\.|\/|~|https?:|git\+|file:)/.test(operand) || ARCHIVE.test(operand)) return true;
  if (install.manager === "apt" && install.verb !== "install") return true;
  if (install.manager === "gem" && hasOption(install, "-v", "--version")) return true;
  // A constraints file pins what is named here.
  if (install.manager === "pip" && hasOption(install, "-c", "--constraint")) return true;
  return PINNED[install.manager].test(operand);
}

const ARCHIVE = /\.(?:deb|rpm|apk|whl|gem|tgz|zip|tar\.(?:gz|bz2|xz))$/;

/** How a package is written with its version. */
const PINNED: Readonly<Record<Manager, RegExp>> = {
  apt: /[=/]|[-+]$/,
  apk: /[=~<>]|^\./,
  // `curl-7.76.1`, `nodejs:20`, `@development-tools`
  rpm: /-\d[^-]*|:\d|^@/,
  zypper: /[=<>]|-\d[^-]*\.\d/,
  pip: /===?|~=| @ |@\s?(?:git|https?|file)/,
  npm: /.@(?!latest$|next$)[^/]/,
  pnpm: /.@(?!latest$|next$)[^/]/,
  yarn: /.@(?!latest$|next$)[^/]/,
  gem: /:\d/,
};
