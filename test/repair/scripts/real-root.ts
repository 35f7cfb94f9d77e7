import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { storedRoot } from "./container-root.ts";

/** Programs that really run, because scripts look at what they print or do; all others only end with a given status. */
const REAL = [
  ..."basename cat chmod chown cut dirname expr find getent getopt grep head id ln ls md5sum mkdir mv readlink rm rmdir".split(
    " ",
  ),
  ..."sed sort tail touch tr uname uniq wc which dpkg dpkg-divert dpkg-maintscript-helper dpkg-query update-alternatives".split(
    " ",
  ),
];

const FOLDERS = ["usr/bin", "usr/sbin"];

/** What cannot be compared: where the run itself leaves its traces. */
const OWN = /^(trace|script|var\/log\/alternatives\.log|dev(\/.*)?)$/;

/** The stored root as real files in a temporary folder, in which scripts can be run by the real shell. Needs to be root. */
export class RealRoot {
  readonly #folder = mkdtempSync(join(tmpdir(), "drydock-scripts-"));
  readonly #before: ReadonlyMap<string, string>;

  constructor() {
    for (const [path, kind, mode, uid, gid, size, target] of storedRoot.entries) {
      const whole = join(this.#folder, path);
      if (kind === "d") mkdirSync(whole, { recursive: true });
      else if (kind === "l") symlinkSync(target ?? "", whole);
      else {
        writeFileSync(whole, Buffer.from(storedRoot.texts[path] ?? "", "latin1"));
        if (storedRoot.texts[path] === undefined) truncateSync(whole, size);
      }
      lchownSync(whole, uid, gid);
      if (kind !== "l") chmodSync(whole, Number.parseInt(mode, 8));
    }
    for (const folder of FOLDERS)
      for (const name of readdirSync(join(this.#folder, folder)))
        if (lstatSync(join(this.#folder, folder, name)).isFile()) this.#stub(join(folder, name));
    for (const name of ["dash", ...REAL]) this.#copy(name);
    const messages = "usr/share/dpkg/sh/dpkg-error.sh";
    copyFileSync(`/${messages}`, join(this.#folder, messages));
    // Its answers are in the stored root: what it was asked to enable is enabled.
    writeFileSync(join(this.#folder, "usr/bin/deb-systemd-helper"), "#!/bin/sh\nexit 0\n");
    const asks =
      "version capb get fget set fset input go stop title subst reset register purge metaget".split(" ");
    const debconf = asks.map((name) => `db_${name}() { RET=; return $STUB; }\n`).join("");
    writeFileSync(join(this.#folder, "usr/share/debconf/confmodule"), debconf);
    mkdirSync(join(this.#folder, "dev"), { recursive: true });
    execFileSync("mknod", ["-m", "666", join(this.#folder, "dev/null"), "c", "1", "3"]);
    this.#before = this.#listed();
  }

  /** Runs a script; says which of its marks were passed and which paths are other than before, and undoes that. */
  run(script: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    writeFileSync(join(this.#folder, "script"), Buffer.from(script, "latin1"));
    writeFileSync(join(this.#folder, "trace"), "");
    const options = /^#! ?\/bin\/\S+ (-[eux]+)/.exec(script)?.[1];
    const shell = ["/bin/sh", ...(options === undefined ? [] : [options]), "/script", ...args];
    const { status } = spawnSync(
      "chroot",
      [this.#folder, "/bin/sh", "-c", 'cd /; exec 9>>/trace; exec "$@"', "sh", ...shell],
      {
        env: {
          PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
          DPKG_ROOT: "",
          DPKG_ADMINDIR: "/var/lib/dpkg",
          ...environment,
        },
        stdio: "ignore",
        timeout: 20_000,
      },
    );
    const marks = readFileSync(join(this.#folder, "trace"), "latin1")
      .split(" ")
      .filter((one) => one !== "")
      .map(Number);
    return { status, marks, changed: this.#undo() };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #undo(): readonly string[] {
    const after = this.#listed();
    const changed = [...new Set([...this.#before.keys(), ...after.keys()])].filter(
      (path) => this.#before.get(path) !== after.get(path),
    );
    for (const path of changed.filter((one) => !this.#before.has(one)).toReversed())
      rmSync(join(this.#folder, path), { recursive: true, force: true });
    return changed.filter((path) => !OWN.test(path)).toSorted();
  }

  #listed(): ReadonlyMap<string, string> {
    const out = execFileSync(
      "find",
      [this.#folder, "-xdev", "-mindepth", "1", "-printf", "%P\\0%y %m %U %G %l\\0%s\\0"],
      {
        maxBuffer: 1 << 26,
      },
    ).toString("latin1");
    const fields = out.split("\0");
    const listed = new Map<string, string>();
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path = "", facts = "", size = ""] = fields.slice(at, at + 3);
      // The size of a folder says nothing of what it holds.
      listed.set(path, facts.startsWith("d") ? facts : `${facts} ${size}`);
    }
    return listed;
  }

  #stub(path: string): void {
    const whole = join(this.#folder, path);
    writeFileSync(whole, "#!/bin/sh\nexit $STUB\n");
  }

  /** A program of this machine, with the libraries that it needs. */
  #copy(name: string): void {
    const from = ["/usr/bin", "/usr/sbin", "/bin"]
      .map((folder) => join(folder, name))
      .find((one) => existsSync(one));
    if (from === undefined) throw new Error(`${name} is not on this machine`);
    const where = FOLDERS.find((folder) => existsSync(join(this.#folder, folder, name))) ?? "usr/bin";
    this.#place(from, join(where, name));
    const needs = spawnSync("ldd", [from]).stdout.toString();
    for (const [, library = ""] of needs.matchAll(/(\/\S+) \(0x/g)) this.#place(library, library);
  }

  #place(from: string, to: string): void {
    const folder = realFolder(this.#folder, dirname(to));
    mkdirSync(folder, { recursive: true });
    const whole = join(folder, to.slice(to.lastIndexOf("/") + 1));
    rmSync(whole, { force: true });
    copyFileSync(realpathSync(from), whole);
    chmodSync(whole, 0o755);
  }
}

/** A folder in a root whose `lib` may be a link. */
function realFolder(root: string, folder: string): string {
  const [first = "", ...rest] = folder.split("/").filter((one) => one !== "");
  const top = join(root, first);
  const isLink = existsSync(top) && lstatSync(top).isSymbolicLink();
  return join(isLink ? join(root, readlinkSync(top)) : top, ...rest);
}
