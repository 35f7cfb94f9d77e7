import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** A signing key that lives as long as the test. */
export interface SigningKey {
  /** Armoured. */
  readonly publicKey: string;
  clearSign(text: string): string;
  remove(): void;
}

export function makeKey(algorithm = "rsa3072", name = "Archive of the tests"): SigningKey {
  const home = mkdtempSync(join(tmpdir(), "gpg-"));
  const gpg = (args: readonly string[], input?: string) =>
    execFileSync(
      "gpg",
      [
        "--homedir",
        home,
        "--batch",
        "--yes",
        "--quiet",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
        ...args,
      ],
      {
        input: input ?? "",
        encoding: "utf8",
        stdio: ["pipe", "pipe", "pipe"],
      },
    );
  gpg(["--quick-gen-key", name, algorithm, "sign", "never"]);
  return {
    publicKey: gpg(["--armor", "--export"]),
    clearSign: (text) => gpg(["--digest-algo", "SHA512", "--clearsign"], text),
    remove: () => {
      spawnSync("gpgconf", ["--homedir", home, "--kill", "all"]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A file of a package to be built; owners are those of root. */
export interface Shipped {
  readonly content?: string;
  readonly mode?: number;
  readonly link?: string;
  readonly hardLink?: string;
}

export interface PackageToBuild {
  readonly fields: Readonly<Record<string, string>>;
  /** By path, with its leading slash. A path that ends with a slash is a folder. */
  readonly files: Readonly<Record<string, Shipped>>;
  readonly conffiles?: readonly string[];
  /** Scripts and the like, by name. */
  readonly control?: Readonly<Record<string, string>>;
  readonly compression?: "xz" | "gzip" | "zstd" | "none";
}

/** Builds a package with the real dpkg-deb and returns its file. */
export function buildDeb(folder: string, made: PackageToBuild): string {
  const tree = mkdtempSync(join(folder, "build-"));
  mkdirSync(join(tree, "DEBIAN"));
  const fields = { Maintainer: "Tests <tests@example.org>", Description: "made by a test", ...made.fields };
  writeFileSync(
    join(tree, "DEBIAN/control"),
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join(""),
  );
  if (made.conffiles !== undefined)
    writeFileSync(join(tree, "DEBIAN/conffiles"), made.conffiles.map((path) => `${path}\n`).join(""));
  for (const [name, text] of Object.entries(made.control ?? {}))
    writeFileSync(join(tree, "DEBIAN", name), text, {
      mode: /^(pre|post)(inst|rm)$/.test(name) ? 0o755 : 0o644,
    });
  for (const [path, { content = "", mode, link, hardLink }] of Object.entries(made.files)) {
    const at = join(tree, path);
    mkdirSync(dirname(at), { recursive: true });
    if (path.endsWith("/")) mkdirSync(at, { recursive: true });
    else if (link !== undefined) execFileSync("ln", ["-s", link, at]);
    else if (hardLink !== undefined) execFileSync("ln", [join(tree, hardLink), at]);
    else writeFileSync(at, content);
    if (mode !== undefined) execFileSync("chmod", [mode.toString(8), at]);
  }
  execFileSync("find", [tree, "-exec", "touch", "-h", "-d", "2024-05-06T07:08:09Z", "{}", "+"]);
  const name = `${made.fields.Package}_${made.fields.Version?.replace(/^\d+:/, "")}_${made.fields.Architecture}.deb`;
  execFileSync(
    "dpkg-deb",
    [`-Z${made.compression ?? "xz"}`, "--root-owner-group", "--build", tree, join(folder, name)],
    { stdio: "pipe" },
  );
  rmSync(tree, { recursive: true });
  return join(folder, name);
}

export interface SuiteToMake {
  readonly suite: string;
  readonly codename?: string;
  readonly component?: string;
  readonly architecture?: string;
  readonly date?: Date;
  readonly validUntil?: Date;
  readonly release?: Readonly<Record<string, string>>;
}

/** What a web server would serve: path → bytes. A suite with an index of `debs`, signed. */
export function makeSuite(debs: readonly string[], key: SigningKey, made: SuiteToMake): Map<string, Buffer> {
  const { suite, component = "main", architecture = "amd64" } = made;
  const files = new Map<string, Buffer>();
  const paragraphs = debs.map((path) => {
    const bytes = readFileSync(path);
    const place = `pool/${component}/${path.slice(path.lastIndexOf("/") + 1)}`;
    files.set(place, bytes);
    const control = execFileSync("dpkg-deb", ["--field", path], { encoding: "utf8" });
    return `${control}Filename: ${place}\nSize: ${bytes.length}\nSHA256: ${sha256(bytes)}\n`;
  });
  const index = gzipSync(paragraphs.join("\n"));
  const place = `${component}/binary-${architecture}/Packages.gz`;
  files.set(`dists/${suite}/${place}`, index);
  files.set(`dists/${suite}/${dirname(place)}/by-hash/SHA256/${sha256(index)}`, index);
  const date = made.date ?? new Date();
  const fields = {
    Origin: "Tests",
    Suite: suite,
    Codename: made.codename ?? suite,
    Date: date.toUTCString().replace("GMT", "UTC"),
    ...(made.validUntil === undefined
      ? {}
      : { "Valid-Until": made.validUntil.toUTCString().replace("GMT", "UTC") }),
    Architectures: architecture,
    Components: component,
    "Acquire-By-Hash": "yes",
    ...made.release,
  };
  const head = Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
  const release = `${head}SHA256:\n ${sha256(index)} ${index.length} ${place}\n`;
  files.set(`dists/${suite}/InRelease`, Buffer.from(key.clearSign(release)));
  return files;
}

export interface Served {
  readonly address: string;
  /** What is served from now on. */
  readonly files: Map<string, Buffer>;
  readonly asked: string[];
  close(): Promise<void>;
}

export async function serve(): Promise<Served> {
  const files = new Map<string, Buffer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    asked.push(path);
    const bytes = files.get(path);
    response.writeHead(
      bytes === undefined ? 404 : 200,
      bytes === undefined ? {} : { "Content-Length": bytes.length },
    );
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A folder that is gone after the tests. */
export function workFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "repair-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
