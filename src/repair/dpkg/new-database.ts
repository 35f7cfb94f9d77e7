import { createHash } from "node:crypto";
import { md5OfPlace } from "../../image/file-range.ts";
import type { GraftContext, Unpacked } from "./context.ts";
import { type Database, describe, INFO_FOLDER, keyOf, STATUS } from "./database.ts";
import type { Content, Node } from "./overlay.ts";
import { infoStem } from "./ownership.ts";
import { databaseStanza } from "./stanza.ts";

/**
 * Writes the database's files of the upgraded packages: lists, scripts, sums and the rest below `info/`, and `status`
 * whole; of distroless images a paragraph and its sums below `status.d/`. `mtime` for files that no package brings.
 */
export function writeDatabase(context: GraftContext, unpacked: readonly Unpacked[], mtime: number): void {
  if (context.database.form === "status.d") {
    for (const one of unpacked) writeSeparate(context, one, mtime);
    return;
  }
  for (const one of unpacked) writeInfo(context, one, mtime);
  const text = statusText(context.database, unpacked);
  const { overlay } = context;
  const path = overlay.canonical(STATUS);
  const here = overlay.entry(path)!;
  overlay.set(path, { ...memoryFile(Buffer.from(text), here.mode, mtime), uid: here.uid, gid: here.gid });
}

function writeInfo(
  { overlay, infoByArchitecture }: GraftContext,
  { incoming, list, files: unpacked }: Unpacked,
  mtime: number,
): void {
  const { deb, installed } = incoming;
  const described = describe(deb.control);
  const stem = infoStem(described, infoByArchitecture);
  const files = new Map<string, Node>();
  for (const [name, { content, mode, mtime: at }] of deb.info)
    if (!name.includes(".") && name !== "list") files.set(`${stem}.${name}`, memoryFile(content, mode, at));
  files.set(`${stem}.list`, memoryFile(lines(list), 0o644, mtime));
  if (!deb.info.has("md5sums")) files.set(`${stem}.md5sums`, memoryFile(writtenSums(unpacked), 0o644, mtime));
  const stems = new Set(
    [stem, infoStem(installed, infoByArchitecture)].map((one) => one.slice(INFO_FOLDER.length + 1)),
  );
  for (const name of overlay.names(INFO_FOLDER)) {
    const dot = name.lastIndexOf(".");
    const path = `${INFO_FOLDER}/${name}`;
    if (dot > 0 && stems.has(name.slice(0, dot)) && !files.has(path)) overlay.remove(path);
  }
  for (const [path, node] of files) overlay.set(path, node);
}

function statusText(database: Database, unpacked: readonly Unpacked[]): string {
  const fresh = new Map(unpacked.map((one) => [keyOf(one.incoming.installed), one]));
  return database.order
    .map((installed) => {
      const one = fresh.get(keyOf(installed));
      if (one === undefined) return `${installed.stanza.text()}\n`;
      const { deb } = one.incoming;
      return `${databaseStanza(deb.control, installed.stanza, installed.status.want, one.conffiles).text()}\n`;
    })
    .join("");
}

function writeSeparate({ overlay }: GraftContext, { incoming, files }: Unpacked, mtime: number): void {
  const { deb, installed } = incoming;
  const path = overlay.canonical(installed.file);
  const put = (at: string, bytes: Buffer): void => {
    const here = overlay.entry(at);
    const owner = here === undefined ? {} : { mode: here.mode, uid: here.uid, gid: here.gid };
    overlay.set(at, { ...memoryFile(bytes, 0o644, mtime), ...owner });
  };
  // The paragraph is the package's control file as it is.
  put(path, Buffer.from(deb.control.text()));
  const list = `${path}.md5sums`;
  if (overlay.entry(list) === undefined) return;
  const brought = deb.info.get("md5sums")?.content;
  put(list, brought ?? writtenSums(files));
}

/** What a package that brings no sums is given. */
function writtenSums(files: Unpacked["files"]): Buffer {
  return lines(files.map(([path, content]) => `${md5OfPlace(content, path)}  ${path.slice(1)}`));
}

function lines(list: readonly string[]): Buffer {
  return Buffer.from(list.map((line) => `${line}\n`).join(""));
}

function memoryFile(bytes: Buffer, mode: number, mtime: number): Node & { readonly type: "file" } {
  const content: Content = { from: "memory", bytes };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { type: "file", mode, uid: 0, gid: 0, mtime, size: bytes.length, sha256, content };
}
