/**
 * Records, with the real apk of an unpacked Alpine root, a small root before and after an upgrade, for the tests of the
 * repair of apk images. As root: `node scripts/record-apk-upgrade.ts ALPINE-ROOT`.
 */
import { execFile } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { trust } from "../test/repair/apk/support/alpine.ts";
import { AFTER, BEFORE, live } from "../test/repair/apk/support/recipes.ts";
import { RECORDING, type StoredNode, type StoredRecording } from "../test/repair/apk/support/recorded.ts";
import { signingKey } from "../test/repair/apk/support/repository.ts";
import { repositoryFiles, startServer } from "../test/repair/apk/support/server.ts";

const [alpine] = process.argv.slice(2);
if (alpine === undefined) throw new Error("usage: record-apk-upgrade.ts ALPINE-ROOT");
const key = signingKey();
const bare = [...BEFORE, ...AFTER].map(({ scripts: _, triggers: _t, ...recipe }) => recipe);
const archive = new Map([
  ...repositoryFiles("/before", bare.slice(0, BEFORE.length), key),
  ...repositoryFiles("/after", bare.slice(BEFORE.length), key),
]);
const server = await startServer(archive);
const root = join(alpine, "recorded");
rmSync(root, { recursive: true, force: true });
mkdirSync(join(root, "etc/apk/keys"), { recursive: true });
trust(root, key);
writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/:\nnobody:x:65534:65534::/:\ndaemon:x:2:2::/:\n");
writeFileSync(join(root, "etc/group"), "root:x:0:\nwheel:x:10:\nnobody:x:65534:\ndaemon:x:2:\n");
const apk = (words: string) =>
  promisify(execFile)("chroot", [
    alpine,
    "/sbin/apk",
    "--root",
    "/recorded",
    "--no-cache",
    ...words.split(" "),
  ]);
await apk(`-X ${server.url}/before --initdb --arch x86_64 add ${BEFORE.map(({ name }) => name).join(" ")}`);
live(root);
const before = nodes(root);
await apk(`-X ${server.url}/after upgrade`);
const stored: StoredRecording = {
  keyName: key.name,
  archive: Object.fromEntries([...archive].map(([path, bytes]) => [path, bytes.toString("base64")])),
  before,
  after: nodes(root),
};
mkdirSync(join(RECORDING, ".."), { recursive: true });
writeFileSync(RECORDING, gzipSync(JSON.stringify(stored), { level: 9 }));
await server.close();

function nodes(folder: string): Record<string, StoredNode> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    paths.flatMap((path): [string, StoredNode][] => {
      const found = lstatSync(join(folder, path));
      const { mode, uid, gid, nlink, ino } = found;
      const node = { mode: mode & 0o7777, uid, gid };
      if (found.isDirectory()) return [[path, { type: "directory", ...node }]];
      if (found.isSymbolicLink())
        return [[path, { type: "symlink", target: readlinkSync(join(folder, path)), ...node }]];
      if (!found.isFile()) return [];
      const content = readFileSync(join(folder, path)).toString("base64");
      return [[path, { type: "file", content, ...(nlink > 1 ? { inode: String(ino) } : {}), ...node }]];
    }),
  );
}
