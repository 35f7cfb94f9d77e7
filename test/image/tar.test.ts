import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TarMember, TarWalker } from "../../src/image/tar.ts";
import { readTarHeaders } from "../../src/image/tar-index.ts";
import { type SparseForm, type TarEntry, tar } from "../support/tar.ts";
import { describeWith } from "../support/tools.ts";

interface Seen extends TarMember {
  readonly content?: Buffer;
}

/** Walks a tar in pieces of `step` bytes; troubles and a broken-off walk come as strings. */
function walk(bytes: Buffer, step = bytes.length): (Seen | string)[] {
  const seen: (Seen | string)[] = [];
  const walker = new TarWalker({
    member(member) {
      const index = seen.push(member) - 1;
      const pieces: Buffer[] = [];
      return {
        write: (piece) => pieces.push(Buffer.from(piece)),
        end: () => {
          if (pieces.length > 0) seen[index] = { ...member, content: Buffer.concat(pieces) };
        },
        abandon: (error) => seen.push(`abandoned ${member.path}: ${error.message}`),
      };
    },
    trouble: (path, error) => seen.push(`${path}: ${error.message}`),
  });
  try {
    for (let from = 0; from < bytes.length; from += step) walker.push(bytes.subarray(from, from + step));
    walker.end();
  } catch (error) {
    seen.push(String(error));
  }
  return seen;
}

const file = (path: string, text: string, more: Partial<Seen> = {}): Seen => ({
  path,
  type: "file",
  size: text.length,
  mode: 0o644,
  uid: 0,
  gid: 0,
  ...(text === "" ? undefined : { content: Buffer.from(text) }),
  ...more,
});

const long = (letter: string, length: number) => `${"d/".repeat(20)}${letter.repeat(length)}`;

