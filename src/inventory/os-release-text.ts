/** Which distribution, by drydock's name for it, and which release of it. */
export interface Release {
  readonly family: string;
  readonly version: string;
}

const ASSIGNMENT = /^\s*([A-Z_a-z][A-Z_a-z0-9]*)=(.*)$/;

/**
 * The assignments of an os-release file (lsb-release has the same form), the last one of a name counting. Values are
 * shell words: bare, in single quotes as they stand, or in double quotes with backslash escapes.
 * Source: os-release(5).
 */
export function parseAssignments(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, word] = ASSIGNMENT.exec(line) ?? [];
    if (name !== undefined && word !== undefined) values.set(name, unquote(word));
  }
  return values;
}

/** `CentOS Linux release 7.9.2009 (Core)`. Of a name nobody knows the words become the family. */
export function parseReleaseLine(line: string): Release | undefined {
  const [name = "", rest = ""] = line.split(" release ");
  const [version] = /^\d[\d.]*/.exec(rest.trim()) ?? [];
  if (version === undefined || name.trim() === "") return undefined;
  const words = name.trim().toLowerCase();
  const [, family] = RELEASE_NAMES.find(([start]) => words.startsWith(start)) ?? [];
  return { family: family ?? familyOf(words), version };
}

/** Longer names first. */
const RELEASE_NAMES: readonly (readonly [start: string, family: string])[] = [
  ["centos stream", "centos-stream"],
  ["centos", "centos"],
  ["red hat enterprise linux", "redhat"],
  ["rocky", "rocky"],
  ["almalinux", "alma"],
  ["oracle", "oracle"],
  ["fedora", "fedora"],
  ["amazon linux", "amazon"],
];

/** Drydock's name for an os-release `ID`; a derivative stays what it is, whatever its `ID_LIKE` says. */
export function familyOf(id: string): string {
  const known = FAMILIES.get(id);
  if (known !== undefined) return known;
  return id
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .slice(0, 64);
}

const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["rhel", "redhat"],
  ["almalinux", "alma"],
  ["ol", "oracle"],
  ["amzn", "amazon"],
  ["sles", "suse"],
  ["sle-micro", "slem"],
  ["sl-micro", "slem"],
  ["sle-micro-rancher", "slem"],
  ["opensuse", "opensuse-leap"],
]);

function unquote(word: string): string {
  let value = "";
  let quote = "";
  for (let at = 0; at < word.length; at++) {
    const sign = word.charAt(at);
    if (quote === "" && /\s/.test(sign)) break;
    if (quote === "" && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === quote) quote = "";
    else if (sign === "\\" && quote !== "'" && at + 1 < word.length) {
      const next = word.charAt(++at);
      // Between double quotes a backslash only escapes these four and otherwise stands for itself.
      value += quote === '"' && !'"\\$`'.includes(next) ? `\\${next}` : next;
    } else value += sign;
  }
  return value;
}
