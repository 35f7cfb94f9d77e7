/**
 * Writes src/repair/archive/keyrings/*.json anew: `node scripts/build-keyrings.ts debian-archive-keyring_*.deb
 * ubuntu-keyring_*.deb`, packages that `apt-get download` (or a newer Debian's pool) has brought and verified. Only what
 * a signature is checked with is kept: the key, whose it is and until when it counts.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseKeyring } from "../src/repair/archive/openpgp-keys.ts";
import { parsePackets } from "../src/repair/archive/openpgp-packets.ts";

const KEYRINGS = {
  debian: /^debian-archive-(keyring|removed-keys)\.(pgp|gpg)$/,
  ubuntu: /^ubuntu-archive-keyring\.gpg$/,
};
/** Retired keys sign suites that are in the archive only; older releases than these used keys too weak to believe. */
const RETIRED_WANTED = /\((?:9|10)\//;

const folder = mkdtempSync(join(tmpdir(), "keyrings-"));
try {
  for (const file of process.argv.slice(2)) execFileSync("dpkg-deb", ["-x", file, folder]);
  const found = join(folder, "usr/share/keyrings");
  for (const [name, pattern] of Object.entries(KEYRINGS)) {
    const files = readdirSync(found).filter((file) => pattern.test(file));
    const rows = files.flatMap((file) => rowsOf(readFileSync(join(found, file)), /removed/.test(file)));
    const unique = [...new Map(rows.map((row) => [row.fingerprint, row])).values()];
    const from = process.argv
      .slice(2)
      .map((path) => basename(path))
      .filter((path) => path.startsWith(name));
    const target = join(import.meta.dirname, `../src/repair/archive/keyrings/${name}.json`);
    writeFileSync(target, `${JSON.stringify({ from, keys: unique }, undefined, 1)}\n`);
    process.stdout.write(`${target}: ${unique.length} keys\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function rowsOf(keyring: Buffer, retired: boolean) {
  const bodies = new Map(
    parsePackets(keyring).map(({ body }) => [fingerprintOf(body), body.toString("base64")] as const),
  );
  return parseKeyring(keyring)
    .filter(({ owner }) => !retired || RETIRED_WANTED.test(owner))
    .map(({ fingerprint, owner, expires }) => ({
      fingerprint,
      owner,
      ...(expires === undefined ? {} : { expires }),
      packet: bodies.get(fingerprint)!,
    }));
}

function fingerprintOf(body: Buffer): string {
  const header = Buffer.from([0x99, body.length >> 8, body.length & 0xff]);
  return createHash("sha1").update(header).update(body).digest("hex").toUpperCase();
}
