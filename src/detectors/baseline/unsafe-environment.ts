import { basename, normalize } from "node:path/posix";
import type { Severity } from "../../model/index.ts";

/** What is wrong with one variable of the environment that an image starts with. */
export interface UnsafeVariable {
  readonly name: string;
  readonly kind: "certificates" | "debug" | "search-path";
  readonly severity: Severity;
  readonly what: string;
}

const ON = /^(?:1|true|yes|on)$/i;
const DEVELOPMENT = /^development$/i;

/** Names and values as the programs' own documentation has them. */
const SWITCHES: readonly (readonly [name: string, value: RegExp, severity: Severity, what: string])[] = [
  ["NODE_TLS_REJECT_UNAUTHORIZED", /^0$/, "high", "Node does not check certificates."],
  ["PYTHONHTTPSVERIFY", /^0$/, "high", "Python 2 does not check certificates."],
  ["GIT_SSL_NO_VERIFY", /^.*$/s, "high", "Git does not check certificates, whatever the value is."],
  ["NPM_CONFIG_STRICT_SSL", /^false$/i, "high", "npm does not check certificates."],
  ["PIP_TRUSTED_HOST", /\S/, "high", "pip does not check the certificates of some hosts."],
  ["CURL_CA_BUNDLE", /^$/, "high", "Programs that read it check no certificates."],
  ["REQUESTS_CA_BUNDLE", /^$/, "high", "Programs that read it check no certificates."],
  [
    "GOINSECURE",
    /^(?:\*|\S*\*\.\*\S*)$/,
    "high",
    "Go takes modules from anywhere without certificate checks.",
  ],
  ["GOSUMDB", /^off$/, "high", "Go does not compare modules with the checksum database."],
  ["GONOSUMDB", /^\*$/, "high", "Go compares no module with the checksum database."],
  ["FLASK_DEBUG", ON, "medium", "Flask runs in debug mode."],
  ["FLASK_ENV", DEVELOPMENT, "medium", "Flask runs in development mode."],
  ["DJANGO_DEBUG", ON, "medium", "Django runs in debug mode."],
  ["APP_DEBUG", ON, "medium", "The application runs in debug mode."],
  ["RAILS_ENV", DEVELOPMENT, "medium", "Rails runs in development mode."],
  ["RACK_ENV", DEVELOPMENT, "medium", "Rack runs in development mode."],
  ["NODE_ENV", DEVELOPMENT, "medium", "Node runs in development mode."],
  ["ASPNETCORE_ENVIRONMENT", DEVELOPMENT, "medium", "ASP.NET Core runs in development mode."],
  ["DOTNET_ENVIRONMENT", DEVELOPMENT, "medium", ".NET runs in development mode."],
];
/** They take options of programs; a debugger that listens on all addresses may be among them. */
const OPTIONS = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS", "CATALINA_OPTS", "NODE_OPTIONS"];
const OPEN_DEBUGGER =
  /jdwp\S{0,200}address=(?:\*|0\.0\.0\.0|\[?::\]?):\d|--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[::\])(?::|\s|$)/;

const SEARCH_PATHS = ["PATH", "LD_LIBRARY_PATH", "PYTHONPATH"];
const WORLD_WRITABLE = /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/;

export function unsafeVariables(env: ReadonlyMap<string, string>): readonly UnsafeVariable[] {
  return [...env].flatMap(([name, value]): readonly UnsafeVariable[] => {
    const upper = name.toUpperCase();
    const found = SWITCHES.find(([known, form]) => known === upper && form.test(value));
    if (found !== undefined) {
      const [, , severity, what] = found;
      return [{ name, kind: severity === "high" ? "certificates" : "debug", severity, what }];
    }
    if (OPTIONS.includes(name) && opensDebugger(value))
      return [{ name, kind: "debug", severity: "medium", what: "A debugger listens on all addresses." }];
    const what = SEARCH_PATHS.includes(name)
      ? unsafeElement(value)
      : name === "LD_PRELOAD"
        ? preload(value)
        : undefined;
    return what === undefined ? [] : [{ name, kind: "search-path", severity: "medium", what }];
  });
}

/** Since JDK 9 an agent without an address in front of the port listens on the loopback only. */
export function opensDebugger(option: string): boolean {
  return OPEN_DEBUGGER.test(option);
}

function unsafeElement(value: string): string | undefined {
  if (value === "" || /;|^[A-Za-z]:\\/.test(value)) return undefined; // Windows
  for (const element of value.split(":")) {
    if (element.startsWith("$")) continue;
    if (element === "") return "An empty element of it is the current folder.";
    if (!element.startsWith("/")) return `${element} is a relative path.`;
    if (WORLD_WRITABLE.test(normalize(element))) return `Everybody may write to ${element}.`;
  }
  return undefined;
}

/** Allocators are the honest use of it. */
function preload(value: string): string | undefined {
  const loaded = value.split(/[\s:]+/).filter((path) => path !== "");
  const isAllocator = loaded.every((path) => /jemalloc|tcmalloc|mimalloc/.test(basename(path)));
  return isAllocator ? undefined : "It loads a library into every program.";
}
