import { encrypt } from "unixcrypt";
import { md5Crypt } from "../../../../src/detectors/baseline/passwords/md5-crypt.ts";
import { type Cases, file, folder, link, type Situation } from "./case.ts";

const PASSWD =
  "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1::/:/usr/sbin/nologin\napp:x:1000:1000::/home/app:/bin/bash\n";

/** Fields of shadow by account. */
function shadow(fields: Readonly<Record<string, string>>, passwd = PASSWD): Situation {
  const lines = Object.entries(fields).map(([name, field]) => `${name}:${field}:19000:0:99999:7:::\n`);
  return { files: [file("etc/passwd", passwd), file("etc/shadow", lines.join(""), { mode: 0o640 })] };
}

const md5 = (word: string) => `$1$salt$${md5Crypt(word, "salt")}`;
const sha512 = (word: string) => encrypt(word, "$6$rounds=1000$saltsalt");
const STRONG = sha512(["k3#", "Tz", "!vv0-", "quay"].join(""));

const sudo = (text: string, more: Situation = {}): Situation => ({
  files: [
    file("usr/bin/sudo", "x", { mode: 0o4755 }),
    file("etc/passwd", PASSWD),
    file("etc/group", "root:x:0:\nwheel:x:10:\nsudo:x:27:app\napp:x:1000:\n"),
    file("etc/sudoers", text, { mode: 0o440 }),
    ...(more.files ?? []),
  ],
});
const KEY = `ssh-ed25519 ${"AAAA"}C3NzaC1lZDI1NTE5AAAAIB${"x".repeat(40)} a@b`;

