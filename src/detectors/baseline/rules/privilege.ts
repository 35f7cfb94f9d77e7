import { basename } from "node:path/posix";
import type { Severity } from "../../../model/index.ts";
import type { BaselineRule, VisibleEntry } from "../rule.ts";
import type { Scene } from "../scene.ts";

const SETUID = 0o4000;
const SETGID = 0o2000;

export const setuidFile: BaselineRule = {
  id: "DD-BL-040",
  category: "baseline",
  title: "Unexpected setuid or setgid file",
  severity: "medium",
  fires:
    "A file runs with the rights of its owner or group, whoever starts it. It is high where no package brought the file, or where it lies under /tmp, /home or /opt.",
  guards:
    "Programs that distributions ship so (su, passwd, mount, chsh, gpasswd, newgrp, unix_chkpwd, ssh-agent and their kin), as their package brought them, are negligible. Folders with the setgid bit do not count.",
  advice: "Clear the bit: chmod a-s. What needs root should be started as root.",
  peers: ["CIS-DI-0008", "CIS 4.8"],
  wants: ({ mode, type }) => (mode & (SETUID | SETGID)) !== 0 && (type === "file" || type === "hardlink"),
  *check(scene, entries) {
    for (const entry of entries) {
      const { path, mode, uid, gid } = entry;
      const rights = (mode & SETUID) === 0 ? `group ${gid}` : `user ${uid}`;
      const evidence = [`It runs with the rights of ${rights}, mode 0${(mode & 0o7777).toString(8)}.`];
      const { severity, note } = judged(entry, scene);
      yield { subject: path, at: entry, severity, evidence: [...evidence, note] };
    }
  },
};

/** Programs that are meant to be so: on all Linux systems, and on some. Names differ too little to need their paths. */
const EXPECTED: ReadonlySet<string> = new Set([
  ...["su", "passwd", "mount", "umount", "chsh", "chfn", "gpasswd", "newgrp", "chage", "expiry", "crontab"],
  ...[
    "unix_chkpwd",
    "unix2_chkpwd",
    "pam_timestamp_check",
    "pam_extrausers_chkpwd",
    "ssh-agent",
    "ssh-keysign",
  ],
  ...[
    "wall",
    "write",
    "write.ul",
    "bsd-write",
    "utempter",
    "fusermount",
    "fusermount3",
    "pkexec",
    "sg",
    "at",
  ],
  ...[
    "dbus-daemon-launch-helper",
    "polkit-agent-helper-1",
    "newuidmap",
    "newgidmap",
    "mount.nfs",
    "mount.cifs",
  ],
]);
/** What only one family ships so. */
const EXPECTED_BY_FAMILY: Readonly<Record<string, readonly string[]>> = {
  alpine: ["bbsuid"],
  redhat: ["userhelper", "usernetctl", "grub2-set-bootflag", "cgexec"],
  centos: ["userhelper", "usernetctl", "grub2-set-bootflag", "cgexec"],
  fedora: ["userhelper", "usernetctl", "grub2-set-bootflag", "cgexec"],
  "amazon linux": ["userhelper", "usernetctl", "cgexec"],
  debian: ["dotlockfile", "mlock"],
  ubuntu: ["dotlockfile", "mlock"],
};
const FOREIGN_FOLDER = /^(?:tmp|var\/tmp|home|opt|srv)\//;

function judged(entry: VisibleEntry, scene: Scene): { severity: Severity; note: string } {
  const { path, layer } = entry;
  const name = basename(path);
  const isExpected =
    EXPECTED.has(name) || EXPECTED_BY_FAMILY[scene.os?.family ?? ""]?.includes(name) === true;
  if (FOREIGN_FOLDER.test(path)) return { severity: "high", note: "It lies where no system program does." };
  const owner = scene.read.ownerOf(path);
  if (owner === undefined && scene.hasOwners) return { severity: "high", note: "No package brought it." };
  if (owner === undefined)
    return { severity: isExpected ? "negligible" : "medium", note: "There is no package database to ask." };
  if (scene.untouchedOwnerOf(entry) !== undefined) {
    const note = `The package ${owner.name} brought it so.`;
    return { severity: isExpected ? "negligible" : "medium", note };
  }
  const note = `Layer ${layer + 1} wrote it after the package ${owner.name} had come.`;
  const before = scene.read.view.upTo(layer).entry(path);
  const hadBits = before !== undefined && (entry.mode & ~before.mode & (SETUID | SETGID)) === 0;
  return { severity: isExpected && hadBits ? "negligible" : "medium", note };
}

export const fileCapabilities: BaselineRule = {
  id: "DD-BL-041",
  category: "baseline",
  title: "File capabilities",
  severity: "medium",
  fires:
    "A program gets powers of root when it is started. It is high for setuid, sys_admin, dac_override, sys_ptrace and sys_module, low for net_bind_service and net_raw alone.",
  guards: "It does not fire for ping and its like, newuidmap and newgidmap, as their package brought them.",
  advice: "Remove them with setcap -r, and give the container the capability if it needs one.",
  peers: ["CIS 4.8"],
  wants: ({ capabilities }) => capabilities !== undefined,
  *check(scene, entries) {
    for (const entry of entries) {
      const { path, capabilities = [] } = entry;
      const usual = EXPECTED_CAPABILITIES.get(basename(path)) ?? [];
      const isUsual = capabilities.every((one) => usual.includes(one));
      if (isUsual && (scene.untouchedOwnerOf(entry) !== undefined || !scene.hasOwners)) continue;
      const evidence = `It is given ${capabilities.join(", ")}.`;
      yield { subject: path, at: entry, severity: severityOf(capabilities), evidence: [evidence] };
    }
  },
};

const NETWORK = ["net_raw", "net_admin", "net_bind_service"];
const EXPECTED_CAPABILITIES: ReadonlyMap<string, readonly string[]> = new Map([
  ...["ping", "ping4", "ping6", "arping", "clockdiff", "fping", "mtr-packet", "traceroute6"].map(
    (name) => [name, NETWORK] as const,
  ),
  ["newuidmap", ["setuid"]],
  ["newgidmap", ["setgid"]],
]);

const GRAVE: ReadonlySet<string> = new Set([
  "setuid",
  "sys_admin",
  "dac_override",
  "sys_ptrace",
  "sys_module",
]);
const SLIGHT: ReadonlySet<string> = new Set(["net_bind_service", "net_raw"]);

function severityOf(capabilities: readonly string[]): Severity {
  if (capabilities.some((one) => GRAVE.has(one))) return "high";
  return capabilities.every((one) => SLIGHT.has(one)) ? "low" : "medium";
}