describe("entries", () => {
  it("come with the places of their bodies, wherever chunks are cut", () => {
    const holes = { form: "gnu", size: 9000, segments: [{ offset: 8000, content: "data" }] } as const;
    const bytes = tar([
      { path: "one", content: "body 1" },
      { path: "x".repeat(150), content: "body 2" },
      { path: "pax", content: "body 3", pax: { mtime: "1.5" } },
      { path: "holes", sparse: holes },
      { path: "last", content: "body 4" },
    ]);
    const places = (step: number) => {
      const found: (number | undefined)[] = [];
      const visitor = { member: (_: TarMember, place: number | undefined) => void found.push(place) };
      const walker = new TarWalker({ ...visitor, trouble: () => undefined });
      for (let from = 0; from < bytes.length; from += step) walker.push(bytes.subarray(from, from + step));
      return found;
    };
    const expected = ["body 1", "body 2", "body 3", undefined, "body 4"].map((content) =>
      content === undefined ? undefined : bytes.indexOf(content),
    );
    for (const step of [bytes.length, 7, 512, 1000]) expect(places(step)).toEqual(expected);
  });

  it("come with type, mode, owner and content, however the bytes are cut", () => {
    const bytes = tar([
      { path: "etc/", type: "directory", mode: 0o1777, uid: 3, gid: 4 },
      { path: "etc/passwd", content: "root", mode: 0o4755, uid: 1000, gid: 100 },
      { path: "etc/alias", type: "hardlink", target: "./etc/passwd" },
      { path: "etc/link", type: "symlink", target: "../usr/x", mode: 0o777 },
      { path: "dev/null", type: "character", device: [1, 3] },
      { path: "pipe", type: "fifo" },
      { path: "old", type: "\0", content: "v7" },
      { path: "olddir/", type: "\0" },
      { path: "dense", type: "contiguous", content: "x".repeat(2000) },
      { path: "empty" },
    ]);
    const plain = { size: 0, mode: 0o644, uid: 0, gid: 0 };
    const expected = [
      { ...plain, path: "etc", type: "directory", mode: 0o1777, uid: 3, gid: 4 },
      file("etc/passwd", "root", { mode: 0o4755, uid: 1000, gid: 100 }),
      { ...plain, path: "etc/alias", type: "hardlink", target: "etc/passwd" },
      { ...plain, path: "etc/link", type: "symlink", target: "../usr/x", mode: 0o777 },
      { ...plain, path: "dev/null", type: "other", device: { kind: "char", major: 1, minor: 3 } },
      { ...plain, path: "pipe", type: "other", device: { kind: "fifo", major: 0, minor: 0 } },
      file("old", "v7"),
      { ...plain, path: "olddir", type: "directory" },
      file("dense", "x".repeat(2000)),
      file("empty", ""),
    ];
    for (const step of [bytes.length, 1, 511, 512, 513, 3000]) expect(walk(bytes, step)).toEqual(expected);
  });

  it("come with their file capabilities, as star or bsdtar writes them", () => {
    // cap_net_raw+ep, with a line feed in the namespace's id
    const attribute = Buffer.from("01000003002000000000000000000000000000000a000000", "hex");
    const bytes = tar([
      { path: "star", pax: [["SCHILY.xattr.security.capability", attribute]] },
      { path: "bsd", pax: [["LIBARCHIVE.xattr.security.capability", attribute.toString("base64")]] },
      { path: "odd", pax: [["SCHILY.xattr.security.capability", "x"]] },
      { path: "none", pax: [["SCHILY.xattr.user.note", attribute]] },
    ]);
    const capabilities = ["net_raw"];
    const [star, bsd] = [file("star", "", { capabilities }), file("bsd", "", { capabilities })];
    expect(walk(bytes)).toEqual([star, bsd, file("odd", ""), file("none", "")]);
  });

  it.each(["gnu", "pax", "ustar"] as const)("may have long names and targets: %s", (longNames) => {
    const path = long("n", longNames === "ustar" ? 90 : 300);
    const target = long("t", longNames === "ustar" ? 20 : 300);
    const bytes = tar([
      { path, content: "x", longNames },
      { path: "link", type: "symlink", target, longNames },
      { path: "after", content: "y" },
    ]);
    const link = { ...file("link", ""), type: "symlink", target };
    expect(walk(bytes)).toEqual([file(path, "x"), link, file("after", "y")]);
    expect(walk(bytes, 700)).toEqual(walk(bytes));
  });

  it("may have numbers beyond octal, and owners below zero", () => {
    const bytes = tar([{ path: "f", content: "x", uid: 4_000_000, gid: -2, base256: true }]);
    expect(walk(bytes)).toEqual([file("f", "x", { uid: 4_000_000, gid: -2 })]);
  });

  it("take path, target, size and owner from their PAX header; times and attributes do not matter", () => {
    const pax = {
      path: "real/näme",
      size: "3",
      uid: "70000",
      gid: "70001",
      mtime: "1.5",
      "SCHILY.xattr.user.x": "a=b\nc",
    };
    const bytes = tar([
      { path: "short", content: "abc", rawSize: 0, pax },
      { path: "l", type: "hardlink", target: "no", pax: { linkpath: "/real/./näme" } },
      { path: "next", content: "n", pax: { path: "" } },
    ]);
    expect(walk(bytes)).toEqual([
      file("real/näme", "abc", { uid: 70_000, gid: 70_001 }),
      { ...file("l", ""), type: "hardlink", target: "real/näme" },
      file("next", "n"),
    ]);
  });

  it("are not changed by global PAX headers: engines ignore those", () => {
    const bytes = tar([
      { path: "g", type: "g", pax: { path: "everywhere" } },
      { path: "here", content: "x" },
    ]);
    expect(walk(bytes)).toEqual([file("here", "x")]);
  });

  it("keep names apart that are not UTF-8", () => {
    const names = [Buffer.from([0x61, 0xe4]), Buffer.from([0x61, 0xe5]), Buffer.from("aä")];
    const paths = walk(tar(names.map((path) => ({ path })))).map((seen) => (seen as Seen).path);
    expect(paths).toEqual(["a\u00e4", "a\u00e5", "aä"]);
    expect(walk(tar([{ path: "x", pax: [["path", names[1]!]] }]))).toEqual([file("a\u00e5", "")]);
  });
});

