import { UNKNOWN } from "../../../dockerfile/index.ts";
import { allSteps, heldBy, wholeText } from "../lineage.ts";
import { hasOption } from "../option-words.ts";
import { installs, type PackageCommand } from "../package-command.ts";
import type { InstructionRule } from "../rule.ts";

export const aptRecommends: InstructionRule = {
  id: "DD-DF-052",
  category: "instruction",
  title: "Recommended packages installed",
  severity: "low",
  fires: "An apt-get install is run without --no-install-recommends.",
  guards:
    "Fine where apt's configuration sets APT::Install-Recommends to false earlier in the same chain of stages.",
  advice: "Add --no-install-recommends, and name what is really needed.",
  peers: ["DL3015", "DS-0029", "CIS 4.3"],
  *check(scene) {
    const isConfigured = heldBy(scene, (step) => WITHOUT_RECOMMENDS.test(wholeText(step)));
    for (const step of allSteps(scene))
      for (const install of installs(step, "apt")) {
        if (
          hasOption(install, "--no-install-recommends", "--without-recommends", "-R") ||
          isBuildDep(install)
        )
          continue;
        if (install.values.some(([, value]) => WITHOUT_RECOMMENDS.test(value))) continue;
        if (!isConfigured(step) && !mayHoldOptions(install)) yield { at: install.command };
      }
  },
};

export const promptingInstall: InstructionRule = {
  id: "DD-DF-053",
  category: "instruction",
  title: "Install waits for an answer",
  severity: "medium",
  fires: "An install with apt-get, yum, dnf or zypper has no option that says yes.",
  guards:
    "Options such as -y, -qq, --assume-yes and --non-interactive, apt's or dnf's configuration saying so, an answer piped in, and microdnf, which never asks, are fine.",
  advice: "Add -y: nobody answers during a build, so it stops or installs nothing.",
  peers: ["DL3014", "DL3030", "DL3034", "DL3038", "DS-0021"],
  *check(scene) {
    const isConfigured = heldBy(scene, (step) => YES_CONFIGURED.test(wholeText(step)));
    for (const step of allSteps(scene))
      for (const install of installs(step, "apt", "rpm", "zypper"))
        if (!saysYes(install) && !isConfigured(step) && !mayHoldOptions(install))
          yield { at: install.command };
  },
};

// The sign between name and value is ` "`, `=` or, on the command line, `=`.
const WITHOUT_RECOMMENDS = /APT::Install-Recommends[\s"'=\\]{0,6}(?:0|false|no|off|without|disable)/i;
const YES_CONFIGURED =
  /APT::Get::Assume-Yes[\s"'=\\]{0,6}(?:1|true|yes|on|with|enable)|assumeyes\s?=\s?(?:1|true|yes)/i;

function isBuildDep({ verb }: PackageCommand): boolean {
  return verb === "build-dep";
}

function saysYes(install: PackageCommand): boolean {
  const { command, options, values } = install;
  if (command.name === "microdnf") return true;
  if (command.pipeline.some(({ name }) => name === "yes" || name === "echo" || name === "printf"))
    return true;
  if (hasOption(install, ...YES)) return true;
  if (install.manager === "zypper") return hasOption(install, "-n");
  // apt takes `-qq` and `-q=2` for a yes.
  const isVeryQuiet = options.filter((option) => option === "-q" || option === "--quiet").length > 1;
  const isTold = values.some(
    ([option, value]) => YES_CONFIGURED.test(value) || (option === "--quiet" && value === "2"),
  );
  return isTold || (install.manager === "apt" && (isVeryQuiet || /\s-q=2/.test(command.text)));
}

const YES: readonly string[] = [
  "-y",
  "--yes",
  "--assume-yes",
  "--assumeyes",
  "--assumeno",
  "--force-yes",
  "--non-interactive",
  "--no-confirm",
];

/** `apt-get install $APT_FLAGS curl`: what the variable holds may be the very option. */
function mayHoldOptions({ command }: PackageCommand): boolean {
  return command.args.includes(UNKNOWN) && /\$\{?\w*(?:opt|flag|arg|yes)/i.test(command.text);
}
