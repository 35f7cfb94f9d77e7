import { UNKNOWN } from "../../../dockerfile/index.ts";
import type { Command } from "../command.ts";
import { allSteps, lastShipped } from "../lineage.ts";
import { hasOption, type OptionWords, optionWords } from "../option-words.ts";
import type { InstructionRule } from "../rule.ts";

export const secondRoot: InstructionRule = {
  id: "DD-DF-072",
  category: "instruction",
  title: "Another account with id 0",
  severity: "high",
  fires:
    "An account other than root gets the id 0 from useradd, usermod or adduser, or a line with id 0 is appended to /etc/passwd.",
  guards: "The line of root itself is fine.",
  advice: "Give the account an id of its own; whoever has id 0 is root under another name.",
  peers: [],
  *check(scene) {
    for (const step of allSteps(scene)) {
      for (const command of step.commands)
        if (makesRoot(command) || appendsRoot(command)) yield { at: command };
      if ((step.keyword === "COPY" || step.keyword === "ADD") && PASSWD.test(step.destination))
        if (step.instruction.heredocs.some(({ content }) => hasRootLine(content))) yield { at: step };
    }
  },
};

export const namedUser: InstructionRule = {
  id: "DD-DF-073",
  category: "instruction",
  title: "User given by name",
  severity: "negligible",
  fires: "The last USER of the shipped image is a name, not a number.",
  guards: "A numeric id is fine; root is left to DD-DF-003.",
  advice: "Write the numeric id: Kubernetes can only prove of a number that it is not root.",
  peers: ["DL3066"],
  *check(scene) {
    const at = lastShipped(scene, "USER");
    if (at === undefined) return;
    const user = at.expand(at.instruction.rest).split(":")[0]!.trim();
    const isName = user !== "" && user !== "root" && !user.includes(UNKNOWN) && !/^\d+$/.test(user);
    if (isName) yield { at, title: `User ${user} is given by name` };
  },
};

export const largeUserId: InstructionRule = {
  id: "DD-DF-104",
  category: "instruction",
  title: "Large user id without --no-log-init",
  severity: "low",
  fires: "An account is made by useradd with an id above 65535 and without -l.",
  guards: "BusyBox's adduser, which keeps no such log, and ids nobody knows before the build are fine.",
  advice:
    "Add --no-log-init: lastlog otherwise grows by the size of the id, sparse on disk and full in a layer.",
  peers: ["DL3046"],
  *check(scene) {
    for (const step of allSteps(scene))
      for (const command of step.commands) {
        if (command.name !== "useradd") continue;
        const words = optionWords(command.args, USER_OPTIONS);
        if (Number(idOf(words)) > 65_535 && !hasOption(words, "-l", "--no-log-init")) yield { at: command };
      }
  },
};

const USER_OPTIONS: ReadonlySet<string> = new Set(
  "-b --base-dir -c --comment -d --home --home-dir -e --expiredate -f --inactive -g --gid -G --groups -k --skel -K --key -p --password -s --shell -u --uid --ingroup --gecos -h -R --root -P --prefix".split(
    " ",
  ),
);

/** Each command of a pipe asks all of it; nobody writes longer ones. */
const MAX_PIPELINE = 50;

const PASSWD = /(?:^|\/)etc\/passwd$/;

function makesRoot({ name, args }: Command): boolean {
  if (!/^(?:useradd|usermod|adduser)$/.test(name)) return false;
  const words = optionWords(args, USER_OPTIONS);
  return /^0+$/.test(idOf(words) ?? "") && words.operands.at(-1) !== "root";
}

function idOf({ values }: OptionWords): string | undefined {
  return values.findLast(([option]) => option === "-u" || option === "--uid")?.[1];
}

/** `echo 'toor:x:0:0::/:/bin/sh' >> /etc/passwd`, also by way of `tee`. */
function appendsRoot({ name, args, redirects, pipeline, step }: Command): boolean {
  const contents = redirects.flatMap(({ content }) => content ?? []);
  if (step.keyword !== "RUN" || ![...args, ...contents].some(hasRootLine)) return false;
  if (redirects.some(({ target, operator }) => operator.startsWith(">") && PASSWD.test(target))) return true;
  const writers = name === "tee" ? [] : pipeline.slice(0, MAX_PIPELINE);
  return writers.some((one) => one.name === "tee" && one.args.some((arg) => PASSWD.test(arg)));
}

function hasRootLine(text: string): boolean {
  return text.split(/\n|\\n/).some((line) => {
    const [name = "", , id] = line.trim().replace(/^["']/, "").split(":");
    return /^[\w.-]+$/.test(name) && name !== "root" && id === "0" && line.split(":").length >= 6;
  });
}
