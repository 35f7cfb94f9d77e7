/**
 * Tar archives made in memory, honest ones and lying ones. Sources: POSIX.1-2017 pax, "Interchange Format"; GNU tar
 * manual, "Basic Tar Format" and "Storing Sparse Files".
 */

const BLOCK = 512;

/** The letter in the header; a single character stands for itself. */
const TYPES = {
  file: "0",
  hardlink: "1",
  symlink: "2",
  character: "3",
  block: "4",
  directory: "5",
  fifo: "6",
  contiguous: "7",
} as const;

export type SparseForm = "gnu" | "pax-0.0" | "pax-0.1" | "pax-1.0";

export interface TarEntry {
  /** Written as it is; a Buffer for names that are not UTF-8. */
  readonly path: string | Buffer;
  /** Default: `file`. Or the raw type letter, such as `"g"` for a global PAX header made of `pax`. */
  readonly type?: keyof typeof TYPES | (string & {});
  readonly content?: string | Buffer;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Names of the owner and the group. */
  readonly uname?: string;
  readonly gname?: string;
  /** Whole seconds since 1970. */
  readonly mtime?: number;
  /** Of a symlink or hard link. */
  readonly target?: string;
  readonly device?: readonly [major: number, minor: number];
  /** Records of an extended header in front of the entry; pairs where a key must occur twice. */
  readonly pax?: Readonly<Record<string, string>> | readonly (readonly [string, string | Buffer])[];
  /** How names over 100 bytes are written. Default: `gnu`. */
  readonly longNames?: "gnu" | "pax" | "ustar";
  /** The size that the header claims, whatever `content` is. */
  readonly rawSize?: number;
  /** Numbers as base-256 instead of octal. */
  readonly base256?: boolean;
  /** A wrong checksum. */
  readonly damaged?: boolean;
  /** A sparse file: `content` is ignored, the segments lie in `size` bytes of zeros. */
  readonly sparse?: {
    readonly form: SparseForm;
    readonly size: number;
    readonly segments: readonly { readonly offset: number; readonly content: string | Buffer }[];
  };
}

/** A tar of these entries, ended by two zero blocks unless `end` is false. */
export function tar(entries: readonly TarEntry[], options: { readonly end?: boolean } = {}): Buffer {
  const blocks = entries.flatMap((entry) => (entry.sparse === undefined ? plain(entry) : sparse(entry)));
  return Buffer.concat(options.end === false ? blocks : [...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** One whiteout marker for `path`, as an entry. */
export function whiteout(path: string): TarEntry {
  const slash = path.lastIndexOf("/") + 1;
  return { path: `${path.slice(0, slash)}.wh.${path.slice(slash)}` };
}

/** The marker that makes `folder` opaque, as an entry. */
export function opaque(folder: string): TarEntry {
  return { path: `${folder}/.wh..wh..opq` };
}

function plain(entry: TarEntry): Buffer[] {
  const pax = records(entry);
  if (entry.type === "g" || entry.type === "x")
    return [header(entry, paxBody(pax).length), ...padded(paxBody(pax))];
  const name = Buffer.from(entry.path);
  const target = Buffer.from(entry.target ?? "");
  const front: Buffer[] = [];
  if (entry.longNames === "pax") {
    if (name.length > 100) pax.push(["path", name]);
    if (target.length > 100) pax.push(["linkpath", target]);
  } else if (entry.longNames !== "ustar") {
    if (name.length > 100) front.push(...longName("L", name));
    if (target.length > 100) front.push(...longName("K", target));
  }
  if (pax.length > 0) front.push(...plain({ path: "PaxHeaders/x", type: "x", pax }));
  const content = Buffer.from(entry.content ?? "");
  return [...front, header(entry, entry.rawSize ?? content.length), ...padded(content)];
}

function records(entry: TarEntry): [string, string | Buffer][] {
  const pax = entry.pax ?? {};
  return (Array.isArray(pax) ? [...pax] : Object.entries(pax)) as [string, string | Buffer][];
}

/** `"%d %s=%s\n"`, the length counting its own digits. */
function paxBody(pax: readonly (readonly [string, string | Buffer])[]): Buffer {
  return Buffer.concat(
    pax.map(([key, value]) => {
      const tail = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from("\n")]);
      let length = tail.length + 1;
      while (String(length).length + tail.length !== length) length = String(length).length + tail.length;
      return Buffer.concat([Buffer.from(String(length)), tail]);
    }),
  );
}

function longName(type: "L" | "K", name: Buffer): Buffer[] {
  const body = Buffer.concat([name, Buffer.from("\0")]);
  return [header({ path: "././@LongLink", type }, body.length), ...padded(body)];
}

function padded(body: Buffer): Buffer[] {
  return [body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)];
}