export const accountCases: Cases = {
  "DD-BL-020": {
    catches: [
      ["an empty field", shadow({ root: "" }), "critical root:1"],
      ["in passwd itself", { files: [file("etc/passwd", "root::0:0::/root:/bin/ash\n")] }, "critical root:1"],
      ["no shell named means /bin/sh", { files: [file("etc/passwd", "a::5:5::/:\n")] }, "critical a:1"],
      ["nobody can log in", shadow({ daemon: "" }), "medium daemon:1"],
    ],
    guards: [
      ["locked in each way", shadow({ root: "*", daemon: "!", app: "!!" })],
      ["x with a locked line", shadow({ root: "!*" })],
      ["x without a line", { files: [file("etc/passwd", PASSWD)] }],
      ["a line of no account", shadow({ ghost: "" })],
      [
        "lines that ask another service",
        { files: [file("etc/passwd", `${PASSWD}+::::::\n-bad::::::\n# x::0:0:::\n`)] },
      ],
      [
        "more accounts than are looked at",
        { files: [file("etc/passwd", "a:x:1:1:::\n".repeat(10_001))] },
        "unproven etc/passwd",
      ],
    ],
  },
  "DD-BL-021": {
    catches: [
      [
        "another root",
        { files: [file("etc/passwd", `${PASSWD}deploy:x:0:0::/:/bin/sh\n`)] },
        "critical user id 0: root, deploy:4",
      ],
      [
        "a user's id",
        { files: [file("etc/passwd", `${PASSWD}b:x:1000:9::/:\n`)] },
        "medium user id 1000: app, b:4",
      ],
      ["a group's id", { files: [file("etc/group", "a:x:5:\nb:x:5:\n")] }, "medium group id 5: a, b:2"],
    ],
    guards: [
      ["distinct ids", { files: [file("etc/passwd", PASSWD), file("etc/group", "a:x:5:\nb:x:6:\n")] }],
      ["the same line twice", { files: [file("etc/passwd", PASSWD + PASSWD)] }],
      [
        "a pair of the distribution's own",
        {
          files: [
            file("etc/os-release", 'ID=freebsd\nVERSION_ID="14.2"\n'),
            file("etc/passwd", "root:*:0:0::/root:/bin/sh\ntoor:*:0:0::/root:\n"),
          ],
        },
      ],
      ["lines without ids", { files: [file("etc/passwd", "a:x:::\nb:x:::\n")] }],
    ],
  },
  "DD-BL-022": {
    catches: [["the same hash", shadow({ root: STRONG, app: STRONG }), "high root, app:2"]],
    guards: [
      ["both locked", shadow({ root: "*", app: "*" })],
      ["both locked, with the same hash behind", shadow({ root: `!${STRONG}`, app: `!${STRONG}` })],
      ["both empty", shadow({ root: "", app: "" })],
      [
        "other salts",
        shadow({ root: sha512("x9-".repeat(4)), app: encrypt("x9-".repeat(4), "$6$rounds=1000$pepper") }),
      ],
    ],
  },
  "DD-BL-023": {
    catches: [
      ["a word of the list", shadow({ root: md5("toor") }), "critical root:1"],
      ["the account's name", shadow({ app: sha512("app") }), "critical app:1"],
      ["a variation of it", shadow({ app: sha512("App123") }), "critical app:1"],
      ["the empty one", shadow({ root: md5("") }), "critical root:1"],
    ],
    guards: [
      ["a strong one", shadow({ root: STRONG })],
      ["locked", shadow({ root: `!${md5("toor")}` })],
      ["what only looks like a hash", shadow({ root: "$6$salt$short" })],
      [
        "GOST yescrypt",
        shadow({ root: `$gy$j9T$${"a".repeat(22)}$${"b".repeat(43)}` }),
        "unproven etc/shadow",
      ],
      ["DES", shadow({ root: "aaXcOCa1BuM2s" }), "unproven etc/shadow"],
      [
        "of a billion rounds",
        shadow({ root: `$6$rounds=999999999$salt$${"x".repeat(86)}` }),
        "unproven etc/shadow",
      ],
      ["bcrypt of an age", shadow({ root: `$2b$31$${"x".repeat(53)}` }), "unproven etc/shadow"],
    ],
  },
  "DD-BL-024": {
    catches: [
      ["MD5", shadow({ root: md5("k3#Tz") }), "medium root:1"],
      ["DES", shadow({ app: "aaXcOCa1BuM2s" }), "medium app:1"],
      ["BSDi's DES", shadow({ app: `_J9..${"K".repeat(15)}` }), "medium app:1"],
    ],
    guards: [
      ["SHA-512", shadow({ root: STRONG })],
      ["GOST yescrypt", shadow({ root: `$gy$j9T$${"a".repeat(22)}$${"b".repeat(43)}` })],
      ["locked", shadow({ root: `!${md5("x")}`, app: "*" })],
      ["a word of thirteen letters that are none of DES's", shadow({ root: "no-password-!" })],
    ],
  },
  "DD-BL-025": {
    catches: [
      ["SHA-512", shadow({ root: STRONG }), "medium root:1"],
      ["in passwd", { files: [file("etc/passwd", `root:${STRONG}:0:0::/:\n`)] }, "medium root:1"],
    ],
    guards: [
      ["locked", shadow({ root: "!", app: "*" })],
      ["locked for a time", shadow({ root: `!${STRONG}` })],
      ["empty", shadow({ root: "" })],
      ["a line of no account", shadow({ ghost: STRONG })],
      ["a second line of the same name", shadow({ root: "*" }, `${PASSWD}root:${STRONG}:0:0::/:\n`)],
    ],
  },
  "DD-BL-026": {
    catches: [
      ["shadow for all to read", { files: [file("etc/shadow", "", { mode: 0o644 })] }, "high etc/shadow"],
      ["passwd for all to write", { files: [file("etc/passwd", "", { mode: 0o666 })] }, "high etc/passwd"],
      [
        "a sudoers file",
        { files: [file("etc/sudoers.d/app", "", { mode: 0o646 })] },
        "high etc/sudoers.d/app",
      ],
      [
        "behind a link",
        { files: [link("etc/shadow", "/opt/shadow"), file("opt/shadow", "", { mode: 0o604 })] },
        "high opt/shadow",
      ],
    ],
    guards: [
      [
        "as it should be",
        { files: [file("etc/shadow", "", { mode: 0o640 }), file("etc/passwd", "", { mode: 0o644 })] },
      ],
      ["the group may write", { files: [file("etc/group", "", { mode: 0o664 })] }],
      [
        "a link, whose mode says nothing",
        { files: [link("etc/shadow", "/opt/shadow"), file("opt/shadow", "", { mode: 0o600 })] },
      ],
      ["a folder of that name", { files: [folder("etc/shadow", { mode: 0o777 })] }],
      ["another system's file", { files: [file("srv/chroot/etc/shadow", "", { mode: 0o644 })] }],
    ],
  },
  "DD-BL-027": {
    catches: [
      ["an account", sudo("app ALL=(ALL) NOPASSWD: ALL\n"), "high app:1"],
      ["a group with members", sudo("# x\n%sudo\tALL=(ALL:ALL) NOPASSWD:ALL\n"), "high %sudo:2"],
      ["everybody", sudo("ALL ALL=NOPASSWD: ALL"), "high ALL:1"],
      ["by number", sudo("#1000 ALL=(root) NOPASSWD: ALL"), "high #1000:1"],
      [
        "through aliases",
        sudo("User_Alias DEV = nobody, \\\n app\nCmnd_Alias EVERY=ALL\nDEV ALL = NOPASSWD: EVERY\n"),
        "high app:4",
      ],
      ["switched off for all", sudo("Defaults env_reset, !authenticate\napp ALL=(ALL) ALL"), "high app:2"],
      [
        "in an included file",
        sudo("@includedir /etc/sudoers.d\n", {
          files: [file("etc/sudoers.d/app", "app ALL=(ALL) SETENV: NOPASSWD: ALL\n")],
        }),
        "high app:1",
      ],
      ["behind a harmless command", sudo("app ALL=(ALL) /bin/ls, NOPASSWD: ALL"), "high app:1"],
    ],
    guards: [
      ["a comment", sudo("# app ALL=(ALL) NOPASSWD: ALL\n")],
      ["root", sudo("root ALL=(ALL:ALL) NOPASSWD: ALL\n")],
      ["with a password", sudo("app ALL=(ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n")],
      ["a group without members", sudo("%wheel ALL=(ALL) NOPASSWD: ALL\n")],
      ["nobody of that name", sudo("ghost ALL=(ALL) NOPASSWD: ALL\n")],
      ["one command", sudo("app ALL=(ALL) NOPASSWD: /usr/bin/systemctl restart app\n")],
      ["as another user", sudo("app ALL=(www-data) NOPASSWD: ALL\n")],
      ["a tag taken back", sudo("app ALL=(ALL) NOPASSWD: /bin/ls, PASSWD: ALL\n")],
      [
        "a file that nothing includes",
        sudo("root ALL=(ALL) ALL\n", { files: [file("etc/sudoers.d/app", "app ALL=NOPASSWD: ALL")] }),
      ],
      [
        "a name that sudo leaves out",
        sudo("#includedir /etc/sudoers.d\n", {
          files: [file("etc/sudoers.d/app.bak", "app ALL=NOPASSWD: ALL")],
        }),
      ],
      ["sudo is not installed", { files: [file("etc/sudoers", "ALL ALL=NOPASSWD: ALL")] }],
    ],
  },
  "DD-BL-028": {
    catches: [
      ["root's", { files: [file("root/.ssh/authorized_keys", KEY)] }, "high root/.ssh/authorized_keys"],
      [
        "with options",
        { files: [file("home/app/.ssh/authorized_keys", `# x\nfrom="10.0.0.1" ${KEY}\n`)] },
        "high home/app/.ssh/authorized_keys",
      ],
    ],
    guards: [
      ["empty", { files: [file("root/.ssh/authorized_keys", "")] }],
      ["only comments", { files: [file("root/.ssh/authorized_keys", `# ${KEY}\n\n`)] }],
      ["known hosts", { files: [file("root/.ssh/known_hosts", `example.com ${KEY}`)] }],
      ["no key", { files: [file("root/.ssh/authorized_keys", "put your keys here\n")] }],
    ],
  },
};
