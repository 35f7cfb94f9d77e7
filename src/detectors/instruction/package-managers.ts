export type Manager = "apt" | "apk" | "rpm" | "zypper" | "pip" | "npm" | "pnpm" | "yarn" | "gem";

export type Action = "refresh" | "install" | "upgrade" | "remove" | "clean";

/** What drydock knows of a package manager's command line. */
export interface ManagerSyntax {
  readonly manager: Manager;
  /** Base names of the program. */
  readonly programs: RegExp;
  readonly verbs: Readonly<Record<string, Action>>;
  /** What it does when no verb is given. */
  readonly verbless?: string;
  /** Words that stand in front of a verb: `yarn global add`. */
  readonly prefixes?: readonly string[];
  /** Options whose value is the next word. */
  readonly valued: ReadonlySet<string>;
}

/** From the programs' own manual pages. */
export const MANAGERS: readonly ManagerSyntax[] = [
  {
    manager: "apt",
    programs: /^(?:apt|apt-get|aptitude)$/,
    verbs: {
      update: "refresh",
      ...of("install", "install", "reinstall", "build-dep", "satisfy"),
      ...of("upgrade", "upgrade", "dist-upgrade", "full-upgrade", "dselect-upgrade", "safe-upgrade"),
      ...of("remove", "remove", "purge", "autoremove", "auto-remove", "autopurge"),
      ...of("clean", "clean", "autoclean", "auto-clean", "distclean", "dist-clean"),
    },
    valued: options(
      "-t --target-release --default-release -o --option -c --config-file -a --host-architecture",
    ),
  },
  {
    manager: "apk",
    programs: /^apk$/,
    verbs: { update: "refresh", add: "install", upgrade: "upgrade", del: "remove", cache: "clean" },
    valued: options(
      "-t --virtual -X --repository -p --root --arch --keys-dir --repositories-file --cache-dir --wait --progress-fd",
    ),
  },
  {
    manager: "rpm",
    programs: /^(?:yum|dnf|dnf-3|dnf5|microdnf|tdnf)$/,
    verbs: {
      makecache: "refresh",
      ...of("install", "install", "localinstall", "reinstall", "groupinstall", "swap"),
      ...of("upgrade", "upgrade", "update", "distro-sync", "upgrade-minimal", "update-minimal"),
      ...of("remove", "remove", "erase", "autoremove", "groupremove"),
      clean: "clean",
    },
    prefixes: ["group", "module"],
    valued: options(
      "-c --config -d --debuglevel -e --errorlevel -x --exclude --excludepkgs --enablerepo --disablerepo --repo --repoid --setopt --installroot --releasever --forcearch --advisory",
    ),
  },
  {
    manager: "zypper",
    programs: /^zypper$/,
    verbs: {
      ...of("refresh", "refresh", "ref"),
      ...of("install", "install", "in", "source-install", "si"),
      ...of("upgrade", "update", "up", "patch", "dist-upgrade", "dup"),
      ...of("remove", "remove", "rm"),
      ...of("clean", "clean", "cc"),
    },
    valued: options(
      "-R --root -D --reposd-dir -C --cache-dir -c --config -t --type -r --repo --from -p --plus-repo",
    ),
  },
  {
    manager: "pip",
    programs: /^pip[\d.]*$/,
    verbs: { install: "install", uninstall: "remove", cache: "clean" },
    valued: options(
      "-r --requirement -c --constraint -e --editable -i --index-url --extra-index-url -f --find-links -t --target --prefix --root --src --trusted-host --cache-dir --no-binary --only-binary --proxy --retries --timeout --cert --client-cert --log --progress-bar --platform --python-version --implementation --abi --upgrade-strategy --global-option --config-settings -C --report --group --python",
    ),
  },
  {
    manager: "npm",
    programs: /^npm$/,
    verbs: {
      ...of("install", "install", "i", "add", "ci", "clean-install", "install-clean", "update"),
      ...of("remove", "uninstall", "remove", "rm"),
      cache: "clean",
    },
    valued: options(
      "-w --workspace -C --prefix --registry --cache --loglevel --omit --include --userconfig --tag",
    ),
  },
  {
    manager: "pnpm",
    programs: /^pnpm$/,
    verbs: { ...of("install", "install", "i", "add"), ...of("remove", "remove", "rm", "uninstall") },
    valued: options("-C --dir -F --filter --registry --store-dir --reporter --loglevel"),
  },
  {
    manager: "yarn",
    programs: /^yarn$/,
    verbs: { ...of("install", "install", "add"), remove: "remove", cache: "clean" },
    verbless: "install",
    prefixes: ["global"],
    valued: options(
      "--cwd --registry --network-timeout --network-concurrency --mutex --cache-folder --modules-folder",
    ),
  },
  {
    manager: "gem",
    programs: /^gem[\d.]*$/,
    verbs: { ...of("install", "install", "i"), uninstall: "remove", update: "upgrade" },
    valued: options(
      "-v --version -i --install-dir -n --bindir -s --source -P --trust-policy --platform --document -p",
    ),
  },
];

function of(action: Action, ...verbs: readonly string[]): Readonly<Record<string, Action>> {
  return Object.fromEntries(verbs.map((verb) => [verb, action]));
}

function options(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
