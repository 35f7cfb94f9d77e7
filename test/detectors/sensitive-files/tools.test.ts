import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TarEntry } from "../../support/tar.ts";
import { describeWith } from "../../support/tools.ts";
import { byKind, lines, look } from "./look.ts";

/** Files as the real programs write them. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-keys-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, {
    cwd: folder,
    stdio: "pipe",
    env: { ...process.env, HOME: folder, GNUPGHOME: folder },
  });
}

/** What the programs have left, in a folder of the image. */
function layer(): readonly TarEntry[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({ path: `srv/${name}`, content: readFileSync(join(folder, name)) }));
}

async function seen(): Promise<readonly string[]> {
  return lines(await look(layer())).map((line) => line.replace(/ 0$/, ""));
}

describeWith(["openssl"], "openssl", () => {
  test("keys with a passphrase and without", async () => {
    run("openssl", "genpkey", "-algorithm", "RSA", "-out", "plain.pem");
    run("openssl", "genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:drydock", "-out", "locked.pem");
    run("openssl", "genrsa", "-traditional", "-out", "old.pem", "2048");
    run(
      "openssl",
      "genrsa",
      "-traditional",
      "-aes128",
      "-passout",
      "pass:drydock",
      "-out",
      "old-locked.pem",
      "2048",
    );
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-out", "ec.key");
    run("openssl", "genpkey", "-algorithm", "ED25519", "-out", "short.key");
    run("openssl", "rsa", "-in", "plain.pem", "-pubout", "-out", "public.pem");
    expect((await seen()).toSorted()).toEqual([
      "DD-SF-002 critical srv/ec.key",
      "DD-SF-002 critical srv/old.pem",
      "DD-SF-002 critical srv/plain.pem",
      "DD-SF-002 critical srv/short.key",
      "DD-SF-002 high srv/locked.pem",
      "DD-SF-002 high srv/old-locked.pem",
    ]);
  });

  test("PKCS#12 with a key, and with certificates only", async () => {
    const subject = ["-subj", "/CN=drydock", "-days", "2"];
    run(
      "openssl",
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "key.txt",
      "-out",
      "cert.crt",
      ...subject,
    );
    run(
      "openssl",
      "pkcs12",
      "-export",
      "-inkey",
      "key.txt",
      "-in",
      "cert.crt",
      "-passout",
      "pass:drydock",
      "-out",
      "own.p12",
    );
    run(
      "openssl",
      "pkcs12",
      "-export",
      "-nokeys",
      "-in",
      "cert.crt",
      "-passout",
      "pass:drydock",
      "-out",
      "trust.p12",
    );
    expect(await seen()).toEqual(["DD-SF-003 high srv/own.p12"]);
  });
});

describeWith(["ssh-keygen"], "ssh-keygen", () => {
  test("keys with a passphrase and without, in both forms", async () => {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "id_ed25519");
    run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "a passphrase", "-f", "id_rsa");
    run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "a passphrase", "-f", "work.key");
    run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "", "-f", "id_rsa_old");
    expect((await seen()).toSorted()).toEqual([
      "DD-SF-001 critical srv/id_ed25519",
      "DD-SF-001 critical srv/id_rsa_old",
      "DD-SF-001 high srv/id_rsa",
      "DD-SF-001 high srv/work.key",
    ]);
  });
});

describeWith(["keytool"], "keytool", () => {
  test.each(["JKS", "JCEKS", "PKCS12"])("%s with a key, and with certificates only", async (type) => {
    const store = ["-storetype", type, "-storepass", "drydock"];
    run(
      "keytool",
      "-genkeypair",
      "-keyalg",
      "EC",
      "-dname",
      "CN=drydock",
      "-keypass",
      "drydock",
      "-keystore",
      "own.jks",
      ...store,
    );
    run("keytool", "-exportcert", "-file", "cert.der", "-keystore", "own.jks", ...store);
    run("keytool", "-importcert", "-noprompt", "-file", "cert.der", "-keystore", "cacerts.jks", ...store);
    expect(await seen()).toEqual(["DD-SF-003 high srv/own.jks"]);
  });
});

describeWith(["sqlite3"], "sqlite3", () => {
  test("tables of its own, and none", async () => {
    run("sqlite3", "app.db", "create table people (name text); create index by_name on people (name)");
    run("sqlite3", "empty.sqlite", "create table x (y); drop table x");
    const many = Array.from(
      { length: 300 },
      (_, index) => `create table t${index} (a text, b text, c text);`,
    );
    run("sqlite3", "many.sqlite3", many.join(""));
    const result = await look(layer());
    expect(byKind(result.findings).map(({ subject, evidence }) => [subject, ...evidence])).toEqual([
      ["srv/app.db", "SQLite database with people"],
      ["srv/many.sqlite3", "SQLite database with many tables"],
    ]);
  });
});

describeWith(["git"], "git", () => {
  test("a repository with a commit, and one without", async () => {
    run("git", "init", "-q", "full");
    run("git", "init", "-q", "empty");
    const author = ["-c", "user.name=me", "-c", "user.email=me@localhost"];
    run("git", "-C", "full", ...author, "commit", "-q", "--allow-empty", "-m", "first");
    expect(await seen()).toEqual(["DD-SF-026 medium srv/full/.git/HEAD"]);
  });
});

describeWith(["gpg"], "gpg", () => {
  test.each([
    ["ed25519", "", "critical"],
    ["rsa2048", "", "critical"],
    ["dsa2048", "", "critical"],
    ["nistp256", "a passphrase", "high"],
    ["rsa2048", "a passphrase", "high"],
  ])("secret keys of %s, passphrase '%s'; public ones are left", async (algorithm, passphrase, severity) => {
    const batch = ["--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase];
    run("gpg", ...batch, "--quick-generate-key", "drydock@localhost", algorithm, "sign", "never");
    run("gpg", ...batch, "--armor", "--output", "own.asc", "--export-secret-keys");
    run("gpg", ...batch, "--output", "own.gpg", "--export-secret-keys");
    run("gpg", ...batch, "--armor", "--output", "public.asc", "--export");
    run("gpg", ...batch, "--output", "public.gpg", "--export");
    run("gpgconf", "--kill", "all");
    const found = (await seen()).map((line) => line.replace(/v1\.d\/[0-9A-F]{40}/, "v1.d/…"));
    expect(found.toSorted()).toEqual([
      `DD-SF-004 ${severity} srv/own.asc`,
      `DD-SF-004 ${severity} srv/own.gpg`,
      `DD-SF-004 ${severity} srv/private-keys-v1.d/….key`,
    ]);
  });
});
