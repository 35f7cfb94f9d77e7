import { exposureOf } from "../addresses.ts";
import { linesOf } from "../formats/directives.ts";
import { ini } from "../formats/ini.ts";
import { type Kept, keeping } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product } from "../product.ts";
import type { Setting } from "../setting.ts";
import { INIT_SCRIPTS, isInitScript, LITERAL, literalPasswords } from "./init-scripts.ts";

const PASSWORDLESS = "trust";

function postgresKept(key: string): Kept | undefined {
  return key.startsWith("host") || key === "POSTGRES_HOST_AUTH_METHOD" || key === "listen_addresses"
    ? "shown"
    : key === LITERAL
      ? "secret"
      : undefined;
}

export const postgresql: Product = {
  id: "postgresql",
  title: "PostgreSQL",
  programs: ["postgres", "pg_ctl", "pg_ctlcluster"],
  packages: ["postgresql", "postgresql-server", "postgresql16-server"],
  places: [
    [
      "etc/postgresql/*/*/postgresql.conf",
      "etc/postgresql/*/*/pg_hba.conf",
      "etc/postgresql/pg_hba.conf",
      "var/lib/postgresql/data/pg_hba.conf",
      "var/lib/postgresql/*/*/pg_hba.conf",
      "var/lib/postgresql/*/data/pg_hba.conf",
      "var/lib/pgsql/data/pg_hba.conf",
      "var/lib/pgsql/*/data/pg_hba.conf",
      ...INIT_SCRIPTS,
    ],
  ],
  read: (text, path) =>
    keeping(
      isInitScript(path)
        ? literalPasswords(text, "postgres")
        : path.endsWith("postgresql.conf")
          ? ini(text, { comments: "#", inline: "#" })
          : hostLines(text),
      postgresKept,
    ),
  fromVariables: (env) => {
    const value = env.get("POSTGRES_HOST_AUTH_METHOD");
    return value === undefined ? [] : [{ key: "POSTGRES_HOST_AUTH_METHOD", value }];
  },
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "hba_file")?.value,
  *judge(server) {
    const listen = server.last("listen_addresses");
    const exposure = exposureOf(listen === undefined ? [] : [listen.value], "all");
    for (const at of server.settings) {
      if (at.key.startsWith("host") && at.value.endsWith(` ${PASSWORDLESS}`))
        yield { at, title: "lets hosts in without a password", with: [listen], exposure };
      if (at.key === "POSTGRES_HOST_AUTH_METHOD" && at.value === PASSWORDLESS)
        yield { at, title: "lets hosts in without a password" };
      if (at.key === LITERAL && at.value !== "(variable)")
        yield { at, title: "an initial script sets the administrator's password" };
    }
  },
};

/** `host database user address [mask] method`, of addresses that are not the machine's own. */
function hostLines(text: string): readonly Setting[] {
  return linesOf(text).flatMap(({ text: said, line }) => {
    const [type = "", database = "", user = "", address = "", ...rest] = said.split(/\s+/);
    if (!/^host(?:ssl|nossl|gssenc|nogssenc)?$/.test(type)) return [];
    const isMasked = /^[\d.]{7,15}$|^[0-9a-f:]{2,40}$/i.test(rest[0] ?? "");
    const method = (isMasked ? rest[1] : rest[0]) ?? "";
    if (/^(?:127\.|::1(?:\/|$)|localhost$|samehost$)/.test(address)) return [];
    return [{ key: type, value: `${database} ${user} ${address} ${method}`, line }];
  });
}