describe("paths", () => {
  it.each([
    ["./usr/bin/x", "usr/bin/x"],
    ["/usr/bin/x", "usr/bin/x"],
    ["usr//bin/./x", "usr/bin/x"],
    ["usr/lib/../bin/x", "usr/bin/x"],
    ["/../x", "x"],
    [".hidden/.x", ".hidden/.x"],
    ["..data/x", "..data/x"],
    ["a/...", "a/..."],
    ["dir/", "dir"],
  ])("%s is %s", (raw, path) => {
    expect(walk(tar([{ path: raw }]))).toEqual([file(path, "")]);
  });

  it("name the root itself by nothing at all", () => {
    expect(
      walk(tar([{ path: "./", type: "directory" }, { path: "/", type: "directory" }, { path: "." }])),
    ).toEqual([]);
  });

  it("that lead out of the image are refused, and the rest is read", () => {
    const bytes = tar([
      { path: "../etc/passwd", content: "evil" },
      { path: "a/../../b", content: "evil" },
      { path: "link", type: "hardlink", target: "../../etc/shadow" },
      { path: "good", content: "x" },
    ]);
    expect(walk(bytes)).toEqual([
      "../etc/passwd: its path leads out of the image",
      "a/../../b: its path leads out of the image",
      "link: it is a link to ../../etc/shadow, out of the image",
      file("good", "x"),
    ]);
  });

  it("of a symlink stay as written: nothing is ever followed on our disk", () => {
    const bytes = tar([{ path: "up", type: "symlink", target: "../../etc" }]);
    expect(walk(bytes)).toEqual([{ ...file("up", ""), type: "symlink", target: "../../etc" }]);
  });

  it("over 4096 bytes are refused, headers over a megabyte too", () => {
    const bytes = tar([
      { path: "n".repeat(5000), content: "x" },
      { path: "l", type: "symlink", target: "t".repeat(5000) },
      { path: "p", content: "x", pax: { "SCHILY.xattr.user.x": "v".repeat(1_100_000) } },
      { path: "q".repeat(1_100_000), content: "x" },
      { path: "good", content: "x" },
    ]);
    expect(walk(bytes)).toEqual([
      `${"n".repeat(255)}…: its name or target is over 4096 bytes`,
      "l: its name or target is over 4096 bytes",
      "p: its extended header is over 1048576 bytes",
      `${"q".repeat(100)}: its extended header is over 1048576 bytes`,
      file("good", "x"),
    ]);
  });
});

describe("sparse files", () => {
  const forms: SparseForm[] = ["gnu", "pax-0.0", "pax-0.1", "pax-1.0"];
  const sparse = (
    form: SparseForm,
    segments: { offset: number; content: string }[],
    size: number,
  ): TarEntry => ({
    path: "dir/sparse",
    sparse: { form, size, segments },
  });

  it.each(forms)("have their holes filled: %s", (form) => {
    const segments = Array.from({ length: 60 }, (_, index) => ({
      offset: index * 2000 + 7,
      content: `piece ${index}`,
    }));
    const bytes = tar([sparse(form, segments, 200_000), { path: "after", content: "x" }]);
    const content = Buffer.alloc(200_000);
    for (const segment of segments) content.write(segment.content, segment.offset);
    const expected = [{ ...file("dir/sparse", ""), size: 200_000, content }, file("after", "x")];
    for (const step of [bytes.length, 512, 333]) expect(walk(bytes, step)).toEqual(expected);
  });

  it.each(forms)("may be nothing but a hole: %s", (form) => {
    const [hole] = walk(tar([sparse(form, [], 3000)]));
    expect(hole).toEqual({ ...file("dir/sparse", ""), size: 3000, content: Buffer.alloc(3000) });
  });

  it.each(forms)("with a map that cannot be are given up, and the rest is read: %s", (form) => {
    const overlap = [
      { offset: 100, content: "aaaa" },
      { offset: 102, content: "bbbb" },
    ];
    const behind = [{ offset: 100, content: "aaaa" }];
    for (const [segments, size, message] of [
      [overlap, 3000, "the pieces of a sparse file overlap"],
      [behind, 101, "a piece of a sparse file lies behind its end"],
    ] as const) {
      const seen = walk(tar([sparse(form, [...segments], size), { path: "after", content: "x" }]));
      const member = { ...file("dir/sparse", ""), size };
      const abandoned = `abandoned dir/sparse: ${message}`;
      expect(seen).toEqual([member, abandoned, file("after", "x")]);
    }
  });
});

