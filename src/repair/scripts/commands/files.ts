import type { FileFact } from "../facts.ts";
import type { Place } from "../files.ts";
import { groupId, userId } from "./accounts.ts";
import { absolute, type Call, ends, type Handler, knownArgs } from "./call.ts";
import { changedMode } from "./mode.ts";

/** Programs that change files: known to change nothing here, emulated where that is exact, or refused. */
export const FILES: Readonly<Record<string, Handler>> = {
  chmod,
  chown,
  chgrp: chown,
  ln,
  mkdir,
  rm,
  rmdir,
  touch,
  mv,
  find,
};

interface Found {
  readonly path: string;
  readonly entry: FileFact | undefined;
}

function at(call: Call, path: string, follow = true): Found {
  const whole = absolute(call, path);
  const place: Place = whole === undefined ? "unknown" : call.machine.files.find(whole, follow);
  return place === "unknown" ? call.machine.refuse("it is about a file that cannot be known") : place;
}

/** Options in front, of one letter or long, and operands; `--` parts them. */
function parted(
  call: Call,
  allowed: RegExp,
): { readonly options: readonly string[]; readonly operands: readonly string[] } {
  const options: string[] = [];
  const operands: string[] = [];
  let isOver = false;
  for (const arg of knownArgs(call)) {
    if (isOver || !/^-./.test(arg)) operands.push(arg);
    else if (arg === "--") isOver = true;
    else if (!allowed.test(arg)) call.machine.refuse(`its option ${arg}`);
    else options.push(...(arg.startsWith("--") ? [arg] : [...arg.slice(1)].map((letter) => `-${letter}`)));
  }
  return { options, operands };
}

function chmod(call: Call): undefined {
  const { operands } = parted(call, /^(-[fvc]+|--quiet|--silent|--changes|--verbose)$/);
  const [mode = "", ...paths] = operands;
  let isMissing = paths.length === 0;
  for (const path of paths) {
    const { path: where, entry } = at(call, path);
    if (entry === undefined) {
      isMissing = true;
      continue;
    }
    const next =
      changedMode(entry, mode, call.state.umask) ?? call.machine.refuse("a mode that is not plain");
    if (next === entry.mode) continue;
    call.machine.perform({ kind: "chmod", path: where, mode: next });
    call.machine.files.set(where, { ...entry, mode: next });
  }
  return ends(call, isMissing ? 1 : 0);
}

function chown(call: Call): undefined {
  const { operands } = parted(call, /^(-[fvc]+|--quiet|--silent|--changes|--verbose)$/);
  const [owner = "", ...paths] = operands;
  const [user = "", group] = call.name === "chgrp" ? ["", owner] : owner.split(/[:.]/);
  const uid =
    user === "" ? undefined : (userId(call, user) ?? call.machine.refuse("a user that is not known"));
  if (group === "") call.machine.refuse("the group of a user's first login");
  const gid =
    group === undefined
      ? undefined
      : (groupId(call, group) ?? call.machine.refuse("a group that is not known"));
  let isMissing = paths.length === 0;
  for (const path of paths) {
    const { path: where, entry } = at(call, path);
    if (entry === undefined) {
      isMissing = true;
      continue;
    }
    // The kernel takes such bits and capabilities away, even where the owner stays.
    if (entry.type !== "directory" && ((entry.mode & 0o6000) !== 0 || entry.hasCapabilities === true))
      call.machine.refuse("a change of owner that takes special rights away");
    const next = { ...entry, uid: uid ?? entry.uid, gid: gid ?? entry.gid };
    if (next.uid === entry.uid && next.gid === entry.gid) continue;
    call.machine.perform({ kind: "chown", path: where, uid: next.uid, gid: next.gid });
    call.machine.files.set(where, next);
  }
  return ends(call, isMissing ? 1 : 0);
}

function ln(call: Call): undefined {
  const { options, operands } = parted(call, /^(-[sfnTv]+|--symbolic|--force)$/);
  const [target = "", name = "", ...others] = operands;
  if (!options.some((one) => one === "-s" || one === "--symbolic")) call.machine.refuse("a hard link");
  if (operands.length !== 2 || others.length > 0 || target === "" || name === "" || name.endsWith("/"))
    call.machine.refuse("a link whose name is not given");
  const isForced = options.some((one) => one === "-f" || one === "--force");
  const { path, entry } = at(call, name, false);
  const isBare = options.includes("-n") || options.includes("-T");
  const leadsTo = entry?.type === "symlink" ? at(call, name).entry : entry;
  if (leadsTo?.type === "directory" && !(isBare && entry?.type === "symlink"))
    call.machine.refuse("a link that is put into a folder");
  if (entry?.type === "symlink" && entry.target === target && isForced) return ends(call, 0);
  if (entry !== undefined && !isForced) return ends(call, 1);
  if (entry !== undefined) call.machine.refuse("a link in place of what is there");
  mustHaveParent(call, path);
  call.machine.perform({ kind: "symlink", path, target });
  call.machine.files.set(path, { type: "symlink", mode: 0o777, uid: 0, gid: 0, size: target.length, target });
  return ends(call, 0);
}

