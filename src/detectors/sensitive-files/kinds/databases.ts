import { tablesOf } from "../formats/sqlite.ts";
import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

/** Databases of the system's own tools, under paths that they make when they run: package managers, man, time zones. */
const SYSTEM = new RegExp(
  `(?:^|/)(?:${[
    "var/lib/(?:rpm|dnf|yum|PackageKit|apt|dpkg|zypp)",
    "usr/(?:lib/sysimage|share/rpm|share/zoneinfo|share/man)",
    "var/cache/(?:man|dnf|yum|apt|zypp|PackageKit)",
    "etc/pki/nssdb",
    "\\.cache",
  ].join("|")})/`,
);
/** Schemas and seeds of a few rows are smaller. */
const MIN_DUMP = 10 * 1024;

export const databases: SensitiveRule = {
  id: "DD-SF-018",
  category: "sensitive",
  title: "Database file or dump",
  severity: "medium",
  fires:
    "An SQLite database with tables of its own, a database file of SQL Server (`.mdf`, `.sdf`), a dump of Redis, or an SQL dump of more than 10 KiB with rows.",
  guards:
    "Files that a package brought; the databases of rpm, dnf, man and the time zones, and caches; databases without a table; folders of tests and documents.",
  advice: "Leave data out of the image: mount it, or load it when the container starts.",
  peers: ["SAS sqlite", "SAS microsoft_sdf", "SAS microsoft_mdf"],
  ignoresFixtures: true,
  ignoresPackages: true,
  ignoresVersions: true,
  files: [
    {
      wanted: { extensions: ["db", "db3", "sqlite", "sqlite3", "sqlitedb", "s3db"] },
      isHead: true,
      read: sqlite,
    },
    { wanted: { extensions: ["mdf", "sdf", "ldf"] }, isHead: true, read: sqlServer },
    { wanted: { names: ["dump.rdb"], extensions: ["rdb", "aof"] }, isHead: true, read: redis },
    { wanted: { extensions: ["sql", "dump", "pgdump"] }, isHead: true, read: dump },
  ],
};

function sqlite({ path, bytes }: SensitiveFile): readonly Sensitive[] {
  const tables = SYSTEM.test(path) ? [] : (tablesOf(bytes) ?? []);
  return tables.length === 0 ? [] : [{ what: `SQLite database with ${tables.slice(0, 5).join(", ")}` }];
}

/** SQL Server's first page has type 15 in its second byte; SQL Server Compact's signature stands at byte 16. */
function sqlServer({ bytes, name }: SensitiveFile): readonly Sensitive[] {
  const isServer = !name.endsWith(".sdf") && bytes.length >= 8192 && bytes[0] === 0x01 && bytes[1] === 0x0f;
  const compact = name.endsWith(".sdf") && bytes.length >= 4096 && bytes.readUInt32LE(16) !== 0;
  return isServer || compact ? [{ what: "database file of SQL Server" }] : [];
}

/** `REDIS` and the version of the format, such as `0009`; the end mark alone follows in an empty one. */
function redis({ bytes, size }: SensitiveFile): readonly Sensitive[] {
  const isDump = /^REDIS\d{4}/.test(bytes.toString("latin1", 0, 9)) && bytes.includes(0xfe);
  const isLog = size > 64 && /^\*\d{1,6}\r\n\$/.test(bytes.toString("latin1", 0, 16));
  return isDump || isLog ? [{ what: "data of Redis" }] : [];
}

function dump({ bytes, size }: SensitiveFile): readonly Sensitive[] {
  if (size <= MIN_DUMP) return [];
  if (bytes.toString("latin1", 0, 5) === "PGDMP") return [{ what: "dump of PostgreSQL" }];
  const text = bytes.toString("latin1");
  const isDump = /^-- (?:MySQL|MariaDB|PostgreSQL database) dump/m.test(text);
  const hasRows = /^\s{0,40}INSERT INTO\s/im.test(text) || /^COPY [^\n]{1,400} FROM stdin;/m.test(text);
  return isDump || hasRows ? [{ what: hasRows ? "SQL dump with rows" : "dump of a database" }] : [];
}
