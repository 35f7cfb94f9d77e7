import { exposureOf, hostExposure } from "../addresses.ts";
import { directives, linesOf } from "../formats/directives.ts";
import { ini } from "../formats/ini.ts";
import { assignments } from "../formats/shell.ts";
import { keeping, shownValue, type Vocabulary } from "../keeping.ts";
import { operandsOf, optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const FTP_WRITES = ["anon_upload_enable", "anon_mkdir_write_enable", "anon_other_write_enable"];
const FTP_KEYS: Vocabulary = Object.fromEntries(
  ["anonymous_enable", "write_enable", "listen_address", ...FTP_WRITES].map((key) => [key, "shown"]),
);

const vsftpd: Product = {
  id: "vsftpd",
  title: "vsftpd",
  programs: ["vsftpd"],
  packages: ["vsftpd"],
  places: [["etc/vsftpd.conf"], ["etc/vsftpd/vsftpd.conf"]],
  read: (text) => keeping(ini(text, { comments: "#" }), FTP_KEYS),
  fileOf: (args) => operandsOf(args).find((word) => word.includes("/")),
  *judge(server) {
    const anonymous = server.on("anonymous_enable");
    const write = server.on("write_enable");
    if (anonymous === undefined || write === undefined) return;
    const exposure = server.exposure("all", "listen_address");
    for (const key of FTP_WRITES) {
      const at = server.on(key);
      if (at !== undefined) yield { at, title: "anybody may write", with: [anonymous, write], exposure };
    }
  },
};

const RSYNC_SHOWN = ["auth users", "hosts allow", "read only", "address", "path"];

const rsync: Product = {
  id: "rsyncd",
  title: "rsync daemon",
  programs: ["rsync"],
  packages: ["rsync"],
  places: [["etc/rsyncd.conf"]],
  // Spaces within names do not count.
  read: (text) =>
    ini(text, { comments: "#;" }).flatMap((setting) => {
      const name = setting.key
        .slice(setting.key.lastIndexOf(".") + 1)
        .replace(/\s+/g, " ")
        .toLowerCase();
      return RSYNC_SHOWN.includes(name)
        ? [{ ...setting, value: shownValue(setting.value), key: sectioned(setting.key, name) }]
        : [];
    }),
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "config")?.value,
  *judge(daemon) {
    const exposure = daemon.exposure("all", "address");
    for (const at of daemon.settings) {
      const module = at.key.endsWith(".path") ? at.key.slice(0, -".path".length) : "global";
      if (module === "global") continue;
      const said = (name: string) =>
        daemon.last(`${module}.${name}`) ?? daemon.last(`global.${name}`) ?? daemon.last(name);
      if (said("auth users") !== undefined || said("hosts allow") !== undefined) continue;
      yield { at, title: `the module ${module} needs no login`, with: [said("read only")], exposure };
    }
  },
};

function sectioned(key: string, name: string): string {
  const dot = key.lastIndexOf(".");
  return dot < 0 ? name : `${key.slice(0, dot)}.${name}`;
}

const nfs: Product = {
  id: "nfs",
  title: "NFS",
  programs: ["exportfs", "rpc.nfsd"],
  packages: ["nfs-kernel-server", "nfs-utils"],
  places: [["etc/exports", "etc/exports.d/*.exports"]],
  read: (text) =>
    linesOf(text).flatMap(({ text: said, line }) =>
      /[(,]no_root_squash[,)]/.test(said.slice(0, 1000))
        ? [{ key: said.split(/\s/, 1)[0] ?? "", value: "no_root_squash", line }]
        : [],
    ),
  *judge(server) {
    for (const at of server.settings) yield { at, title: "root of a client is root of the server" };
  },
};

/** Communities that every scanner tries first. */
const COMMUNITIES = /^(?:public|private)$/;

