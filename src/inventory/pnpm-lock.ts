import { OverLimit, Unreadable } from "../errors.ts";
import { compact } from "./json-object.ts";
import { lockLines } from "./lock-lines.ts";
import { type LockedPackage, lockId, MAX_LOCKED, type NpmLock, reachable, uniqueLocked } from "./npm-lock.ts";

interface Block {
  readonly key: string;
  name?: string;
  version?: string;
  development?: true;
  readonly wanted: Map<string, string>;
}

interface Document {
  /** 5, 6 or 9. */
  form: number;
  /** From `packages` and, in form 9, again from `snapshots`, which has the dependencies. */
  readonly blocks: Block[];
  /** What the projects want at run time: name and reference. */
  readonly roots: [string, string][];
}

type Identity = Pick<LockedPackage, "name" | "version">;

/** `pnpm-lock.yaml` of forms 5 to 9. Throws `Unreadable`. */
export function parsePnpmLock(bytes: Buffer): NpmLock {
  const document = readDocument(bytes);
  const { form, blocks, roots } = document;
  // Packages that come from elsewhere than a registry tell their name and version in fields of their own.
  const named = new Map<string, Identity>();
  for (const block of blocks) {
    const identity = identityOf(block, form);
    if (identity !== undefined && !named.has(withoutPeers(block.key, form)))
      named.set(withoutPeers(block.key, form), identity);
  }
  const resolve = (name: string, reference: string): Identity | undefined =>
    [`${name}@${reference}`, `/${name}@${reference}`, `/${name}/${reference}`, reference]
      .map((key) => named.get(withoutPeers(key, form)))
      .find((one) => one !== undefined);
  const merged = new Map<string, LockedPackage>();
  for (const block of blocks) {
    const identity = named.get(withoutPeers(block.key, form));
    if (identity === undefined) continue;
    const known = merged.get(lockId(identity));
    const got = [...block.wanted].map(([name, reference]) => resolve(name, reference));
    const ids = [...(known?.dependencies ?? []), ...got.filter((one) => one !== undefined).map(lockId)];
    merged.set(
      lockId(identity),
      compact<LockedPackage>({
        ...identity,
        development: known === undefined || known.development === true ? block.development : undefined,
        dependencies: ids.length === 0 ? undefined : [...new Set(ids)],
      }),
    );
  }
  const packages = uniqueLocked([...merged.values()]);
  if (form < 9) return { packages };
  const wanted = roots.map(([name, reference]) => resolve(name, reference));
  const atRunTime = reachable(packages, wanted.filter((one) => one !== undefined).map(lockId));
  return {
    packages: packages.map((one) => (atRunTime.has(lockId(one)) ? one : { ...one, development: true })),
  };
}

function readDocument(bytes: Buffer): Document {
  const document: Document = { form: 0, blocks: [], roots: [] };
  const path: string[] = [];
  let block: Block | undefined;
  for (const { indent, key, value } of lockLines(bytes)) {
    const depth = indent / 2;
    path.length = Math.min(path.length, Math.ceil(depth));
    path[depth] = key;
    const [section] = path;
    if (depth === 0 && key === "lockfileVersion") document.form = Number.parseInt(value, 10);
    else if (section === "packages" || section === "snapshots") {
      if (depth === 1 && key !== ":") {
        block = { key, wanted: new Map() };
        document.blocks.push(block);
        if (document.blocks.length > 2 * MAX_LOCKED)
          throw new OverLimit(`it lists more than ${MAX_LOCKED} packages`);
      } else if (block !== undefined) readField(block, path, depth, key, value);
    } else readRoot(document, path, depth, key, value);
  }
  if (!(document.form >= 5 && document.form <= 9))
    throw new Unreadable("it is not a lock file of pnpm in a form that is known");
  return document;
}

function readField(block: Block, path: readonly string[], depth: number, key: string, value: string): void {
  if (depth === 2 && key === "dev" && value === "true") block.development = true;
  else if (depth === 2 && key === "name") block.name = value;
  else if (depth === 2 && key === "version") block.version = value;
  else if (depth === 3 && (path[2] === "dependencies" || path[2] === "optionalDependencies"))
    block.wanted.set(key, value);
}

/** Only form 9 needs them: `importers` → project → `dependencies` → name → `version`. */
function readRoot(
  document: Document,
  path: readonly string[],
  depth: number,
  key: string,
  value: string,
): void {
  const [section, , list, name] = path;
  if (section !== "importers" || depth !== 4 || key !== "version" || name === undefined) return;
  if (list === "dependencies" || list === "optionalDependencies") document.roots.push([name, value]);
}

/** `/a/1.0.0_b@2` (5), `/a@1.0.0(b@2)` (6), `a@1.0.0(b@2)` (9). Local folders have no identity. */
function identityOf({ key, name, version }: Block, form: number): Identity | undefined {
  const plain = withoutPeers(key, form).replace(/^\//, "");
  const cut = form >= 6 ? plain.indexOf("@", 1) : plain.lastIndexOf("/");
  const [own, rest] = cut < 0 ? [plain, ""] : [plain.slice(0, cut), plain.slice(cut + 1)];
  if (/^(?:file|link|workspace):/.test(rest) || /^(?:file|link):/.test(plain)) return undefined;
  const isRegistry = form >= 9 ? !rest.includes(":") : key.startsWith("/");
  const found = {
    name: name ?? (isRegistry || form >= 9 ? own : ""),
    version: version ?? (isRegistry ? rest : ""),
  };
  return found.name === "" || found.version === "" ? undefined : found;
}

function withoutPeers(key: string, form: number): string {
  const open = key.indexOf("(");
  const plain = open < 0 ? key : key.slice(0, open);
  if (form >= 6) return plain;
  const low = plain.indexOf("_", plain.lastIndexOf("/"));
  return low < 0 ? plain : plain.slice(0, low);
}
