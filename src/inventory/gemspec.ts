import { Unreadable } from "../errors.ts";
import { compact } from "./json-object.ts";
import { lines } from "./lines.ts";

/** What is kept of an installed gem's specification. */
export interface Gemspec {
  readonly name: string;
  readonly version: string;
  /** Absent for `ruby`, the platform of gems without machine code. */
  readonly platform?: string;
  readonly licenses?: readonly string[];
  /** Names of the gems that it wants at run time. */
  readonly dependencies?: readonly string[];
}

/** Stops one endless line; the list of a gem's files is one line. */
const MAX_LINE = 8192;
/** Stops a list without end. */
const MAX_DEPENDENCIES = 1000;

/**
 * A specification as RubyGems writes it when it installs a gem: Ruby, of which only assignments of texts are read.
 * Name, version and platform also stand in the comment `# stub:`. Throws `Unreadable` where they cannot be told.
 * Source: RubyGems' `Gem::Specification#to_ruby`.
 */
export function parseGemspec(bytes: Buffer, fileName: string): Gemspec {
  const values = new Map<string, string>();
  let licenses: readonly string[] | undefined;
  const dependencies = new Set<string>();
  let old = false;
  for (const { text } of lines(bytes, MAX_LINE)) {
    const line = text.trim();
    if (line.startsWith("# stub: ")) readStub(line, values);
    const [, field, rest = ""] = /^\w+\.(\w+) *= *(.*)$/.exec(line) ?? [];
    const value = literal(rest);
    if (field === "licenses" || field === "license") licenses = literals(rest);
    else if (field !== undefined && value !== undefined && FIELDS.has(field) && !values.has(field))
      values.set(field, value);
    const [, wanted] = /^\w+\.add(?:_runtime)?_dependency *\(? *(%q<[^>]*>|"[^"]*"|'[^']*')/.exec(line) ?? [];
    const name = wanted === undefined ? undefined : literal(wanted);
    // Behind `else` stands the same again for RubyGems of long ago, with what is for development among it.
    old ||= line === "else";
    if (!old && name !== undefined && dependencies.size < MAX_DEPENDENCIES) dependencies.add(name);
  }
  const name = values.get("name");
  if (name === undefined) throw new Unreadable("it does not tell the name of a gem");
  const platform = values.get("platform");
  const version = values.get("version") ?? versionInFileName(fileName, name, platform);
  if (version === undefined) throw new Unreadable(`it does not tell the version of ${name}`);
  return compact<Gemspec>({
    name,
    version,
    platform: platform === "ruby" ? undefined : platform,
    licenses: licenses?.length === 0 ? undefined : licenses,
    dependencies: dependencies.size === 0 ? undefined : [...dependencies],
  });
}

const FIELDS: ReadonlySet<string> = new Set(["name", "version", "platform"]);

/** `# stub: nokogiri 1.13.10 x86_64-linux lib` */
function readStub(line: string, values: Map<string, string>): void {
  const [name, version, platform] = line.slice("# stub: ".length).split(" ");
  if (!name || !version || !platform || !/^\d/.test(version)) return;
  for (const [field, value] of Object.entries({ name, version, platform })) values.set(field, value);
}

/** `"a".freeze`, `'a'`, `%q<a>` and `Gem::Version.new("1")`; nothing for what would have to be run. */
function literal(text: string): string | undefined {
  const [, double, single, percent] =
    /^(?:Gem::Version\.new *\(? *)?(?:"([^"#\\]*)"|'([^'\\]*)'|%q<([^>]*)>)/.exec(text) ?? [];
  const value = (double ?? single ?? percent)?.trim();
  return value === undefined || value === "" || value.length > 256 ? undefined : value;
}

function literals(text: string): readonly string[] {
  const parts = text.replace(/^\[|\].*$/g, "").split(",");
  return parts.map((part) => literal(part.trim())).filter((part) => part !== undefined);
}

/** An installed specification is named after its gem: `<name>-<version>[-<platform>].gemspec`. */
function versionInFileName(fileName: string, name: string, platform: string | undefined): string | undefined {
  const prefix = `${name}-`;
  if (!fileName.startsWith(prefix)) return undefined;
  const rest = fileName.slice(prefix.length, -".gemspec".length);
  const suffix = platform === undefined ? "" : `-${platform}`;
  const version = suffix !== "" && rest.endsWith(suffix) ? rest.slice(0, -suffix.length) : rest;
  return /^\d[0-9A-Za-z.]*$/.test(version) ? version : undefined;
}
