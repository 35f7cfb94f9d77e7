import type { OsRelease } from "../../model/index.ts";
import { distributionOf, parseStanzas, type Source, type Stanza } from "../archive/index.ts";
import { Refusal } from "../refusal.ts";

/** What the sources are read with. */
export interface SourceContext {
  readonly native: string;
  readonly os: OsRelease;
  /** Files below `etc/apt` and the keyrings, by path. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly note: (text: string) => void;
}

const ONE_LINE = /^etc\/apt\/(?:sources\.list|sources\.list\.d\/[^/]+\.list)$/;
const DEB822 = /^etc\/apt\/sources\.list\.d\/[^/]+\.sources$/;
/** The distributions' own keyrings, whose keys we bring. */
const OWN_KEYRING = /^(debian|ubuntu)-archive-[a-z-]*\.(?:gpg|pgp|asc)$/;

/** Where keys and preferences of apt lie. */
export function isAptFile(path: string): boolean {
  return (
    ONE_LINE.test(path) ||
    DEB822.test(path) ||
    /^etc\/apt\/(?:preferences|preferences\.d\/[^/]+|apt\.conf|apt\.conf\.d\/[^/]+|keyrings\/[^/]+|trusted\.gpg|trusted\.gpg\.d\/[^/]+)$/.test(
      path,
    ) ||
    /^usr\/(?:share|local\/share)\/keyrings\/[^/]+\.(?:gpg|pgp|asc)$/.test(path)
  );
}

/**
 * The image's own sources, or the distribution's where it has none. Source: sources.list(5).
 * Throws `Refusal` FIX_UNSUPPORTED_OS where nobody can tell them.
 */
export function sourcesOf(context: SourceContext): readonly Source[] {
  const found = [...context.files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, content]) => {
      const text = content.toString("utf8").replace(/\r\n/g, "\n");
      if (ONE_LINE.test(path)) return text.split("\n").flatMap((line) => oneLine(line, context));
      return DEB822.test(path) ? deb822(text, path, context) : [];
    });
  const sources = found.length > 0 ? found : defaultSources(context);
  if (sources.length === 0)
    throw new Refusal(
      "FIX_UNSUPPORTED_OS",
      `${context.os.prettyName ?? context.os.family} names no package source, and none is known for it.`,
    );
  return sources;
}

