import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { field, type InstalledPackage, parseInstalled } from "../../../../src/repair/apk/database.ts";
import { bytesOf, listTar } from "../../../../src/repair/apk/tar.ts";
import type { TarEntry } from "../../../support/tar.ts";
import type { ApkRecipe } from "./repository.ts";

/** All packages of a root, made anew from what lies in it, each one revision on, programs and some settings changed. */
export function repackAll(root: string): ApkRecipe[] {
  const installed = parseInstalled(readFileSync(join(root, "lib/apk/db/installed")));
  const versions = new Map(installed.map(({ name, version }) => [name, version]));
  const tar = readFileSync(join(root, "lib/apk/db/scripts.tar"));
  const scripts = listTar(bytesOf(tar)).map(({ path, offset, size }) => ({
    path,
    text: tar.toString("utf8", offset, offset + size),
  }));
  const triggers = readFileSync(join(root, "lib/apk/db/triggers"), "utf8").split("\n");
  return installed.map((one): ApkRecipe => {
    const sum = field(one, "C") ?? "";
    const own = scripts.filter(({ path }) => path.includes(sum));
    const watched = triggers.find((line) => line.startsWith(`${sum} `));
    const list = (letter: string) =>
      (field(one, letter) ?? "")
        .split(" ")
        .filter((atom) => atom !== "")
        .map((atom) => bumped(atom, versions, one));
    return {
      name: one.name,
      version: next(one.version),
      origin: field(one, "o") ?? one.name,
      depend: list("D"),
      provides: list("p"),
      installIf: list("i"),
      replaces: list("r"),
      ...(field(one, "q") === undefined ? {} : { replacesPriority: Number(field(one, "q")) }),
      ...(field(one, "k") === undefined ? {} : { providerPriority: Number(field(one, "k")) }),
      scripts: Object.fromEntries(own.map(({ path, text }) => [path.slice(path.lastIndexOf(".") + 1), text])),
      ...(watched === undefined ? {} : { triggers: watched.split(" ").slice(1) }),
      files: filesOf(root, one),
    };
  });
}

export function next(version: string): string {
  return version.replace(/-r(\d+)$/, (_, revision: string) => `-r${Number(revision) + 1}`);
}

/** What asks for, or is, the very version of an installed package asks for, or is, the next one. */
function bumped(atom: string, versions: ReadonlyMap<string, string>, self: InstalledPackage): string {
  const [name = "", version] = atom.split("=");
  const isExact = version !== undefined && (versions.get(name) === version || self.version === version);
  return isExact ? `${name}=${next(version)}` : atom;
}

function filesOf(root: string, one: InstalledPackage): TarEntry[] {
  return one.folders.flatMap(({ path: folder, acl = { uid: 0, gid: 0, mode: 0o755 }, files }) => [
    ...(folder === "" ? [] : [{ path: folder, type: "directory", ...acl, uname: "", gname: "" }]),
    ...files.flatMap(({ name, acl: own = { uid: 0, gid: 0, mode: 0o644 } }): TarEntry[] => {
      const path = folder === "" ? name : `${folder}/${name}`;
      const found = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (found === undefined) return [];
      const names = { ...own, uname: "", gname: "" };
      if (found.isSymbolicLink())
        return [{ path, type: "symlink", target: readlinkSync(join(root, path)), ...names }];
      return [{ path, content: changed(path, readFileSync(join(root, path))), ...names }];
    }),
  ]);
}

/** What stands behind a program's end does not matter to it. */
function changed(path: string, bytes: Buffer): Buffer {
  const isProgram = bytes.toString("latin1", 1, 4) === "ELF";
  return isProgram || /^etc\/.*\.conf$/.test(path)
    ? Buffer.concat([bytes, Buffer.from("\n# next\n")])
    : bytes;
}