const snmp: Product = {
  id: "snmpd",
  title: "snmpd",
  programs: ["snmpd"],
  packages: ["snmpd", "net-snmp"],
  places: [["etc/snmp/snmpd.conf", "etc/snmp/snmpd.conf.d/*.conf"]],
  read: communities,
  fileOf: (args) => optionsOf(args).find(({ key }) => key === "c" || key === "C")?.value,
  *judge(agent) {
    const address = agent.last("agentaddress");
    const exposure = exposureOf(
      address?.value.split(",").map((one) => one.replace(/^(?:udp6?|tcp6?):/, "").replace(/:\d+$/, "")) ?? [],
      "all",
    );
    for (const at of agent.settings)
      if (at !== address && at.key !== "agentaddress")
        yield { at, title: "a community that everybody knows", with: [address], exposure };
  },
};

/** `rocommunity public [source [view]]`, `com2sec name source public`; another community is a secret and not kept. */
function communities(text: string): readonly Setting[] {
  return directives(text).flatMap(({ key, value, line }): Setting[] => {
    const at = line === undefined ? {} : { line };
    const name = key.toLowerCase();
    if (name === "agentaddress") return [{ key: name, value: shownValue(value), ...at }];
    const words = value.split(/\s+/);
    const [community = "", source = "default"] = /^r[ow]community6?$/.test(name)
      ? words
      : name.startsWith("com2sec") && words[0] !== "-Cn"
        ? [words[2] ?? "", words[1] ?? ""]
        : [];
    if (!COMMUNITIES.test(community) || hostExposure(source) === "loopback") return [];
    // A view limits what is told: system name and contact, as distributions have it.
    return words.includes("-V") || (words.length > 2 && name.startsWith("ro"))
      ? []
      : [{ key: name, value: community, ...at }];
  });
}

const VNC_KEYS: Vocabulary = {
  securitytypes: "shown",
  localhost: "shown",
  nopw: "shown",
  rfbauth: "shown",
  passwd: "secret",
  passwdfile: "shown",
  usepw: "shown",
  listen: "shown",
  interface: "shown",
};

const vnc: Product = {
  id: "vnc",
  title: "VNC server",
  programs: ["x11vnc", "Xvnc", "Xtigervnc", "vncserver", "tigervncserver", "x0vncserver"],
  packages: ["x11vnc", "tigervnc-standalone-server", "tightvncserver", "tigervnc-server"],
  places: [["etc/tigervnc/vncserver-config-defaults", "root/.vnc/config", "home/*/.vnc/config"]],
  read: (text) =>
    keeping(
      assignments(text.replace(/^[ \t]*\$/gm, "")).map((setting) => ({
        ...setting,
        key: setting.key.toLowerCase(),
        value: setting.value.replace(/["';\s]/g, ""),
      })),
      VNC_KEYS,
    ),
  fromArguments: (args) =>
    keeping(
      optionsOf(args).map((setting) => ({ ...setting, key: setting.key.toLowerCase() })),
      VNC_KEYS,
    ),
  *judge(screen) {
    const local = screen.last("localhost");
    if (local !== undefined && !/^(?:no|false|0)$/i.test(local.value)) return;
    if (screen.last("rfbauth", "passwdfile", "usepw") !== undefined || screen.hasSecret("passwd")) return;
    const at = screen.last("nopw", "securitytypes");
    if (at === undefined || (at.key === "securitytypes" && !/^(?:tls|x509)?none$/i.test(at.value))) return;
    yield { at, title: "no password", exposure: screen.exposure("all", "interface", "listen") };
  },
};

export const fileServicesRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-085",
    title: "FTP, rsync, NFS, SNMP or VNC for anybody",
    severity: "medium",
    fires:
      "An FTP server lets anonymous users write, a module of rsync has neither users nor hosts that are let in, NFS takes a client's root for its own, SNMP has the community public or private, or a VNC server asks no password.",
    guards: "SNMP communities that are limited to a view or to the machine itself are no trouble.",
    advice: "Close the service, or ask for a login and name the hosts that are let in.",
  }),
  products: [vsftpd, rsync, nfs, snmp, vnc],
};
