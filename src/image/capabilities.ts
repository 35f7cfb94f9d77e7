/** By number. Source: Linux, include/uapi/linux/capability.h. */
const NAMES: readonly string[] = [
  "chown",
  "dac_override",
  "dac_read_search",
  "fowner",
  "fsetid",
  "kill",
  "setgid",
  "setuid",
  "setpcap",
  "linux_immutable",
  "net_bind_service",
  "net_broadcast",
  "net_admin",
  "net_raw",
  "ipc_lock",
  "ipc_owner",
  "sys_module",
  "sys_rawio",
  "sys_chroot",
  "sys_ptrace",
  "sys_pacct",
  "sys_admin",
  "sys_boot",
  "sys_nice",
  "sys_resource",
  "sys_time",
  "sys_tty_config",
  "mknod",
  "lease",
  "audit_write",
  "audit_control",
  "setfcap",
  "mac_override",
  "mac_admin",
  "syslog",
  "wake_alarm",
  "block_suspend",
  "audit_read",
  "perfmon",
  "bpf",
  "checkpoint_restore",
];

/** Revision (the top byte of the first word) → how long the attribute is. The third adds the id of a namespace's root. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [1, 12],
  [2, 20],
  [3, 24],
]);

/**
 * The permitted set of a `security.capability` attribute (`struct vfs_cap_data`: little-endian words, permitted and
 * inheritable in turn), as names without `cap_`. `undefined` where it permits nothing, or is not one that Linux takes.
 */
export function parseCapabilities(attribute: Buffer): readonly string[] | undefined {
  const revision = attribute[3] ?? 0;
  if (LENGTHS.get(revision) !== attribute.length) return undefined;
  const words = revision === 1 ? [4] : [4, 12];
  const names = words.flatMap((at, word) => {
    const permitted = attribute.readUInt32LE(at);
    const bits = Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (permitted >>> bit) & 1);
    return bits.map((bit) => NAMES[32 * word + bit] ?? `${32 * word + bit}`);
  });
  return names.length === 0 ? undefined : names;
}