function header(entry: TarEntry, size: number, more: (block: Buffer) => void = () => {}): Buffer {
  const block = Buffer.alloc(BLOCK);
  let name = Buffer.from(entry.path);
  if (entry.longNames === "ustar" && name.length > 100) {
    const cut = name.indexOf("/", name.length - 101);
    name.copy(block, 345, 0, cut);
    name = name.subarray(cut + 1);
  }
  const type = entry.type ?? "file";
  name.copy(block, 0, 0, 100);
  number(block, 100, 8, entry.mode ?? (type === "directory" ? 0o755 : 0o644), entry.base256);
  number(block, 108, 8, entry.uid ?? 0, entry.base256);
  number(block, 116, 8, entry.gid ?? 0, entry.base256);
  number(block, 124, 12, size, entry.base256);
  number(block, 136, 12, entry.mtime ?? 0, entry.base256);
  block.write(type in TYPES ? TYPES[type as keyof typeof TYPES] : type, 156, "latin1");
  Buffer.from(entry.target ?? "").copy(block, 157, 0, 100);
  block.write(more.length > 0 && entry.sparse?.form === "gnu" ? "ustar  \0" : "ustar\x0000", 257, "latin1");
  block.write(entry.uname ?? "", 265, 31, "latin1");
  block.write(entry.gname ?? "", 297, 31, "latin1");
  if (entry.device !== undefined) {
    number(block, 329, 8, entry.device[0]);
    number(block, 337, 8, entry.device[1]);
  }
  more(block);
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0) + (entry.damaged ? 1 : 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

function number(block: Buffer, at: number, length: number, value: number, base256 = false): void {
  const octal = value.toString(8);
  if (!base256 && octal.length < length) {
    block.write(`${octal.padStart(length - 1, "0")}\0`, at, "latin1");
    return;
  }
  let rest = BigInt(value);
  for (let index = length - 1; index > 0; index--, rest >>= 8n) block[at + index] = Number(rest & 0xffn);
  block[at] = value < 0 ? 0xff : 0x80;
}

function sparse(entry: TarEntry): Buffer[] {
  const { form, size, segments } = entry.sparse!;
  const parts = segments.map(({ offset, content }) => ({ offset, content: Buffer.from(content) }));
  const data = Buffer.concat(parts.map((part) => part.content));
  const pairs = parts.map((part) => [part.offset, part.content.length] as const);
  if (form === "gnu") return oldSparse(entry, size, pairs, data);
  const { sparse: _, ...rest } = entry;
  const path = String(entry.path);
  const hidden = { ...rest, path: `GNUSparseFile.0/${path.slice(path.lastIndexOf("/") + 1)}` };
  if (form === "pax-1.0") {
    const map = Buffer.from([pairs.length, ...pairs.flat()].map((value) => `${value}\n`).join(""));
    const pax = {
      "GNU.sparse.major": "1",
      "GNU.sparse.minor": "0",
      "GNU.sparse.name": path,
      "GNU.sparse.realsize": String(size),
    };
    return plain({ ...hidden, pax, content: Buffer.concat([...padded(map), data]) });
  }
  const common: [string, string][] = [
    ["GNU.sparse.size", String(size)],
    ["GNU.sparse.numblocks", String(pairs.length)],
  ];
  if (form === "pax-0.1") {
    const pax: [string, string][] = [
      ...common,
      ["GNU.sparse.name", path],
      ["GNU.sparse.map", pairs.flat().join(",")],
    ];
    return plain({ ...hidden, pax, content: data });
  }
  const pax = pairs.flatMap(([offset, length]): [string, string][] => [
    ["GNU.sparse.offset", String(offset)],
    ["GNU.sparse.numbytes", String(length)],
  ]);
  return plain({ ...rest, pax: [...common, ...pax], content: data });
}

/** Four pairs in the header, 21 in each further block. */
function oldSparse(
  entry: TarEntry,
  size: number,
  pairs: readonly (readonly [number, number])[],
  data: Buffer,
): Buffer[] {
  const write = (block: Buffer, at: number, some: typeof pairs) =>
    some.forEach(([offset, length], index) => {
      number(block, at + index * 24, 12, offset);
      number(block, at + index * 24 + 12, 12, length);
    });
  const first = header({ ...entry, type: "S" }, entry.rawSize ?? data.length, (block) => {
    write(block, 386, pairs.slice(0, 4));
    block[482] = pairs.length > 4 ? 1 : 0;
    number(block, 483, 12, size);
  });
  const further: Buffer[] = [];
  for (let from = 4; from < pairs.length; from += 21) {
    const block = Buffer.alloc(BLOCK);
    write(block, 0, pairs.slice(from, from + 21));
    block[504] = pairs.length > from + 21 ? 1 : 0;
    further.push(block);
  }
  return [first, ...further, ...padded(data)];
}
