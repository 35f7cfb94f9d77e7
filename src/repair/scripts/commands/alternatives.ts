import { type Call, ends, type Handler, knownArgs } from "./call.ts";

/**
 * `update-alternatives`: queries, and groups that already are as they are asked for. A choice that `prerm` takes away and
 * `postinst` brings back as it was counts as untouched. Source: update-alternatives(1); deb-alternatives file format as
 * written by altdb_save in dpkg's utils/update-alternatives.c.
 */
export const updateAlternatives: Handler = (call) => {
  const args = knownArgs(call).filter((one) => !/^--(quiet|force|skip-auto|verbose|debug)$/.test(one));
  const [action = ""] = args;
  if (/^--(list|query|display|get-selections|help|version)$/.test(action))
    return ends(call, undefined, undefined);
  if (action === "--install") return install(call, args.slice(1));
  if (action === "--remove") return remove(call, args[1] ?? "", args[2] ?? "");
  return call.machine.refuse("it changes alternatives");
};

interface Slave {
  readonly name: string;
  readonly link: string;
}

interface Group {
  readonly isAutomatic: boolean;
  readonly link: string;
  readonly slaves: readonly Slave[];
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly path: string;
  readonly priority: number;
  /** In the order of the group's slaves; empty where this choice has none. */
  readonly slaves: readonly string[];
}

/** "none" where there is no such group; undefined where its file is not known or not well-formed. */
function readGroup(call: Call, name: string): Group | "none" | undefined {
  if (!/^[A-Za-z0-9][^/\s]*$/.test(name)) return undefined;
  const path = `/var/lib/dpkg/alternatives/${name}`;
  const place = call.machine.files.find(path);
  if (place === "unknown") return undefined;
  if (place.entry === undefined) return "none";
  const lines = call.machine.text(path)?.split("\n");
  if (lines === undefined) return undefined;
  let line = 0;
  const next = (): string => lines[line++] ?? "";
  const status = next();
  const link = next();
  const slaves: Slave[] = [];
  for (let slave = next(); slave !== ""; slave = next()) slaves.push({ name: slave, link: next() });
  const choices: Choice[] = [];
  for (let choice = next(); choice !== ""; choice = next()) {
    const priority = next();
    if (!/^-?[0-9]{1,9}$/.test(priority)) return undefined;
    choices.push({ path: choice, priority: Number(priority), slaves: slaves.map(next) });
  }
  if ((status !== "auto" && status !== "manual") || choices.length === 0) return undefined;
  return { isAutomatic: status === "auto", link, slaves, choices };
}

function install(call: Call, args: readonly string[]): undefined {
  const [link = "", name = "", path = "", priority = "", ...rest] = args;
  const slaves: { link: string; name: string; path: string }[] = [];
  for (let at = 0; at < rest.length; at += 4) {
    if (rest[at] !== "--slave") call.machine.refuse("an option of update-alternatives");
    slaves.push({ link: rest[at + 1] ?? "", name: rest[at + 2] ?? "", path: rest[at + 3] ?? "" });
  }
  const place = call.machine.files.find(path);
  if (place === "unknown") return call.machine.refuse("an alternative that cannot be known");
  // "alternative path doesn't exist"
  if (place.entry === undefined) return ends(call, 2);
  const group = readGroup(call, name);
  if (group === "none" || group === undefined) return call.machine.refuse("it registers an alternative");
  const choice = group.choices.find((one) => one.path === path);
  const isSame =
    group.link === link &&
    choice !== undefined &&
    String(choice.priority) === priority &&
    slaves.every((slave) => {
      const index = group.slaves.findIndex((one) => one.name === slave.name && one.link === slave.link);
      return index >= 0 && choice.slaves[index] === slave.path;
    }) &&
    choice.slaves.filter((one) => one !== "").length === slaves.length;
  if (!isSame || !isAsChosen(call, name, group)) return call.machine.refuse("it changes an alternative");
  call.machine.removedAlternatives.delete(`${name} ${path}`);
  return ends(call, 0);
}

/** Whether the links are those that the group would set, so that nothing is mended in passing. */
function isAsChosen(call: Call, name: string, group: Group): boolean {
  const current = linkAt(call, `/etc/alternatives/${name}`);
  const chosen = group.choices.find((one) => one.path === current);
  if (chosen === undefined) return false;
  if (group.isAutomatic && group.choices.some((one) => one.priority > chosen.priority)) return false;
  if (linkAt(call, group.link) !== `/etc/alternatives/${name}`) return false;
  return group.slaves.every((slave, index) => {
    const path = chosen.slaves[index] ?? "";
    const place = path === "" ? undefined : call.machine.files.find(path);
    if (place === "unknown") return false;
    const isThere = place?.entry !== undefined;
    const own = linkAt(call, `/etc/alternatives/${slave.name}`);
    const outer = linkAt(call, slave.link);
    return isThere
      ? own === path && outer === `/etc/alternatives/${slave.name}`
      : own === "nothing" && outer === "nothing";
  });
}

function linkAt(call: Call, path: string): string {
  const place = call.machine.files.find(path, false);
  if (place === "unknown") return "unknown";
  return place.entry === undefined ? "nothing" : (place.entry.target ?? "no link");
}

function remove(call: Call, name: string, path: string): undefined {
  const { machine } = call;
  const group = readGroup(call, name);
  if (group === undefined) return machine.refuse("it takes an alternative away");
  if (group === "none" || !group.choices.some((one) => one.path === path)) return ends(call, 0);
  // A choice by hand would be lost, and so would one that another choice is as good as.
  const isBroughtBack = group.isAutomatic && isAsChosen(call, name, group);
  const own = group.choices.find((one) => one.path === path);
  const isTied = group.choices.some((one) => one !== own && one.priority === own?.priority);
  if (!isBroughtBack || isTied) return machine.refuse("it takes an alternative away");
  if (machine.doubts > 0) machine.refuse("it is not certain whether it is run");
  machine.removedAlternatives.set(`${name} ${path}`, machine.script);
  return ends(call, 0);
}
