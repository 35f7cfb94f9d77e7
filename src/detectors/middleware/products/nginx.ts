import { blocks, type Directive } from "../formats/blocks.ts";
import type { Instance } from "../instance.ts";
import { optionsOf } from "../options.ts";
import type { Hit, Product } from "../product.ts";
import type { Setting } from "../setting.ts";

const FILES = ["nginx.conf", "conf.d/*.conf", "http.d/*.conf", "default.d/*.conf", "sites-enabled/*"];

export const nginx: Product = {
  id: "nginx",
  title: "nginx",
  programs: ["nginx", "openresty"],
  packages: ["nginx", "nginx-core", "nginx-light", "nginx-full"],
  marks: ["sbin/nginx"],
  places: [FILES.map((name) => `etc/nginx/${name}`), ["~/conf/nginx.conf"]],
  targets: ["etc/nginx/sites-available/*"],
  read: settings,
  fileOf: (args) =>
    optionsOf(args)
      .find(({ key }) => key === "c")
      ?.value.split(" ")[0],
  *judge(server) {
    yield* touched(server, "autoindex", "lists folders");
    yield* touched(server, "stub_status", "status page for all");
    yield* touched(server, "alias traversal", "an alias that leads out of its folder");
    if (server.last("tls") !== undefined) yield* touched(server, "ssl_protocols", "TLS below 1.2");
  },
};

/** What the distribution's own file says is its matter; most of it waits for somebody to build on. */
export function* touched(server: Instance, key: string, title: string): Generator<Hit> {
  for (const at of server.all(key)) if (!server.image.isUntouched(at.source)) yield { at, title };
}

/** SSLv2, SSLv3, TLSv1, TLSv1.1, however they are switched on. */
export function isOldTls(word: string): boolean {
  return /^\+?(?:SSLv[23]|TLSv1(?:\.[01])?)$/i.test(word);
}

/** Directives by the one whose block they lie in. */
type Blocks = ReadonlyMap<number, readonly Directive[]>;

function settings(text: string): readonly Setting[] {
  const all = blocks(text);
  const inside = new Map<number, Directive[]>();
  for (const directive of all) {
    const known = inside.get(directive.parent);
    if (known === undefined) inside.set(directive.parent, [directive]);
    else known.push(directive);
  }
  const closed = new Map<number, boolean>();
  return all.flatMap((directive): Setting[] => {
    const { name, args, line, parent } = directive;
    switch (name) {
      case "autoindex":
        return args[0] === "on" ? [{ key: name, value: "on", line }] : [];
      case "listen":
        return args.includes("ssl") ? [{ key: "tls", value: "on", line }] : [];
      case "ssl_protocols":
        return args.some(isOldTls)
          ? [{ key: name, value: args.slice(0, 8).join(" ").slice(0, 100), line }]
          : [];
      case "stub_status":
        return isClosed(parent, all, inside, closed) ? [] : [{ key: name, value: "", line }];
      case "alias":
        return aliasTraversal(all[parent], args[0] ?? "", line);
      default:
        return [];
    }
  });
}

const GATES: ReadonlySet<string> = new Set(["internal", "auth_basic", "auth_request", "auth_jwt"]);

/** The block, or one around it, says who may come, or is only reached from the machine itself. */
function isClosed(
  block: number,
  all: readonly Directive[],
  inside: Blocks,
  known: Map<number, boolean>,
): boolean {
  if (block < 0) return false;
  const before = known.get(block);
  if (before !== undefined) return before;
  const own = inside.get(block) ?? [];
  const listens = own.filter(({ name }) => name === "listen");
  const found =
    own.some(({ name, args }) => GATES.has(name) || (name === "deny" && args[0] === "all")) ||
    (listens.length > 0 &&
      listens.every(({ args }) => /^(?:127\.|localhost|\[::1\]|unix:)/.test(args[0] ?? ""))) ||
    isClosed(all[block]?.parent ?? -1, all, inside, known);
  known.set(block, found);
  return found;
}

/** `location /img { alias /data/img/; }`: `/img../x` is `/data/img/../x`. */
function aliasTraversal(location: Directive | undefined, alias: string, line: number): Setting[] {
  if (location?.name !== "location") return [];
  const { args } = location;
  const prefix = args.at(-1) ?? "";
  const isPrefix = args.length === 1 || args[0] === "^~";
  const leadsOut = isPrefix && prefix.startsWith("/") && !prefix.endsWith("/") && alias.endsWith("/");
  return leadsOut ? [{ key: "alias traversal", value: `location ${prefix.slice(0, 100)}`, line }] : [];
}
