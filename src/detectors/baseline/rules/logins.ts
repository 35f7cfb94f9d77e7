import { followLinks } from "../../../inventory/links.ts";
import { type LoginKeys, loginKeys } from "../login-keys.ts";
import type { BaselineRule, Hit } from "../rule.ts";
import type { Scene } from "../scene.ts";
import { grantsOf } from "../sudo.ts";

const OTHERS_READ = 0o004;
const OTHERS_WRITE = 0o002;
/** With their backups, which passwd and its like leave behind. */
const SECRET = ["etc/shadow", "etc/shadow-", "etc/gshadow", "etc/gshadow-", "usr/etc/shadow"];
const PUBLIC = [
  "etc/passwd",
  "etc/passwd-",
  "etc/group",
  "etc/group-",
  "etc/sudoers",
  "usr/etc/passwd",
  "usr/etc/sudoers",
];

export const openAccountFiles: BaselineRule = {
  id: "DD-BL-026",
  category: "baseline",
  title: "Account file too open",
  severity: "high",
  fires: "Everybody may read shadow or gshadow, or write passwd, group, shadow, gshadow or a sudoers file.",
  guards:
    "Access of the owner and of the file's group is as it should be; links do not count, only what they lead to.",
  advice: "Give shadow and gshadow mode 0640, passwd and group 0644, sudoers 0440.",
  peers: [],
  wants: ({ path }) => path.startsWith("etc/sudoers.d/"),
  *check(scene, extra) {
    for (const path of SECRET) yield* openFile(scene, path, OTHERS_READ | OTHERS_WRITE);
    for (const path of [...PUBLIC, ...extra.map((entry) => entry.path)])
      yield* openFile(scene, path, OTHERS_WRITE);
  },
};

export const sudoEverything: BaselineRule = {
  id: "DD-BL-027",
  category: "baseline",
  title: "sudo grants everything",
  severity: "high",
  fires:
    "A sudoers rule lets an account other than root, or a group with members, run every command as root without a password.",
  guards:
    "It does not fire for comments, for rules about accounts that do not exist or groups without members, for files that nothing includes, nor where sudo is not installed.",
  advice: "Remove the rule; use USER, and gosu where root is needed at the start.",
  peers: ["DKL-DI-0001"],
  *check(scene) {
    for (const { who, path, layer, line } of grantsOf(scene))
      yield {
        subject: who,
        at: { path, layer },
        line,
        evidence: [`${who} may run every command without a password.`],
      };
  },
};

export const loginKey: BaselineRule = {
  id: "DD-BL-028",
  category: "baseline",
  title: "Login key present",
  severity: "high",
  fires: "An authorized_keys file has a key: whoever holds its other half may log in where sshd runs.",
  guards: "It does not fire for empty files, for files of comments, nor for lines that are no keys.",
  advice: "Remove the file; bring keys in at run time if sshd is needed at all.",
  peers: [],
  *check({ read }) {
    for (const { path, layer, record } of read.view.records<LoginKeys>(loginKeys)) {
      const { count, kinds } = record;
      const evidence = `It has ${count} ${count === 1 ? "key" : "keys"}: ${kinds.join(", ")}.`;
      yield { subject: path, at: { path, layer }, evidence: [evidence] };
    }
  },
};

function* openFile({ read }: Scene, named: string, forbidden: number): Generator<Hit> {
  const path = followLinks(read.view, named) ?? named;
  const entry = read.view.entry(path);
  if (entry === undefined || (entry.type !== "file" && entry.type !== "hardlink")) return;
  const open = entry.mode & forbidden;
  if (open === 0) return;
  const may = (open & OTHERS_WRITE) !== 0 ? "write" : "read";
  const evidence = `Its mode is 0${(entry.mode & 0o7777).toString(8)}: everybody may ${may} it.`;
  yield { subject: path, at: entry, evidence: [evidence] };
}
