/** Whom a listener can be reached by; `unknown` = that is decided when a container starts. */
export type Exposure = "all" | "loopback" | "unknown";

/** Of several addresses one is enough. `absent` = where the product listens if nothing is said. */
export function exposureOf(hosts: readonly string[], absent: Exposure): Exposure {
  const all = hosts.flatMap((host) => host.split(/[\s,]+/)).filter((host) => host !== "");
  if (all.length === 0) return absent;
  const each = all.map(hostExposure);
  return each.includes("all") ? "all" : each.includes("unknown") ? "unknown" : "loopback";
}

/** Of `host:port`, `tcp://host:port`, `:port`, `port`; a socket file is as good as loopback. */
export function listenExposure(address: string): Exposure {
  const bare = unquoted(address);
  if (/^(?:unix|fd|npipe):/.test(bare) || bare.startsWith("/") || bare.endsWith(".sock")) return "loopback";
  const authority = bare.replace(/^[A-Za-z][\w+.-]{0,30}:\/\//, "").replace(/\/.*$/, "");
  if (/^:?\d{1,5}$/.test(authority) || authority === "") return "all";
  const [, bracketed] = /^\[([^\]]*)\]/.exec(authority) ?? [];
  if (bracketed !== undefined) return hostExposure(bracketed);
  const isSix = authority.indexOf(":") !== authority.lastIndexOf(":") && !authority.includes("$");
  return hostExposure(isSix ? authority : authority.replace(/:[^:]*$/, ""));
}

/** Of a name or address alone. Any address that is not the machine's own is reached by others. */
export function hostExposure(host: string): Exposure {
  // Redis writes `-::1` for an address that may be missing.
  const bare = unquoted(host)
    .replace(/^-(?=[\w:*])/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  if (/\$[{(\w]|\{\{|%\(/.test(bare)) return "unknown";
  if (/^127(?:\.\d{1,3}){0,3}$/.test(bare) || LOOPBACK.has(bare) || bare.startsWith("/")) return "loopback";
  return "all";
}

const LOOPBACK: ReadonlySet<string> = new Set([
  "localhost",
  "localhost.localdomain",
  "localhost4",
  "localhost6",
  "ip6-localhost",
  "ip6-loopback",
  "::1",
  "0:0:0:0:0:0:0:1",
  "::ffff:127.0.0.1",
  "_local_",
  "lo",
  "loopback",
]);

function unquoted(text: string): string {
  return text.trim().replace(/^["']|["']$/g, "");
}
