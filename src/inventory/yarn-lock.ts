import { OverLimit, Unreadable } from "../errors.ts";
import { lockLines } from "./lock-lines.ts";
import { type LockedPackage, lockId, MAX_LOCKED, type NpmLock, uniqueLocked } from "./npm-lock.ts";

interface Block {
  /** What the project or other packages ask for: `name@range`. */
  readonly descriptors: readonly string[];
  version?: string;
  resolution?: string;
  soft?: boolean;
  readonly wanted: string[];
}

/** `yarn.lock` of yarn 1 and of yarn 2 and later. What is for development it does not tell. Throws `Unreadable`. */
export function parseYarnLock(bytes: Buffer): NpmLock {
  const blocks = [...blocksOf(bytes)];
  const found = new Map<string, { readonly name: string; readonly version: string }>();
  for (const block of blocks) {
    const identity = identityOf(block);
    if (identity !== undefined) for (const descriptor of block.descriptors) found.set(descriptor, identity);
  }
  const packages = blocks.flatMap((block): LockedPackage[] => {
    const identity = identityOf(block);
    if (identity === undefined) return [];
    const got = block.wanted.map((wanted) => found.get(wanted)).filter((one) => one !== undefined);
    const dependencies = [...new Set(got.map(lockId))];
    return [dependencies.length === 0 ? identity : { ...identity, dependencies }];
  });
  const aliases = [...found]
    .map(([descriptor, identity]) => [splitDescriptor(descriptor).name, identity] as const)
    .filter(([name, identity]) => name !== identity.name)
    .map(([name, identity]) => [name, lockId(identity)] as const);
  const rest = aliases.length === 0 ? {} : { aliases };
  return { packages: uniqueLocked(packages), mixed: true, ...rest };
}

function* blocksOf(bytes: Buffer): Generator<Block> {
  let block: Block | undefined;
  let section = "";
  let count = 0;
  for (const { indent, key, value } of lockLines(bytes)) {
    if (indent === 0) {
      if (block !== undefined) yield block;
      if (++count > MAX_LOCKED) throw new OverLimit(`it lists more than ${MAX_LOCKED} packages`);
      if (value !== "" || (key !== "__metadata" && !key.includes("@")))
        throw new Unreadable("it is not a lock file of yarn");
      block = { descriptors: descriptorsOf(key), wanted: [] };
    } else if (block === undefined) throw new Unreadable("it is not a lock file of yarn");
    else if (indent === 2) {
      section = value === "" ? key : "";
      if (key === "version") block.version = value;
      else if (key === "resolution") block.resolution = value;
      else if (key === "linkType") block.soft = value === "soft";
    } else if (indent === 4 && (section === "dependencies" || section === "optionalDependencies")) {
      // Yarn 2 and 3 leave the protocol away here, but not in the descriptors.
      block.wanted.push(`${key}@${value}`, `${key}@npm:${value}`);
    }
  }
  if (block !== undefined) yield block;
}

/** `"a@^1, a@^2"` (yarn 2) or `"a@^1", a@^2` (yarn 1). */
function descriptorsOf(key: string): string[] {
  return key
    .split(/, ?/)
    .map((one) => one.replace(/^"|"$/g, ""))
    .filter((one) => one !== "__metadata");
}

/** Name and version of a package that came from elsewhere; workspaces, links and local folders are not such. */
function identityOf(block: Block): { readonly name: string; readonly version: string } | undefined {
  const { version, soft, descriptors, resolution } = block;
  const [first] = descriptors;
  if (version === undefined || version === "" || soft === true || first === undefined) return undefined;
  const { name, range } = splitDescriptor(resolution ?? first);
  if (name === "" || /^(?:file|link|portal|workspace):/.test(range)) return undefined;
  // An alias: `a@npm:b@^1` is b.
  const [, alias] = resolution === undefined ? (/^npm:(@?[^@]+)@/.exec(range) ?? []) : [];
  return { name: alias ?? name, version };
}

function splitDescriptor(descriptor: string): { readonly name: string; readonly range: string } {
  const at = descriptor.indexOf("@", 1);
  return at < 0
    ? { name: descriptor, range: "" }
    : { name: descriptor.slice(0, at), range: descriptor.slice(at + 1) };
}
