import { type Call, ends, type Handler, knownArgs } from "./call.ts";
import { compared } from "./dpkg.ts";

/**
 * `dpkg-maintscript-helper`: nothing to do in this script and at these versions, nothing there to do it to, or refused.
 * Source: dpkg-maintscript-helper(1) and the program itself, dpkg 1.21.
 */
export const maintscriptHelper: Handler = (call) => {
  const args = knownArgs(call);
  const [command = ""] = args;
  if (command === "supports") return ends(call, 0);
  const end = args.indexOf("--");
  if (end < 0) call.machine.refuse("a call without the script's own arguments");
  const [action = "", version = ""] = args.slice(end + 1);
  const own = args.slice(1, end);
  // Two paths, or a path alone, then the version and the package.
  const count = command === "rm_conffile" ? 1 : 2;
  const paths = own.slice(0, count);
  const guard = own[count] ?? "";
  if (paths.length < count || own.length > count + 2) call.machine.refuse("a call that is not plain");
  if (action === "") call.machine.refuse("it fails for want of the script's arguments");
  const { script } = call.machine;
  const isBefore = script === "preinst" && (action === "install" || action === "upgrade");
  const isAfter = script === "postinst" && action === "configure";
  // prerm has no part in it, and postrm none in an upgrade.
  if (!isBefore && !isAfter) {
    if (script === "postrm" && action !== "upgrade") call.machine.refuse("a call for another action");
    return ends(call, 0);
  }
  const isDue = version === "" ? false : compared(version, "le-nl", guard);
  if (isDue === undefined) return call.machine.refuse("a version that is not well-formed");
  if (isBefore && !isDue) return ends(call, 0);
  if (hasNothingToDo(call, command, paths, isAfter, isDue)) return ends(call, 0);
  return call.machine.refuse("it moves files of an earlier version");
};

/** `isDue`: by its version; the second half of a swap of folder and link does not look at that. */
function hasNothingToDo(
  call: Call,
  command: string,
  paths: readonly string[],
  isAfter: boolean,
  isDue: boolean,
): boolean {
  const [path = ""] = paths;
  if (!path.startsWith("/")) call.machine.refuse("a path that is not absolute");
  const is = (one: string, types: readonly string[], follow = true): boolean => {
    const place = call.machine.files.find(one, follow);
    return place === "unknown" || (place.entry !== undefined && types.includes(place.entry.type));
  };
  const exists = (one: string) => is(one, ["file", "directory", "symlink", "other"], false);
  switch (command) {
    case "rm_conffile":
      if (!isAfter) return !exists(path);
      return !isDue || !(exists(`${path}.dpkg-backup`) || exists(`${path}.dpkg-remove`));
    case "mv_conffile":
      if (!isAfter) return !exists(path);
      return !isDue || !(exists(`${path}.dpkg-remove`) || exists(path));
    case "symlink_to_dir":
      return isAfter ? !is(`${path}.dpkg-backup`, ["symlink"], false) : !is(path, ["symlink"], false);
    case "dir_to_symlink": {
      const folder = path.replace(/\/$/, "");
      if (isAfter) return !exists(`${folder}.dpkg-backup`) || is(folder, ["symlink"], false);
      return !is(folder, ["directory"], false);
    }
    default:
      return call.machine.refuse("a command of the helper that is not known");
  }
}
