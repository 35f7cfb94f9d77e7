/** What an image says about the container that it makes: the part of its config that rules look at. */
export interface RuntimeConfig {
  /** As written: `""` = none, so root. */
  readonly user: string;
  readonly env: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
  readonly volumes: readonly string[];
  readonly ports: readonly number[];
  /** Entrypoint, then command. */
  readonly words: readonly string[];
  readonly entrypoint: readonly string[];
  readonly workdir: string;
  readonly healthcheck: "absent" | "none" | "set";
}

/** The `config` of the image's document, or the empty one; odd values count as absent. Source: OCI image-spec 1.1. */
export function runtimeConfig(document: Readonly<Record<string, unknown>>): RuntimeConfig {
  const config = record(document.config);
  const entrypoint = texts(config.Entrypoint);
  return {
    user: text(config.User).trim(),
    env: new Map(texts(config.Env).map(pair)),
    labels: new Map(Object.entries(record(config.Labels)).map(([name, value]) => [name, text(value)])),
    volumes: Object.keys(record(config.Volumes)),
    ports: Object.keys(record(config.ExposedPorts)).flatMap(portsOf),
    words: [...entrypoint, ...texts(config.Cmd)],
    entrypoint,
    workdir: text(config.WorkingDir),
    healthcheck: healthcheckOf(config.Healthcheck),
  };
}

function healthcheckOf(value: unknown): RuntimeConfig["healthcheck"] {
  const [kind] = texts(record(value).Test);
  if (kind === undefined || kind === "") return "absent";
  return kind === "NONE" ? "none" : "set";
}

function pair(line: string): [string, string] {
  const equals = line.indexOf("=");
  return equals < 0 ? [line, ""] : [line.slice(0, equals), line.slice(equals + 1)];
}

/** `8080`, `8080/tcp`; a range is taken as its ends. */
function portsOf(key: string): number[] {
  const [, first = "", last] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/\w{1,8})?$/.exec(key) ?? [];
  return [first, last ?? ""].filter((digits) => digits !== "").map(Number);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
