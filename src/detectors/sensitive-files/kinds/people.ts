import { tablesOf } from "../formats/sqlite.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const webAuthentication: SensitiveRule = {
  id: "DD-SF-021",
  category: "sensitive",
  title: "Password file of a server",
  severity: "medium",
  fires:
    "An `.htpasswd` or `.htdigest`, or a password file of ProFTPD, vsftpd or cPanel, holds hashes of passwords.",
  guards: "Accounts that are locked (`!`, `*`); files without an account.",
  advice: "Mount the file when the container starts, and change the passwords: hashes are tried offline.",
  peers: ["SAS apache_htpasswd", "SAS cpanel_proftpd"],
  files: [
    {
      wanted: {
        names: [
          ".htpasswd",
          "htpasswd",
          ".htpasswds",
          ".htdigest",
          "htdigest",
          "ftpd.passwd",
          "proftpd.passwd",
          "proftpdpasswd",
        ].concat(["vsftpd.passwd"]),
        extensions: ["htpasswd"],
        maxBytes: 1024 * 1024,
      },
      read: accounts,
    },
  ],
};

/** `name:hash`, or `name:realm:hash`; nothing of the hash is kept. */
function accounts({ text }: SensitiveFile): readonly Sensitive[] {
  let count = 0;
  for (const line of text.split("\n", 10_000)) {
    const [name = "", ...fields] = line.trim().split(":");
    const isAccount = name !== "" && !name.startsWith("#") && fields.length > 0;
    if (isAccount && fields.slice(0, 2).some((field) => /^[^!*\s][^\s]{7,200}$/.test(field))) count++;
  }
  return count === 0 ? [] : [{ what: `${count} account${count === 1 ? "" : "s"} with a password hash` }];
}

export const histories: SensitiveRule = {
  id: "DD-SF-022",
  category: "sensitive",
  title: "History of a shell or client",
  severity: "medium",
  fires:
    "The history of a shell, a database client or an interpreter is in the image and is not empty. It is high where it holds a known kind of secret.",
  guards: "An empty history.",
  advice: "Delete it in the instruction that makes it, and set the size of the history to 0 (`HISTSIZE=0`).",
  peers: ["dockle"],
  ignoresVersions: true,
  files: [
    {
      wanted: {
        names: [
          ".bash_history",
          ".zsh_history",
          ".zhistory",
          ".sh_history",
          ".ash_history",
          ".ksh_history",
          ".csh_history",
          ".tcsh_history",
          ".history",
          "fish_history",
          ".mysql_history",
          ".mariadb_history",
          ".psql_history",
          ".sqlite_history",
          ".python_history",
          ".rediscli_history",
          ".node_repl_history",
          ".irb_history",
          ".php_history",
          ".dbshell",
          "mongosh_repl_history",
          ".influx_history",
          ".sqlcmd_history",
        ],
      },
      read: history,
    },
  ],
};

function history(file: SensitiveFile): readonly Sensitive[] {
  const lines = file.text.split("\n").filter((line) => line.trim() !== "").length;
  if (lines === 0) return [];
  const what = `${lines} line${lines === 1 ? "" : "s"} of history`;
  return file.secrets.length === 0
    ? [{ what }]
    : file.secrets.slice(0, 5).map(({ offset, length }) => ({
        what,
        severity: "high",
        value: file.bytes.toString("utf8", offset, offset + length),
        line: file.bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1,
      }));
}

const BROWSER = /(?:^|\/)(?:\.?mozilla|firefox|\.?thunderbird|librewolf|waterfox)\//i;
const CHROMIUM =
  /(?:^|\/)(?:google-chrome[^/]{0,20}|chromium|chrome|brave-browser|microsoft-edge|opera|vivaldi)\//i;

export const profiles: SensitiveRule = {
  id: "DD-SF-023",
  category: "sensitive",
  title: "Profile of a browser or mail program",
  severity: "medium",
  fires:
    "Saved logins or the key database of Firefox or Thunderbird, saved logins of a Chromium browser, or settings of msmtp, esmtp, fetchmail and alike with a password.",
  guards: "Folders of tests; settings that ask a program for the password; empty lists of logins.",
  advice: "Leave the profile out of the image, and change the passwords in it.",
  peers: ["SAS firefox_logins", "SAS esmtp_cfg"],
  ignoresFixtures: true,
  ignoresVersions: true,
  files: [
    {
      wanted: { names: ["logins.json"], maxBytes: 1024 * 1024 },
      read: ({ text }) =>
        /"encryptedPassword"\s{0,10}:\s{0,10}"[^"]/.test(text) ? [{ what: "saved logins of Firefox" }] : [],
    },
    {
      wanted: { names: ["key3.db", "key4.db", "signons.sqlite"] },
      isHead: true,
      read: ({ path, bytes }) =>
        BROWSER.test(path) && bytes.length > 100 ? [{ what: "key database of Firefox or Thunderbird" }] : [],
    },
    {
      wanted: { names: ["login data"] },
      isHead: true,
      read: ({ path, bytes }) =>
        CHROMIUM.test(path) && (tablesOf(bytes)?.length ?? 0) > 0
          ? [{ what: "saved logins of a Chromium browser" }]
          : [],
    },
    {
      wanted: { names: [".msmtprc", "msmtprc", ".esmtprc", "esmtprc", ".fetchmailrc"] },
      read: mailPasswords,
    },
    keyed({
      wanted: { names: [".offlineimaprc", ".mbsyncrc", "ssmtp.conf"] },
      format: "ini",
      keys: { remotepass: "mail password", pass: "mail password", authpass: "mail password" },
    }),
  ],
};

/** `password value`, with `=` or a space between; `passwordeval` asks a program. */
function mailPasswords({ text }: SensitiveFile): readonly Sensitive[] {
  return text.split("\n", 5000).flatMap((line, index) => {
    const value = /(?:^|\s)(?:password|pass)\s{0,10}[=\s]\s{0,10}["']?([^\s"']{3,200})/.exec(
      line.slice(0, 1000),
    )?.[1];
    return value === undefined || /^\s{0,100}#/.test(line)
      ? []
      : [{ what: "mail password", value, line: index + 1 }];
  });
}
