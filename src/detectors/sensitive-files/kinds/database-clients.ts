import { isStandIn } from "../../../secrets/index.ts";
import { literals } from "../formats/literals.ts";
import { keyed } from "../keyed.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const databaseClients: SensitiveRule = {
  id: "DD-SF-017",
  category: "sensitive",
  title: "Database client login",
  severity: "high",
  fires:
    "A `.pgpass`, `.my.cnf` or `.mylogin.cnf`, or the connections of DBeaver, Robo 3T, Navicat or mongosh hold a password.",
  guards:
    "Settings without a password; placeholders. The encryption of `.mylogin.cnf`, DBeaver and Navicat has its key in the file or in the program, and does not count.",
  advice: "Change the password, and leave the file out of the build context.",
  peers: ["SAS postgresql_passwd", "SAS dbeaver_database_cfg", "SAS robomongo_cred"],
  files: [
    { wanted: { names: [".pgpass", "pgpass.conf"] }, read: pgpass },
    keyed({
      wanted: { names: [".my.cnf", "my.cnf", "debian.cnf", ".mysql.cnf"] },
      format: "ini",
      keys: { password: "MySQL password", "admin-password": "MySQL password" },
      isSecret: (value, { keys }) => /^(?:client|mysql)/.test(keys[0] ?? "") && !isStandIn(value),
    }),
    {
      wanted: { names: [".mylogin.cnf"] },
      read: ({ bytes }) =>
        bytes.length > 24 ? [{ what: "MySQL login path, hidden but not encrypted" }] : [],
    },
    {
      wanted: { names: ["credentials-config.json"], paths: [".dbeaver/.credentials"] },
      read: ({ bytes }) => (bytes.length >= 32 ? [{ what: "credentials of DBeaver" }] : []),
    },
    keyed({
      wanted: { names: [".dbeaver-data-sources.xml", "connections.ncx"], extensions: ["ncx"] },
      format: "xml",
      isCommonName: true,
      keys: { "@password": "password of a connection", "@ssh_password": "password of a tunnel" },
    }),
    keyed({
      wanted: { names: ["robo3t.json", "robomongo.json"] },
      format: "json",
      keys: {
        userpassword: "password of a connection",
        userpasswordencrypted: "password of a connection",
        sshuserpassword: "password of a tunnel",
        passphrase: "passphrase",
      },
    }),
    { wanted: { names: [".mongorc.js", ".mongoshrc.js"] }, read: mongoScript },
  ],
};

/** `host:port:database:user:password`; a backslash escapes a colon. */
function pgpass({ text }: SensitiveFile): readonly Sensitive[] {
  return text.split("\n", 1000).flatMap((line, index) => {
    const fields = line.trim().replaceAll("\\:", "\u0001").split(":");
    const value = fields.slice(4).join(":").replaceAll("\u0001", ":");
    return fields.length >= 5 && !line.startsWith("#") && !isStandIn(value)
      ? [{ what: "PostgreSQL password", value, line: index + 1 }]
      : [];
  });
}

const MONGO_NAMES = new Set(["pwd", "password", "passwd"]);

function mongoScript({ text }: SensitiveFile): readonly Sensitive[] {
  return literals(text, MONGO_NAMES).map(({ value, line }) => ({ what: "MongoDB password", value, line }));
}
