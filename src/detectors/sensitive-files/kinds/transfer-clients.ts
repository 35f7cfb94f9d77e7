import { isStandIn } from "../../../secrets/index.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const transferClients: SensitiveRule = {
  id: "DD-SF-014",
  category: "sensitive",
  title: "Login of a file transfer client",
  severity: "high",
  fires:
    "A `.netrc` with a password, or the settings of FileZilla, WinSCP, or an editor's SFTP plug-in (VS Code, Atom, Sublime Text, JetBrains) with one.",
  guards: "Settings without a password; the anonymous user; placeholders.",
  advice: "Change the password, and leave the file out of the build context.",
  peers: [
    "SAS netrc_cfg",
    "SAS filezilla_ftp",
    "SAS vscode_sftp",
    "SAS atom_sftp_cfg",
    "SAS jetbrains_ides",
    "SAS ftp_cfg",
  ],
  files: [
    { wanted: { names: [".netrc", "_netrc", "netrc"], maxBytes: 256 * 1024 }, read: netrcPasswords },
    keyed({
      wanted: { names: ["sitemanager.xml", "recentservers.xml", "filezilla.xml"] },
      format: "xml",
      isCommonName: true,
      keys: { pass: "password of FileZilla", "#text": "password of FileZilla" },
      isSecret: (value, { keys }) => (keys.at(-1) === "pass" || keys.at(-2) === "pass") && !isStandIn(value),
    }),
    keyed({
      wanted: {
        names: [
          "sftp.json",
          ".sftp.json",
          "sftp-config.json",
          ".ftpconfig",
          ".remote-sync.json",
          ".sftpconfig.json",
        ],
        maxBytes: 64 * 1024,
      },
      format: "json",
      isCommonName: true,
      keys: {
        password: "password of an SFTP plug-in",
        pass: "password of an FTP plug-in",
        passphrase: "passphrase",
      },
    }),
    keyed({
      wanted: { names: ["webservers.xml", "deployment.xml"] },
      format: "xml",
      isCommonName: true,
      keys: { "@password": "password of a server in a JetBrains IDE" },
    }),
    keyed({ wanted: { names: ["winscp.ini"] }, format: "ini", keys: { password: "password of WinSCP" } }),
  ],
};

/** Words apart from each other by any space: `machine … login … password …` (inetutils, ftp(1)). */
function* netrcPasswords({ text }: SensitiveFile): Generator<Sensitive> {
  const words = text.replace(/^[ \t]*#.*$/gm, "").split(/\s+/);
  let machine = "any host";
  let login = "";
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? "";
    if (word === "machine") machine = next;
    else if (word === "default") machine = "any host";
    else if (word === "login") login = next;
    else if (word === "password" && login !== "anonymous" && words[index - 1] !== "login" && !isStandIn(next))
      yield { what: `password for ${machine}`, value: next };
  }
}