describe("malformed tars", () => {
  const good = tar([{ path: "first", content: "x" }], { end: false });
  const bad = (entry: TarEntry) => Buffer.concat([good, tar([entry, { path: "never", content: "y" }])]);
  const first = file("first", "x");

  it("are read up to the fault", () => {
    expect(walk(bad({ path: "f", damaged: true }))).toEqual([
      first,
      "Unreadable: a header has a wrong checksum",
    ]);
    expect(walk(bad({ path: "f", rawSize: -1, base256: true }))).toEqual([
      first,
      "Unreadable: a header holds a negative size",
    ]);
    expect(walk(bad({ path: "f", rawSize: 2 ** 60, base256: true }))).toEqual([
      first,
      "Unreadable: a header holds a number beyond 2^53",
    ]);
    expect(walk(bad({ path: "f", pax: { size: "12x" } }))).toEqual([
      first,
      "Unreadable: an extended header (PAX) has a number that is none",
    ]);
    expect(walk(bad({ path: "f", pax: { path: "a\0b" } }))).toEqual([
      first,
      "Unreadable: an extended header (PAX) has a name with a NUL in it",
    ]);
    const zeros = Buffer.concat([good, Buffer.alloc(512), tar([{ path: "hidden" }])]);
    expect(walk(zeros)).toEqual([first, "Unreadable: one block of zeros stands in the middle of the tar"]);
    expect(walk(Buffer.from("this is no tar at all".repeat(100)))).toHaveLength(1);
  });

  it.each(["5 path=abc\n", "999 path=abc\n", "x path=abc\n", "11 path-abc\n", "12 path=abcd", "-1 a=b\n"])(
    "may have a malformed PAX header: %j",
    (record) => {
      const bytes = Buffer.concat([good, tar([{ path: "x", content: record }])]);
      bytes.write("x", good.length + 156);
      bytes.fill(" ", good.length + 148, good.length + 156);
      const sum = bytes.subarray(good.length, good.length + 512).reduce((total, byte) => total + byte, 0);
      bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, good.length + 148);
      expect(walk(bytes)).toEqual([first, expect.stringContaining("Unreadable: an extended header (PAX)")]);
    },
  );

  it("may be cut off", () => {
    const bytes = tar(
      [
        { path: "first", content: "x" },
        { path: "second", content: "y".repeat(1000) },
      ],
      { end: false },
    );
    const second = { ...file("second", ""), size: 1000 };
    expect(walk(bytes.subarray(0, 1024 + 300))).toEqual([
      first,
      "Unreadable: the tar is cut off inside a header",
    ]);
    expect(walk(bytes.subarray(0, 1536 + 999))).toEqual([
      first,
      second,
      "abandoned second: the tar is cut off inside second",
      "Unreadable: the tar is cut off inside second",
    ]);
    const cutName = tar([{ path: "n".repeat(200) }]).subarray(0, 600);
    expect(walk(cutName)).toEqual(["Unreadable: the tar is cut off inside a header"]);
  });

  it("may lie about a size: what follows is taken for content, to the end and no further", () => {
    const bytes = bad({ path: "liar", content: "tiny", rawSize: 10_000_000 });
    expect(walk(bytes).slice(1)).toEqual([
      { ...file("liar", ""), size: 10_000_000 },
      "abandoned liar: the tar is cut off inside liar",
      "Unreadable: the tar is cut off inside liar",
    ]);
  });
});

describe("the end", () => {
  const entries = [{ path: "f", content: "x".repeat(700) }];

  it("may lack its zeros, even those behind the last file", () => {
    const bytes = tar(entries, { end: false });
    for (const length of [bytes.length, 512 + 700, bytes.length + 512]) {
      const padded = Buffer.concat([bytes, Buffer.alloc(512)]).subarray(0, length);
      expect(walk(padded)).toEqual([file("f", "x".repeat(700))]);
    }
  });

  it("hides whatever follows, as it does for engines", () => {
    const bytes = Buffer.concat([tar(entries), tar([{ path: "behind" }]), Buffer.from("garbage")]);
    expect(walk(bytes)).toEqual([file("f", "x".repeat(700))]);
    expect(walk(Buffer.alloc(0))).toEqual([]);
  });

  it("headers of links and folders that claim a size have no body, as for engines", () => {
    const bytes = tar([
      { path: "d/", type: "directory", rawSize: 5000 },
      { path: "l", type: "symlink", target: "x", rawSize: 512 },
      { path: "f", content: "x" },
    ]);
    expect(walk(bytes).map((seen) => (seen as Seen).path)).toEqual(["d", "l", "f"]);
  });
});

