import { ini } from "../formats/ini.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product } from "../product.ts";
import { isTrue, type Setting } from "../setting.ts";
import { firstVariable } from "../variables.ts";
import { INIT_SCRIPTS, isInitScript, LITERAL, literalPasswords } from "./init-scripts.ts";

const MYSQL_KEYS: Vocabulary = {
  "skip-grant-tables": "shown",
  "skip-networking": "shown",
  "bind-address": "shown",
  [LITERAL]: "secret",
};

export const mysql: Product = {
  id: "mysql",
  title: "MySQL",
  programs: ["mysqld", "mariadbd", "mysqld_safe", "mariadbd-safe"],
  packages: ["mysql-server", "mariadb-server", "mysql-community-server", "MariaDB-server"],
  places: [
    [
      "etc/my.cnf",
      "etc/my.cnf.d/*.cnf",
      "etc/mysql/my.cnf",
      "etc/mysql/mariadb.cnf",
      "etc/mysql/conf.d/*.cnf",
      "etc/mysql/mysql.conf.d/*.cnf",
      "etc/mysql/mariadb.conf.d/*.cnf",
      ...INIT_SCRIPTS,
    ],
  ],
  targets: ["etc/mysql/mysql.cnf", "etc/mysql/mariadb.cnf"],
  read: (text, path) =>
    keeping(isInitScript(path) ? literalPasswords(text, "root") : myCnf(text), MYSQL_KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(dashed), MYSQL_KEYS),
  fromVariables: (env) => emptyPasswordAllowed(env, "MYSQL") ?? emptyPasswordAllowed(env, "MARIADB") ?? [],
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "defaults-file")?.value,
  *judge(server) {
    const skipped = server.last("skip-grant-tables");
    const isLocal = server.last("skip-networking");
    if (skipped !== undefined && isSwitched(skipped) && (isLocal === undefined || !isSwitched(isLocal)))
      yield {
        at: skipped,
        title: "grant tables are skipped: no passwords",
        exposure: server.exposure("all", "bind-address"),
      };
    for (const at of server.all(LITERAL)) {
      if (at.value !== "(variable)")
        yield { at, title: "an initial script sets the administrator's password" };
    }
    const empty = server.last("MYSQL_ALLOW_EMPTY_PASSWORD", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD");
    if (empty !== undefined) yield { at: empty, title: "an administrator without a password" };
  },
};

/** `skip-networking`, `skip_networking`; `[server]` sections only, the others are of clients. */
function myCnf(text: string): readonly Setting[] {
  return ini(text, { inline: "#" }).flatMap((setting) => {
    const [section = "", ...rest] = setting.key.split(".");
    const isServer =
      /^(?:mysqld|mariadb|mariadbd|server|mysqld_safe|mysqld-\d.{0,20}|mariadb-\d.{0,20})$/.test(section);
    return isServer ? [dashed({ ...setting, key: rest.join(".") })] : [];
  });
}

function dashed(setting: Setting): Setting {
  return { ...setting, key: setting.key.replaceAll("_", "-").replace(/^loose-/, "") };
}

function isSwitched({ value }: Setting): boolean {
  return value === "" || isTrue(value);
}

/** The official images' entrypoints take the first of several ways to get a password. */
function emptyPasswordAllowed(
  env: ReadonlyMap<string, string>,
  prefix: string,
): readonly Setting[] | undefined {
  const key = prefix === "MYSQL" ? "MYSQL_ALLOW_EMPTY_PASSWORD" : "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD";
  const value = firstVariable(env, key);
  const names = ["ROOT_PASSWORD", "ROOT_PASSWORD_FILE", "RANDOM_ROOT_PASSWORD", "ROOT_PASSWORD_HASH"];
  const others = names.flatMap((name) => [`MYSQL_${name}`, `MARIADB_${name}`]);
  return value === undefined || value === "" || firstVariable(env, ...others) ? undefined : [{ key, value }];
}