function oneLine(line: string, context: SourceContext): readonly Source[] {
  const [, options = "", rest = ""] = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?([^#]*)/.exec(line) ?? [];
  const [uri, suite, ...components] = rest.trim().split(/\s+/);
  if (uri === undefined || suite === undefined || uri === "") return [];
  const settings = new Map(
    options.split(/\s+/).flatMap((option) => {
      const [, key, value] = /^([a-z-]+)[+-]?=(.*)$/i.exec(option) ?? [];
      return key === undefined || value === undefined ? [] : [[key.toLowerCase(), value] as const];
    }),
  );
  return source(uri, suite, components, {
    architectures: (settings.get("arch") ?? "").split(",").filter(Boolean),
    signedBy: settings.get("signed-by"),
    ignoresExpiry: settings.get("check-valid-until") === "no",
    context,
  });
}

function deb822(text: string, path: string, context: SourceContext): readonly Source[] {
  let stanzas: readonly Stanza[];
  try {
    stanzas = parseStanzas(text, true);
  } catch (error) {
    context.note(`${path} was passed over: ${(error as Error).message}.`);
    return [];
  }
  return stanzas.flatMap((stanza) => {
    if (/^(?:no|false|0|off)$/i.test(stanza.get("Enabled") ?? "yes")) return [];
    if (!stanza.folded("Types").split(/\s+/).includes("deb")) return [];
    const words = (name: string) => stanza.folded(name).split(/\s+/).filter(Boolean);
    return words("URIs").flatMap((uri) =>
      words("Suites").flatMap((suite) =>
        source(uri, suite, words("Components"), {
          architectures: words("Architectures"),
          signedBy: stanza.get("Signed-By"),
          ignoresExpiry: stanza.get("Check-Valid-Until") === "no",
          context,
        }),
      ),
    );
  });
}

interface Settings {
  readonly architectures: readonly string[];
  readonly signedBy: string | undefined;
  readonly ignoresExpiry: boolean;
  readonly context: SourceContext;
}

function source(
  uri: string,
  suite: string,
  components: readonly string[],
  settings: Settings,
): readonly Source[] {
  const { architectures, ignoresExpiry, context } = settings;
  if (!/^https?:\/\//.test(uri) || !URL.canParse(uri)) {
    context.note(`The package source ${uri} ${suite} was passed over: only http and https are spoken.`);
    return [];
  }
  const filled = (text: string) => text.replaceAll("$(ARCH)", context.native);
  const common = {
    uri: filled(uri).replace(/\/+$/, ""),
    suite: filled(suite),
    components,
    architectures,
    ignoresExpiry,
  };
  return [{ ...common, keys: keysOf(common.uri, suite, settings) }];
}

function keysOf(uri: string, suite: string, { signedBy, context }: Settings): Source["keys"] {
  const { files, os } = context;
  const named = signedBy?.trim() ?? "";
  if (named.includes("-----BEGIN PGP")) {
    // Empty lines are written as a dot, and all lines are indented.
    const armour = named.replace(/^[ \t]+/gm, "").replace(/^\.$/gm, "");
    return { from: "image", name: "in its sources", keyring: Buffer.from(armour) };
  }
  const paths = named.split(/[\s,]+/).filter((word) => word.startsWith("/"));
  const own = paths.map((path) => OWN_KEYRING.exec(path.slice(path.lastIndexOf("/") + 1))?.[1]);
  if (paths.length > 0 && own.every((family) => family !== undefined))
    return { from: "bundled", family: own[0]! };
  if (paths.length > 0) {
    const rings = paths.map((path) => files.get(path.slice(1)));
    if (rings.some((ring) => ring === undefined))
      throw new Refusal("FIX_SIGNATURE", `${uri} ${suite}: its key ${paths.join(" ")} is not in the image.`);
    return { from: "image", name: paths.join(" "), keyring: Buffer.concat(rings as Buffer[]) };
  }
  const distribution = distributionOf(uri);
  const family = distribution?.startsWith("ubuntu")
    ? "ubuntu"
    : distribution === undefined
      ? undefined
      : "debian";
  if (family !== undefined && family === os.family) return { from: "bundled", family };
  const trusted = [...files].filter(([path]) => path.startsWith("etc/apt/trusted.gpg"));
  if (trusted.length === 0) return { from: "bundled", family: os.family };
  const names = trusted.map(([path]) => `/${path}`).join(" ");
  return { from: "image", name: names, keyring: joined(trusted.map(([, ring]) => ring)) };
}

/** Binary and armoured rings cannot stand one behind another; the binary form of each can. */
function joined(rings: readonly Buffer[]): Buffer {
  return Buffer.concat(rings.filter((ring) => (ring[0] ?? 0) >= 0x80));
}

const DEBIAN_CODENAMES: Readonly<Record<string, string>> = {
  10: "buster",
  11: "bullseye",
  12: "bookworm",
  13: "trixie",
};
const UBUNTU_CODENAMES: Readonly<Record<string, string>> = {
  "20.04": "focal",
  "22.04": "jammy",
  "24.04": "noble",
};

function defaultSources({ os, native, note }: SourceContext): readonly Source[] {
  const make = (family: string, uri: string, suite: string, components: readonly string[]): Source => ({
    uri,
    suite,
    components,
    architectures: [],
    keys: { from: "bundled", family },
    ignoresExpiry: false,
  });
  if (os.family === "debian") {
    const codename = os.codename ?? DEBIAN_CODENAMES[os.version.split(".")[0] ?? ""];
    if (codename === undefined) return [];
    note(`The image names no package source; those of Debian ${codename} were taken.`);
    const security = codename === "buster" ? "buster/updates" : `${codename}-security`;
    return [
      make("debian", "http://deb.debian.org/debian", codename, ["main"]),
      make("debian", "http://deb.debian.org/debian", `${codename}-updates`, ["main"]),
      make("debian", "http://deb.debian.org/debian-security", security, ["main"]),
    ];
  }
  const codename = os.codename ?? UBUNTU_CODENAMES[os.version];
  if (os.family !== "ubuntu" || codename === undefined) return [];
  note(`The image names no package source; those of Ubuntu ${codename} were taken.`);
  const uri = ["amd64", "i386"].includes(native)
    ? "http://archive.ubuntu.com/ubuntu"
    : "http://ports.ubuntu.com/ubuntu-ports";
  return [codename, `${codename}-updates`, `${codename}-security`].map((suite) =>
    make("ubuntu", uri, suite, ["main", "restricted", "universe"]),
  );
}