describeWith(["tar"], "tars written by GNU tar", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "drydock-test-"));
    const root = join(folder, "root");
    mkdirSync(join(root, long("d", 120)), { recursive: true });
    writeFileSync(join(root, long("d", 120), "f".repeat(150)), "deep");
    writeFileSync(join(root, "ünïcode ☃"), "snow");
    writeFileSync(Buffer.concat([Buffer.from(`${root}/latin-`), Buffer.from([0xe9])]), "e");
    writeFileSync(join(root, "setuid"), "s", { mode: 0o4755 });
    linkSync(join(root, "setuid"), join(root, "hard"));
    symlinkSync("s".repeat(180), join(root, "soft"));
    writeFileSync(join(root, "sparse"), Buffer.concat([Buffer.alloc(300_000), Buffer.from("end")]));
    writeFileSync(join(root, "holes"), "");
    truncateSync(join(root, "holes"), 5_000_000);
    for (let index = 0; index < 40; index++) {
      execFileSync("dd", [
        "if=/dev/urandom",
        `of=${join(root, "holes")}`,
        "bs=4096",
        "count=1",
        `seek=${index * 20}`,
        "conv=notrunc",
        "status=none",
      ]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const formats = [
    ["--format=gnu"],
    ["--format=gnu", "--sparse", "--hole-detection=raw"],
    ["--format=pax"],
    ["--format=pax", "--sparse", "--sparse-version=0.0"],
    ["--format=pax", "--sparse", "--sparse-version=0.1"],
    ["--format=pax", "--sparse", "--sparse-version=1.0"],
    ["--format=pax", "--sparse", "--hole-detection=seek"],
    ["--format=ustar", "--exclude=d", "--exclude=soft"],
    ["--format=v7", "--exclude=d", "--exclude=soft", "-b", "1"],
  ];

  it.each(formats.map((options) => [options]))("%j list and unpack to the same", async (options) => {
    const archive = join(folder, "a.tar");
    execFileSync("tar", ["-c", "-f", archive, "--sort=name", "-C", join(folder, "root"), ...options, "."], {
      stdio: "ignore",
    });
    const bytes = readFileSync(archive);
    const seen = walk(bytes, 10_007) as Seen[];

    const listed = listing(archive);
    expect(seen.map(({ path, type, size, mode }) => `${type} ${path} ${size} ${mode.toString(8)}`)).toEqual(
      listed,
    );
    for (const member of seen.filter(({ content }) => content !== undefined)) {
      const name = Buffer.from(member.path, member.path.startsWith("latin-") ? "latin1" : "utf8");
      const real = readFileSync(Buffer.concat([Buffer.from(`${folder}/root/`), name]));
      expect(sha(member.content!), member.path).toBe(sha(real));
    }

    const file = await open(archive);
    const indexed: string[] = [];
    for await (const { path, type } of readTarHeaders(file)) indexed.push(`${type} ${path}`);
    await file.close();
    expect(indexed).toEqual(seen.map(({ path, type }) => `${type} ${path}`));
  });

  /** What `tar tv` says, in our words. */
  function listing(archive: string): string[] {
    const lines = execFileSync(
      "tar",
      ["-t", "-v", "--numeric-owner", "--quoting-style=literal", "-f", archive],
      { encoding: "latin1" },
    );
    const types: Record<string, string> = { "-": "file", d: "directory", l: "symlink", h: "hardlink" };
    return lines
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [, letter = "", bits = "", size = "", rest = ""] =
          /^(.)(\S{9}) \S+ +(\d+) \S+ \S+ (.*)$/.exec(line) ?? [];
        const path = rest
          .replace(/^\.\//, "")
          .replace(/\/$/, "")
          .replace(/ -> .*| link to .*/, "");
        const utf8 = path.startsWith("latin-") ? path : Buffer.from(path, "latin1").toString();
        return `${types[letter]} ${utf8} ${size} ${modeOf(bits)}`;
      })
      .filter((line) => !line.startsWith("directory  "));
  }
});

function modeOf(bits: string): string {
  const plain = [...bits].map((bit) => (/[-ST]/.test(bit) ? "0" : "1")).join("");
  const special = [bits[2], bits[5], bits[8]].map((bit) => (/[sStT]/.test(bit ?? "") ? "1" : "0")).join("");
  return Number.parseInt(special + plain, 2).toString(8);
}

function sha(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
