import { type Case, catches, catchesNot, random } from "./case.ts";

const SECRET = random("data", 40);
const HASH = ["$apr1$", random("salt", 8), "$", random("hash", 22)].join("");
const INSERTS = `CREATE TABLE people (name text);\n${`INSERT INTO people VALUES ('somebody');\n`.repeat(400)}`;
const elf = (type: number) =>
  Buffer.concat([
    Buffer.from("\x7fELF\x02\x01\x01", "latin1"),
    Buffer.alloc(9),
    Buffer.from([type, 0]),
    Buffer.alloc(60),
  ]);
const pcap = (bytes: number) => Buffer.concat([Buffer.from([0xd4, 0xc3, 0xb2, 0xa1]), Buffer.alloc(bytes)]);

export const data: readonly Case[] = [
  catches("DD-SF-018", "srv/dump.sql", INSERTS, "medium"),
  catches(
    "DD-SF-018",
    "srv/dump.rdb",
    Buffer.concat([Buffer.from("REDIS0011"), Buffer.from([0xfe, 0, 0xff]), Buffer.alloc(8)]),
    "medium",
  ),
  catches("DD-SF-018", "srv/data.mdf", Buffer.concat([Buffer.from([1, 0x0f]), Buffer.alloc(8200)]), "medium"),
  catchesNot(
    "DD-SF-018",
    "srv/schema.sql",
    "CREATE TABLE people (name text);\nINSERT INTO people VALUES ('x');\n",
  ),
  catchesNot("DD-SF-018", "srv/large.sql", "CREATE TABLE people (name text);\n".repeat(1000)),
  catchesNot("DD-SF-018", "srv/tests/dump.sql", INSERTS),
  catchesNot("DD-SF-018", "srv/some.db", "this is no SQLite database".repeat(10)),
  catchesNot(
    "DD-SF-018",
    "srv/empty.db",
    Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4080)]),
  ),

  catches("DD-SF-021", "etc/nginx/.htpasswd", `# who\nme:${HASH}\nyou:${HASH}\n`, "medium", { secret: HASH }),
  catches("DD-SF-021", "etc/apache2/.htdigest", `me:realm:${"0123456789abcdef".repeat(2)}\n`, "medium"),
  catchesNot("DD-SF-021", "srv/a/.htpasswd", "me:!\nyou:*\n"),
  catchesNot("DD-SF-021", "srv/b/.htpasswd", "# nobody yet\n"),
  catchesNot("DD-SF-021", "srv/c/.htpasswd", "\n\n"),

  catches("DD-SF-022", "root/.bash_history", `ls\nmysql -p${SECRET}\n`, "medium", { secret: SECRET }),
  catches("DD-SF-022", "root/.mysql_history", "select 1;\n", "medium"),
  catchesNot("DD-SF-022", "home/a/.bash_history", ""),
  catchesNot("DD-SF-022", "home/b/.bash_history", "\n \n"),
  catchesNot("DD-SF-022", "root/.bashrc", "HISTSIZE=0\n"),

  catches(
    "DD-SF-023",
    "root/.mozilla/firefox/x.default/logins.json",
    `{"logins":[{"encryptedPassword":"${SECRET}"}]}`,
    "medium",
    { secret: SECRET },
  ),
  catches(
    "DD-SF-023",
    "root/.mozilla/firefox/x.default/key4.db",
    Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(200)]),
    "medium",
  ),
  catches("DD-SF-023", "root/.msmtprc", `account x\nuser me\npassword ${SECRET}\n`, "medium", {
    line: 3,
    secret: SECRET,
  }),
  catchesNot("DD-SF-023", "home/a/.mozilla/firefox/x.default/logins.json", '{"logins":[]}'),
  catchesNot(
    "DD-SF-023",
    "etc/pki/nssdb/key4.db",
    Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(200)]),
  ),
  catchesNot("DD-SF-023", "home/a/.msmtprc", 'account x\npasswordeval "pass show mail"\n'),
  catchesNot("DD-SF-023", "srv/tests/firefox/logins.json", `{"logins":[{"encryptedPassword":"${SECRET}"}]}`),

  catches("DD-SF-024", "srv/traffic.pcap", pcap(60), "medium"),
  catches("DD-SF-024", "srv/core.1234", elf(4), "medium"),
  catches("DD-SF-024", "srv/heap.hprof", "JAVA PROFILE 1.0.2\0....", "medium"),
  catchesNot("DD-SF-024", "srv/empty.pcap", pcap(20)),
  catchesNot("DD-SF-024", "srv/lib.core", elf(3)),
  catchesNot("DD-SF-024", "srv/core.js", "module.exports = {}"),
  catchesNot("DD-SF-024", "srv/fixtures/traffic.pcap", pcap(60)),
];
