import { deb } from "../../../versions/deb.ts";
import { type Call, ends, type Handler, knownArgs } from "./call.ts";
import { isInterested } from "./triggers.ts";

/** dpkg and its queries; what would change its database is refused. */
export const DPKG: Readonly<Record<string, Handler>> = {
  dpkg,
  "dpkg-query": query,
  "dpkg-divert": divert,
  "dpkg-statoverride": statoverride,
  "dpkg-trigger": trigger,
};

function dpkg(call: Call): undefined {
  const args = knownArgs(call).filter((one) => one !== "--");
  switch (args[0]) {
    case "--compare-versions": {
      const answer = compared(args[1] ?? "", args[2] ?? "", args[3] ?? "");
      return ends(call, answer === undefined ? undefined : answer ? 0 : 1);
    }
    case "--validate-version":
      return ends(call, undefined);
    case "--print-architecture":
      // The package's own may be "all".
      return ends(
        call,
        0,
        call.machine.upgrade.architecture === "all" ? undefined : `${call.machine.upgrade.architecture}\n`,
      );
    case "--print-foreign-architectures":
    case "-l":
    case "--list":
    case "-L":
    case "--listfiles":
    case "-S":
    case "--search":
    case "-s":
    case "--status":
    case "--verify":
    case "-V":
      return query(call);
    default:
      return /^--assert-[a-z-]+$/.test(args[0] ?? "")
        ? ends(call, undefined)
        : call.machine.refuse("it changes the package database");
  }
}

/** `dpkg --compare-versions`; undefined where a version is not well-formed. Source: dpkg(1). */
export function compared(left: string, operator: string, right: string): boolean | undefined {
  const [, relation, isNewest] = /^(lt|le|eq|ne|ge|gt)(-nl)?$/.exec(operator) ?? SIGNS.get(operator) ?? [];
  if (relation === undefined) return undefined;
  let order: number;
  if (left === "" || right === "") {
    // No version is earlier than any, or with -nl later than any.
    const first = left === right ? 0 : left === "" ? -1 : 1;
    order = isNewest === undefined ? first : -first;
  } else {
    if (!deb.valid(left) || !deb.valid(right)) return undefined;
    order = deb.compare(left, right);
  }
  switch (relation) {
    case "lt":
      return order < 0;
    case "le":
      return order <= 0;
    case "eq":
      return order === 0;
    case "ne":
      return order !== 0;
    case "ge":
      return order >= 0;
    default:
      return order > 0;
  }
}

/** `<` and `>` alone mean "or equal" for some and not for others, so they are not here. */
const SIGNS: ReadonlyMap<string, readonly (string | undefined)[]> = new Map([
  ["<<", ["", "lt", undefined]],
  ["<=", ["", "le", undefined]],
  ["=", ["", "eq", undefined]],
  [">=", ["", "ge", undefined]],
  [">>", ["", "gt", undefined]],
]);

/** Reads only. A package that is not there has no lines. */
function query(call: Call): undefined {
  const { known, machine } = call;
  const words = known?.slice(1).filter((one) => !one.startsWith("-"));
  const asks = known?.[0] ?? "";
  if (
    !/^(-W|--show|-l|--list|-L|--listfiles|-s|--status|-S|--search|-f.*|--showformat.*|-V|--verify|-p|--control-.*|--print-.*)$/.test(
      asks,
    )
  )
    machine.refuse("a query that is not plain");
  const isByName = /^(-W|--show|-l|--list|-s|--status)$/.test(asks);
  const names = words?.map((one) => one.replace(/:[a-z0-9-]+$/, ""));
  if (
    isByName &&
    names !== undefined &&
    names.length > 0 &&
    names.every((one) => /^[a-z0-9][a-z0-9+.-]+$/.test(one) && !machine.upgrade.facts.isInstalled(one))
  )
    return ends(
      call,
      undefined,
      asks.startsWith("-l") || asks === "--list" ? undefinedUnlessQuiet() : undefined,
    );
  return ends(call, undefined, undefined);
}

/** dpkg-query prints nothing to its output for names it has never heard of; of a package removed before it may. */
function undefinedUnlessQuiet(): string {
  return "";
}

function divert(call: Call): undefined {
  const args = knownArgs(call);
  if (args.some((one) => /^--(list|listpackage|truename)$/.test(one)))
    return ends(call, undefined, undefined);
  return call.machine.refuse("it diverts a file");
}

function statoverride(call: Call): undefined {
  const args = knownArgs(call);
  const [option, path, ...others] = args.filter((one) => one !== "--quiet");
  if (option !== "--list") return call.machine.refuse("it changes the overrides of owners and modes");
  const text = call.machine.text("/var/lib/dpkg/statoverride");
  if (text === undefined || path === undefined || others.length > 0 || /[*?[\\]/.test(path))
    return ends(call, undefined, undefined);
  const found = text.split("\n").filter((line) => line.split(" ")[3] === path);
  return ends(call, found.length > 0 ? 0 : 1, found.map((line) => `${line}\n`).join(""));
}

function trigger(call: Call): undefined {
  const names = knownArgs(call).filter((one) => !/^--(no-await|await|by-package=.*)$/.test(one));
  if (names.length === 1 && names[0] === "--check-supported") return ends(call, 0);
  const [name = "", ...others] = names;
  if (others.length > 0 || name.startsWith("-")) call.machine.refuse("a trigger that is not plain");
  if (name === "ldconfig") call.machine.perform({ kind: "ldconfig" });
  else if (isInterested(call, name)) call.machine.refuse(`a package is interested in the trigger ${name}`);
  return ends(call, 0);
}
