import { type SectionDirective, sections } from "../formats/sections.ts";
import { optionsOf } from "../options.ts";
import type { Product } from "../product.ts";
import type { Setting } from "../setting.ts";
import { isOldTls, touched } from "./nginx.ts";

const ENABLED = ["conf-enabled/*.conf", "mods-enabled/*.conf", "sites-enabled/*.conf"];
const AVAILABLE = ["conf-available/*.conf", "mods-available/*.conf", "sites-available/*.conf"];
const DEBIAN = ["apache2.conf", ...ENABLED, "httpd.conf", "conf.d/*.conf"];

export const apache: Product = {
  id: "apache",
  title: "Apache",
  programs: ["httpd", "apache2", "httpd-foreground", "apache2-foreground"],
  packages: ["apache2", "httpd"],
  marks: ["bin/httpd", "modules/mod_dir.so"],
  places: [
    DEBIAN.map((name) => `etc/apache2/${name}`),
    ["etc/httpd/conf/httpd.conf", "etc/httpd/conf.d/*.conf"],
    ["~/conf/httpd.conf"],
  ],
  targets: AVAILABLE.map((name) => `etc/apache2/${name}`),
  read: settings,
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "f")
      ?.value.split(" ")[0],
  *judge(server) {
    yield* touched(server, "Options", "lists folders");
    yield* touched(server, "server-status", "status page for all");
    if (server.last("tls") !== undefined) yield* touched(server, "SSLProtocol", "TLS below 1.2");
  },
};

function settings(text: string): readonly Setting[] {
  const all = sections(text);
  const gates = gatesOf(all);
  return all.flatMap(({ name, args, line, parent }): Setting[] => {
    const value = args.slice(0, 8).join(" ").slice(0, 100);
    switch (name) {
      case "options":
        return args.some((word) => /^\+?(?:Indexes|All)$/i.test(word))
          ? [{ key: "Options", value, line }]
          : [];
      case "sslengine":
        return /^on$/i.test(value) ? [{ key: "tls", value: "on", line }] : [];
      case "sslprotocol":
        return allowsOldTls(args) ? [{ key: "SSLProtocol", value, line }] : [];
      case "sethandler":
        return args[0] === "server-status" && parent >= 0 && gates.get(parent) !== "closed"
          ? [{ key: "server-status", value: "", line }]
          : [];
      default:
        return [];
    }
  });
}

/** `all` has TLS 1.0 and 1.1 in it unless they are taken out again. */
function allowsOldTls(args: readonly string[]): boolean {
  const isAll = args.some((word) => /^\+?all$/i.test(word));
  const takenOut = (protocol: string) => args.some((word) => word.toLowerCase() === `-${protocol}`);
  return args.some(isOldTls) || (isAll && !(takenOut("tlsv1") && takenOut("tlsv1.1")));
}

const GATES: ReadonlySet<string> = new Set(["require", "allow", "deny", "authtype"]);

/** Sections that say who may come: not to all, or to all in so many words. Where nothing is said, all may. */
function gatesOf(all: readonly SectionDirective[]): ReadonlyMap<number, "closed" | "open"> {
  const found = new Map<number, "closed" | "open">();
  for (const { name, args, parent } of all) {
    if (!GATES.has(name)) continue;
    const isOpen = name !== "deny" && /^(?:all granted|from all)$/i.test(args.slice(0, 3).join(" "));
    // A container such as RequireAny speaks for the section around it.
    for (const section of [parent, all[parent]?.parent ?? -1])
      if (section >= 0 && found.get(section) !== "open") found.set(section, isOpen ? "open" : "closed");
  }
  return found;
}
