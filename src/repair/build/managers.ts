import type { Package } from "../../model/index.ts";
import type { Root } from "../model.ts";
import { behindLinks } from "../root.ts";

/** A package manager that an image has, and how it is told to raise packages. */
export interface Manager {
  readonly id: "apt" | "apk" | "dnf" | "microdnf" | "tdnf" | "yum" | "zypper";
  /** The cataloger of its packages. */
  readonly by: Package["by"];
  readonly program: string;
  /** Names that may stand in a command: nothing that a shell or the manager would take for something else. */
  readonly names: RegExp;
  /** Raises these packages and cleans up, in `sh -euc`. */
  script(names: readonly string[]): string;
  /** The same as a person would write it, a command a line. */
  commands(names: readonly string[]): readonly string[];
}

const DPKG_NAME = /^[a-z0-9][a-z0-9+.-]*(?::[a-z0-9-]+)?$/;
const OTHER_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;

/**
 * `Error-Mode=any`: without it `apt-get update` succeeds where no index could be fetched. Source: apt.conf(5),
 * apt-get(8), dpkg(1).
 */
const apt: Manager = {
  id: "apt",
  by: "dpkg",
  program: "usr/bin/apt-get",
  names: DPKG_NAME,
  script: (names) =>
    [
      "export DEBIAN_FRONTEND=noninteractive",
      "apt-get -o APT::Update::Error-Mode=any -o Acquire::Languages=none update",
      `apt-get -y --only-upgrade --no-install-recommends -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install ${names.join(" ")}`,
      "apt-get clean",
      "rm -rf /var/lib/apt/lists/*",
    ].join("; "),
  commands: (names) => ["apt-get update", `apt-get install -y --only-upgrade ${names.join(" ")}`],
};

/** Source: apk(8). */
const apk: Manager = {
  id: "apk",
  by: "apk",
  program: "sbin/apk",
  names: OTHER_NAME,
  script: (names) => `apk upgrade --no-cache ${names.join(" ")}`,
  commands: (names) => [`apk upgrade --no-cache ${names.join(" ")}`],
};

/** Sources: dnf(8), microdnf(8), tdnf(8), yum(8). Signatures are checked as the image's own settings say. */
function rpmManager(id: "dnf" | "microdnf" | "tdnf" | "yum"): Manager {
  return {
    id,
    by: "rpm",
    program: `usr/bin/${id}`,
    names: OTHER_NAME,
    script: (names) => `${id} -y update ${names.join(" ")}; ${id} clean all`,
    commands: (names) => [`${id} -y update ${names.join(" ")}`],
  };
}

/** 102 and 103 mean success, with a restart advised. Source: zypper(8), "EXIT CODES". */
const zypper: Manager = {
  id: "zypper",
  by: "rpm",
  program: "usr/bin/zypper",
  names: OTHER_NAME,
  script: (names) =>
    [
      "zypper --non-interactive refresh",
      `zypper --non-interactive update ${names.join(" ")} || { code=$?; [ $code -eq 102 ] || [ $code -eq 103 ] || exit $code; }`,
      "zypper clean --all",
    ].join("; "),
  commands: (names) => [`zypper --non-interactive update ${names.join(" ")}`],
};

const MANAGERS: readonly Manager[] = [
  apt,
  apk,
  ...(["dnf", "microdnf", "tdnf", "yum"] as const).map(rpmManager),
  zypper,
];

/** The manager of packages of this cataloger that the image has; `undefined` = none. */
export function managerIn(root: Pick<Root, "entry">, by: Package["by"]): Manager | undefined {
  return MANAGERS.find((manager) => manager.by === by && isThere(root, manager.program));
}

/** Whether a program is there, behind whatever links. */
export function isThere(root: Pick<Root, "entry">, path: string): boolean {
  const type = behindLinks(root, path)?.type;
  return type === "file" || type === "hardlink";
}
