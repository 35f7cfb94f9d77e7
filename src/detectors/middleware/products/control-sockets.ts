import { hostExposure, listenExposure } from "../addresses.ts";
import { linesOf } from "../formats/directives.ts";
import { ini } from "../formats/ini.ts";
import { type Kept, keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const SUPERVISOR_KEYS: Vocabulary = {
  "inet_http_server.port": "shown",
  "inet_http_server.username": "secret",
  "inet_http_server.password": "secret",
};

const supervisor: Product = {
  id: "supervisor",
  title: "supervisord",
  programs: ["supervisord"],
  packages: ["supervisor"],
  places: [
    ["etc/supervisor/supervisord.conf", "etc/supervisor/conf.d/*.conf"],
    ["etc/supervisord.conf", "etc/supervisord.d/*.ini", "etc/supervisord.d/*.conf", "etc/supervisor.d/*.ini"],
  ],
  read: (text) => keeping(ini(text, { comments: ";#", inline: ";", continues: true }), SUPERVISOR_KEYS),
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "c" || key === "configuration")
      ?.value.split(" ")[0],
  *judge(daemon) {
    const port = daemon.last("inet_http_server.port");
    if (port === undefined || daemon.hasSecret("inet_http_server.password")) return;
    yield { at: port, title: "control without a password", exposure: listenExposure(port.value) };
  },
};

const monit: Product = {
  id: "monit",
  title: "Monit",
  programs: ["monit"],
  packages: ["monit"],
  places: [
    ["etc/monit/monitrc", "etc/monit/conf-enabled/*", "etc/monit.d/*"],
    ["etc/monitrc", "etc/monit.d/*.conf"],
  ],
  targets: ["etc/monit/conf-available/*"],
  read: monitSettings,
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "c")
      ?.value.split(" ")[0],
  *judge(daemon) {
    const port = daemon.last("httpd port");
    if (port === undefined) return;
    const address = daemon.last("address");
    const exposure = address === undefined ? "all" : hostExposure(address.value);
    const known = daemon.all("allow").find(({ value }) => value === "(known)");
    if (known !== undefined)
      yield {
        at: known,
        title: "control with the password that it is delivered with",
        with: [port, address],
        exposure,
      };
    const anybody = daemon.all("allow").find(({ value }) => value === "0.0.0.0/0" || value === "::/0");
    const hasLogin = daemon.all("allow").some(({ value }) => value.startsWith("("));
    if (anybody !== undefined && !hasLogin)
      yield { at: anybody, title: "control without a password", with: [port, address], exposure };
  },
};

/** `set httpd port 2812`, `use address …`, `allow user:password`, in any number of lines. */
function monitSettings(text: string): readonly Setting[] {
  return linesOf(text).flatMap(({ text: said, line }): Setting[] => {
    const found: Setting[] = [];
    const plain = said.slice(0, 500);
    const [, port] = /\bhttpd\s{1,20}port\s{1,20}(\d{1,5})\b/.exec(plain) ?? [];
    if (port !== undefined) found.push({ key: "httpd port", value: port, line });
    const [, address] = /\buse\s{1,20}address\s{1,20}(\S{1,100})/.exec(plain) ?? [];
    if (address !== undefined) found.push({ key: "address", value: address, line });
    const [, allow] = /\ballow\s{1,20}(\S{1,200})/.exec(plain) ?? [];
    if (allow !== undefined) found.push({ key: "allow", value: allowed(allow), line });
    return found;
  });
}

/** Logins are only told apart from addresses. */
function allowed(word: string): string {
  if (/^[\d.]{7,15}(?:\/[\d.]{1,15})?$|^[0-9a-f:]{2,39}(?:\/\d{1,3})?$|^localhost$/i.test(word)) return word;
  return /^["']?admin["']?:["']?monit["']?$/.test(word) ? "(known)" : "(set)";
}

function poolKept(key: string): Kept | undefined {
  return /\.(?:listen|listen\.allowed_clients)$/.test(key) ? "shown" : undefined;
}

const phpFpm: Product = {
  id: "php-fpm",
  title: "php-fpm",
  programs: ["php-fpm", ...["7.4", "8.1", "8.2", "8.3", "8.4"].map((version) => `php-fpm${version}`)],
  packages: ["php-fpm"],
  places: [
    ["usr/local/etc/php-fpm.conf", "usr/local/etc/php-fpm.d/*.conf"],
    ["etc/php-fpm.conf", "etc/php-fpm.d/*.conf"],
    ["etc/php/*/fpm/php-fpm.conf", "etc/php/*/fpm/pool.d/*.conf"],
    ["etc/php*/php-fpm.conf", "etc/php*/php-fpm.d/*.conf"],
  ],
  read: (text) => keeping(ini(text, { comments: ";#", inline: ";" }), poolKept),
  *judge(manager) {
    const pools = new Set(manager.settings.map(({ key }) => key.slice(0, key.indexOf("."))));
    for (const pool of pools) {
      const listen = manager.last(`${pool}.listen`);
      if (listen === undefined || manager.last(`${pool}.listen.allowed_clients`) !== undefined) continue;
      yield { at: listen, title: "runs scripts for anybody", exposure: listenExposure(listen.value) };
    }
  },
};

const UWSGI_KEYS: Vocabulary = {
  socket: "shown",
  "uwsgi-socket": "shown",
  stats: "shown",
  "stats-server": "shown",
};

const uwsgi: Product = {
  id: "uwsgi",
  title: "uWSGI",
  programs: ["uwsgi", "uwsgi-core"],
  packages: ["uwsgi", "uWSGI", "uwsgi-core"],
  places: [["etc/uwsgi/apps-enabled/*.ini"], ["etc/uwsgi.ini"], ["etc/uwsgi/uwsgi.ini"]],
  targets: ["etc/uwsgi/apps-available/*.ini"],
  read: (text) =>
    keeping(
      ini(text).flatMap((setting) =>
        setting.key.startsWith("uwsgi.") ? [{ ...setting, key: setting.key.slice("uwsgi.".length) }] : [],
      ),
      UWSGI_KEYS,
    ),
  fromArguments: (args) =>
    keeping(
      optionsOf(args).map((one) => (one.key === "s" ? { ...one, key: "socket" } : one)),
      UWSGI_KEYS,
    ),
  fileOf: (args) =>
    optionsOf(args).find(({ key }) => key === "ini")?.value ?? args.find((word) => word.endsWith(".ini")),
  *judge(server) {
    for (const at of server.all("socket", "uwsgi-socket"))
      yield { at, title: "its own protocol for anybody", exposure: listenExposure(at.value) };
    for (const at of server.all("stats", "stats-server"))
      yield { at, title: "statistics for anybody", exposure: listenExposure(at.value) };
  },
};

export const controlSocketsRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-090",
    title: "Control socket for anybody",
    severity: "medium",
    fires:
      "supervisord, Monit, php-fpm or uWSGI has a socket on the network through which programs are started or scripts are run, and no password or list of clients guards it.",
    guards: "A socket that is a file is no trouble, and neither is a pool of php-fpm with clients by name.",
    advice:
      "Use a Unix socket, or bind to loopback; where others need it, set a password or the clients' addresses.",
  }),
  products: [supervisor, monit, phpFpm, uwsgi],
};
