import { type Call, ends, type Handler, knownArgs } from "./call.ts";

/** Programs that only look, that act on nothing but what is running, or that work on one cache. */
export const SYSTEM: Readonly<Record<string, Handler>> = {
  ldconfig,
  uname,
  id: looks,
  whoami: looks,
  date,
  hostname: bare,
  ls: looks,
  stat: looks,
  cmp: looks,
  diff: looks,
  sha1sum: looks,
  sha256sum: looks,
  expr: looks,
  seq: looks,
  pidof: looks,
  pgrep: looks,
  ps: looks,
  mountpoint: looks,
  df: looks,
  du: looks,
  ischroot: looks,
  runlevel: looks,
  readelf: looks,
  getconf: looks,
  nproc: looks,
  tty: looks,
  "systemd-detect-virt": looks,
  "dpkg-vendor": looks,
  "deb-systemd-invoke": (call) => call.machine.refuse("it steers services"),
  sleep: (call) => ends(call, 0),
  // Tells a running init to load itself again.
  telinit: (call) =>
    call.known?.length === 1 && /^[uUqQ]$/.test(call.known[0] ?? "")
      ? ends(call, undefined)
      : call.machine.refuse("it steers the system"),
  perl,
  which,
  "invoke-rc.d": invoke,
  "add-shell": shells,
  "update-shells": (call) => call.machine.refuse("it writes the list of shells"),
};

function looks(call: Call): undefined {
  return ends(call, undefined, undefined);
}

function bare(call: Call): undefined {
  if (knownArgs(call).some((one) => !/^-[fsdiI]$/.test(one))) call.machine.refuse("it names the machine");
  return looks(call);
}

function date(call: Call): undefined {
  if (knownArgs(call).some((one) => /^(-s|--set|[0-9])/.test(one))) call.machine.refuse("it sets the clock");
  return looks(call);
}

/** Of any folder but the root it would be another cache. */
function ldconfig(call: Call): undefined {
  const args = knownArgs(call).filter((one) => !/^(-v|--verbose|-X)$/.test(one));
  const isPlain = args.length === 0 || (args.length === 2 && args[0] === "-r" && args[1] === "/");
  if (!isPlain || call.known?.includes("-X") === true) call.machine.refuse("an option of ldconfig");
  call.machine.perform({ kind: "ldconfig" });
  return ends(call, 0, undefined);
}

function uname(call: Call): undefined {
  const { known, machine } = call;
  const [option = "-s"] = known ?? [];
  const release = machine.upgrade.facts.kernelRelease;
  if (known === undefined || known.length > 1) return looks(call);
  if (option === "-s") return ends(call, 0, "Linux\n");
  return ends(call, 0, option === "-r" && release !== undefined ? `${release}\n` : undefined);
}

function perl(call: Call): undefined {
  const { known } = call;
  if (known?.length === 2 && known[0] === "-e" && known[1] === "") return ends(call, undefined);
  return call.machine.refuse("a program of another language");
}

function which(call: Call): undefined {
  const { known } = call;
  const [name = ""] = known ?? [];
  return known?.length === 1 ? located(call, name) : looks(call);
}

/** Says where a program is, as `which` and `command -v` do. */
export function located(call: Call, name: string): undefined {
  if (name.startsWith("/")) {
    const place = call.machine.files.find(name);
    if (place === "unknown") return looks(call);
    const isProgram = place.entry?.type === "file" && (place.entry.mode & 0o111) !== 0;
    return isProgram ? ends(call, 0, `${name}\n`) : ends(call, 1);
  }
  if (!/^[A-Za-z0-9._+-]+$/.test(name)) return looks(call);
  const path = programPath(call, name);
  return path === undefined ? ends(call, 1) : ends(call, 0, `${path}\n`);
}

/** The first program of that name on the usual path. */
export function programPath(call: Call, name: string): string | undefined {
  for (const folder of ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]) {
    const place = call.machine.files.find(`${folder}/${name}`);
    if (place !== "unknown" && place.entry?.type === "file" && (place.entry.mode & 0o111) !== 0)
      return `${folder}/${name}`;
  }
  return undefined;
}

/** Without an init script of that name, and without systemd, there is nothing it could start. */
function invoke(call: Call): undefined {
  const names = knownArgs(call).filter((one) => !one.startsWith("-"));
  const place = call.machine.files.find(`/etc/init.d/${names[0] ?? ""}`);
  const running = call.machine.files.find("/run/systemd/system");
  if (
    names.length < 2 ||
    place === "unknown" ||
    place.entry !== undefined ||
    running === "unknown" ||
    running.entry !== undefined
  )
    call.machine.refuse("it steers services");
  return ends(call, undefined, undefined);
}

function shells(call: Call): undefined {
  const listed = call.machine.text("/etc/shells")?.split("\n");
  if (listed === undefined || !knownArgs(call).every((one) => listed.includes(one)))
    call.machine.refuse("it writes the list of shells");
  return ends(call, 0);
}
