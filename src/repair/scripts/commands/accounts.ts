import { type Call, ends, type Handler, knownArgs } from "./call.ts";

/** Programs about users and groups. */
export const ACCOUNTS: Readonly<Record<string, Handler>> = {
  getent,
  adduser,
  addgroup: (call) => exists(call, "group"),
  useradd: (call) => exists(call, "passwd"),
  groupadd: (call) => exists(call, "group"),
};

/** Lines of a database of accounts; undefined where its text is not known. */
function lines(call: Call, database: "passwd" | "group"): readonly string[] | undefined {
  return call.machine
    .text(`/etc/${database}`)
    ?.split("\n")
    .filter((line) => line !== "");
}

function entryOf(call: Call, database: "passwd" | "group", key: string): string | "none" | undefined {
  const all = lines(call, database);
  if (all === undefined) return undefined;
  const index = /^[0-9]+$/.test(key) ? 2 : 0;
  return all.find((line) => line.split(":")[index] === key) ?? "none";
}

function idOf(call: Call, database: "passwd" | "group", name: string): number | undefined {
  if (/^[0-9]{1,9}$/.test(name)) return Number(name);
  const id = entryOf(call, database, name)?.split(":")[2];
  return id !== undefined && /^[0-9]{1,9}$/.test(id) ? Number(id) : undefined;
}

export function userId(call: Call, name: string): number | undefined {
  return idOf(call, "passwd", name);
}

export function groupId(call: Call, name: string): number | undefined {
  return idOf(call, "group", name);
}

function getent(call: Call): undefined {
  const { known } = call;
  const [database, key] = known ?? [];
  if (known?.length !== 2 || key === undefined || (database !== "passwd" && database !== "group"))
    return ends(call, undefined, undefined);
  const entry = entryOf(call, database, key);
  if (entry === undefined) return ends(call, undefined, undefined);
  return entry === "none" ? ends(call, 2) : ends(call, 0, `${entry}\n`);
}

/** `adduser --system` of a user that is there changes nothing; with two names it adds a member. */
function adduser(call: Call): undefined {
  const names = operands(call);
  const args = knownArgs(call);
  if (args.includes("--group") && !args.includes("--system")) return exists(call, "group");
  if (names.length === 2) {
    const [user = "", group = ""] = names;
    const entry = entryOf(call, "group", group);
    if (entry === undefined || entry === "none" || !(entry.split(":")[3] ?? "").split(",").includes(user))
      return call.machine.refuse("it adds a user to a group");
    return ends(call, 0);
  }
  return exists(call, "passwd");
}

function exists(call: Call, database: "passwd" | "group"): undefined {
  const [name = "", ...others] = operands(call);
  if (others.length > 0) call.machine.refuse("it names more than one account");
  const entry = entryOf(call, database, name);
  if (entry === undefined || entry === "none")
    return call.machine.refuse(database === "passwd" ? "it makes a user" : "it makes a group");
  // adduser and addgroup are content for a system account, useradd and groupadd fail.
  return ends(call, undefined);
}

const WITH_VALUE =
  /^(--(home|shell|gecos|comment|uid|gid|ingroup|firstuid|lastuid|conf|group-id|home-dir)|-[gudscGK])$/;

function operands(call: Call): readonly string[] {
  const names: string[] = [];
  const args = knownArgs(call);
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (WITH_VALUE.test(arg)) index++;
    else if (!arg.startsWith("-")) names.push(arg);
  }
  return names;
}