function mustHaveParent(call: Call, path: string): void {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return;
  if (call.machine.files.at(path.slice(0, slash))?.type !== "directory")
    call.machine.refuse("the folder it is in does not exist");
}

function mkdir(call: Call): undefined {
  const { operands, options } = parted(call, /^(-[pv]+|--parents|--verbose)$/);
  const makesParents = options.includes("-p") || options.includes("--parents");
  let status = operands.length === 0 ? 1 : 0;
  for (const one of operands) {
    const { path, entry } = at(call, one);
    if (entry?.type === "directory") {
      if (!makesParents) status = 1;
      continue;
    }
    const { umask } = call.state;
    if (entry !== undefined || umask === undefined || at(call, one, false).entry !== undefined)
      call.machine.refuse("a folder where something else is");
    const segments = path.split("/");
    for (let depth = 1; depth <= segments.length; depth++) {
      const each = segments.slice(0, depth).join("/");
      const there = call.machine.files.at(each);
      if (there?.type === "directory") continue;
      if (there !== undefined || (depth < segments.length && !makesParents))
        call.machine.refuse("the folder it is in does not exist");
      const isLast = depth === segments.length;
      // Parents can be written to and entered by their owner, whatever the mask says.
      const mode = (0o777 & ~umask) | (isLast ? 0 : 0o300);
      call.machine.perform({ kind: "mkdir", path: each, mode });
      call.machine.files.set(each, { type: "directory", mode, uid: 0, gid: 0, size: 0 });
    }
  }
  return ends(call, status);
}

function rm(call: Call): undefined {
  const { operands, options } = parted(call, /^(-[frRv]+|--force|--recursive)$/);
  const isForced = options.includes("-f") || options.includes("--force");
  let status = operands.length === 0 && !isForced ? 1 : 0;
  for (const one of operands) {
    const { path, entry } = at(call, one, false);
    if (entry === undefined) {
      if (!isForced) status = 1;
      continue;
    }
    if (entry.type === "directory") call.machine.refuse("it removes a folder");
    remove(call, path);
  }
  return ends(call, status);
}

function remove(call: Call, path: string): void {
  call.machine.perform({ kind: "remove", path });
  call.machine.files.set(path, undefined);
}

function rmdir(call: Call): undefined {
  const { operands, options } = parted(call, /^(-p|--ignore-fail-on-non-empty|--parents)$/);
  if (options.includes("-p") || options.includes("--parents")) {
    // Where the last folder is missing, rmdir does not come to its parents.
    if (operands.some((one) => at(call, one, false).entry !== undefined))
      call.machine.refuse("it removes folders");
    return ends(call, 1);
  }
  let status = operands.length === 0 ? 1 : 0;
  for (const one of operands) {
    const { path, entry } = at(call, one, false);
    const isFull = entry?.type === "directory" && call.machine.files.names(path).length > 0;
    if (entry?.type === "directory" && !isFull) call.machine.refuse("it removes a folder");
    if (!isFull || options.length === 0) status = 1;
  }
  return ends(call, status);
}

function touch(call: Call): undefined {
  const { operands } = parted(call, /^-never$/);
  for (const one of operands) {
    const { path, entry } = at(call, one);
    const { umask } = call.state;
    if (entry !== undefined) call.machine.refuse("it changes the time of a file");
    if (umask === undefined || at(call, one, false).entry !== undefined)
      call.machine.refuse("it makes a file");
    mustHaveParent(call, path);
    const mode = 0o666 & ~umask;
    call.machine.perform({ kind: "create", path, mode });
    call.machine.files.set(path, { type: "file", mode, uid: 0, gid: 0, size: 0 });
  }
  return ends(call, operands.length === 0 ? 1 : 0);
}

function mv(call: Call): undefined {
  const { operands } = parted(call, /^(-[fv]+|--force)$/);
  const sources = operands.slice(0, -1);
  if (sources.length !== 1 || at(call, sources[0] ?? "", false).entry !== undefined)
    call.machine.refuse("it moves files");
  return ends(call, 1);
}

/** What find does with what it finds. */
const ACTS = /^-(delete|exec|execdir|ok|okdir|fprint|fprint0|fprintf|fls)$/;

function find(call: Call): undefined {
  const args = knownArgs(call);
  const first = args.findIndex((one) => /^[-(!]/.test(one));
  const starts = args.slice(0, first < 0 ? args.length : first);
  const isNowhere = starts.length > 0 && starts.every((one) => at(call, one, false).entry === undefined);
  if (isNowhere) return ends(call, 1);
  if (args.some((one) => ACTS.test(one))) call.machine.refuse("find that acts on what it finds");
  return ends(call, undefined, undefined);
}
