import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog } from "../../src/inventory/index.ts";
import { software } from "../../src/inventory/software.ts";
import { diffId, viewOf } from "./layers.ts";

/** See fixtures/software/README. */
const debian = JSON.parse(
  readFileSync(join(import.meta.dirname, "fixtures/software/debian-12.json"), "utf8"),
) as { file: string; package: string; version: string; bytes: string[] }[];

/** An ELF program without tables, and so much before, between and behind that the reading of it is cut somewhere. */
function elf(...texts: (string | Buffer)[]): Buffer {
  const head = Buffer.alloc(4096);
  head.write("\x7fELF\x02\x01\x01", "latin1");
  const parts = texts.flatMap((text) => [
    Buffer.alloc(9001, "\0.9.1\0"),
    Buffer.from(typeof text === "string" ? Buffer.from(text, "latin1") : text),
  ]);
  return Buffer.concat([head, ...parts, Buffer.alloc(30_000)]);
}

async function packagesOf(files: Record<string, Buffer | string>) {
  const view = await viewOf(software.analyzers, [{ files }]);
  const { packages, gaps } = catalog(view, undefined, [software]);
  expect([...gaps, ...view.gaps]).toEqual([]);
  return packages;
}

const listed = async (path: string, content: Buffer | string) =>
  (await packagesOf({ [path]: content })).map(({ name, version }) => `${name} ${version}`);

/** Of files that are not called as their software is. */
const NAMES = new Map([
  ["apache2", "httpd"],
  ["postgres", "postgresql"],
  ["mariadbd", "mariadb"],
  ["python3", "python"],
  ["libpython3", "python"],
  ["php8", "php"],
  ["libphp8", "php"],
  ["libruby", "ruby"],
  ["libcrypto", "openssl"],
]);

describe("binaries of Debian's packages", () => {
  test.each(debian)("$file of $package $version", async ({ file, version, bytes }) => {
    const [upstream = ""] = version.replace(/^\d+:/, "").split(/[-+]/);
    const [{ name, version: found } = { name: "", version: "" }, ...more] = await packagesOf({
      [file]: elf(...bytes.map((text) => Buffer.from(text, "base64"))),
    });
    expect([found, more]).toEqual([upstream, []]);
    const base = file.slice(file.lastIndexOf("/") + 1).replace(/[-.].*/, "");
    expect(name).toBe(NAMES.get(base) ?? base);
  });
});

test("a whole package", async () => {
  expect(await packagesOf({ "opt/nginx/sbin/nginx": elf("\0nginx version: nginx/1.25.3\n\0") })).toEqual([
    {
      name: "nginx",
      version: "1.25.3",
      ecosystem: "generic",
      purl: "pkg:generic/nginx@1.25.3",
      by: "software",
      cpe: "cpe:2.3:a:f5:nginx:1.25.3:*:*:*:*:*:*:*",
      locations: [{ path: "opt/nginx/sbin/nginx", layer: 0, diffId: diffId(0) }],
    },
  ]);
});

describe("forms that Debian has not", () => {
  test.each([
    // As the makefiles and headers of each project put it together.
    ["usr/local/bin/node", "\0node.js/v20.11.0\0", "node 20.11.0"],
    ["usr/sbin/nginx", "nginx version: openresty/1.25.3.1\n\0", "openresty 1.25.3.1"],
    ["usr/local/bin/redis-server", "\x007.2.4\0\x007.2.4c0ffee12beef-1704798236000000000\0", "redis 7.2.4"],
    ["usr/local/bin/redis-server", "\x007.2.4\0\x007.2.41beefc0ffee1-1704798236000000000\0", "redis 7.2.4"],
    ["usr/local/bin/valkey-server", "\x008.0.1\0\x008.0.1buildkit-1729000000000000000\0", "valkey 8.0.1"],
    [
      "usr/local/bin/postgres",
      "\0PostgreSQL 17beta1 on x86_64-pc-linux-musl, compiled\0",
      "postgresql 17beta1",
    ],
    ["usr/local/sbin/haproxy", "\0 version 2.9-dev7-abc123, released 2023/10/06\0", "haproxy 2.9-dev7"],
    ["usr/lib/libcrypto.so.1.1", "\0OpenSSL 1.1.1n  15 Mar 2022\0", "openssl 1.1.1n"],
    ["usr/lib64/libcrypto.so.1.0.2k", "\0OpenSSL 1.0.2k-fips  26 Jan 2017\0", "openssl 1.0.2k"],
    ["usr/local/bin/python3.13", "\x003.45.1\0\x003.13.0rc2\0", "python 3.13.0rc2"],
    ["opt/lib/libpython3.12.so.1.0", "\0/opt/versions/3.12.1/lib\0/opt/versions/3.12.1\0", "python 3.12.1"],
    ["usr/local/lib/libpython2.7.so.1.0", "\x002.7.18\0", "python 2.7.18"],
    [
      "usr/local/bin/ruby",
      "\0ruby 3.4.0preview1 (2024-05-16 master 9d69619623) [x86_64-linux]\0",
      "ruby 3.4.0preview1",
    ],
    ["usr/local/sbin/php-fpm", "\0X-Powered-By: PHP/8.4.0RC1\0", "php 8.4.0RC1"],
  ])("%s %j", async (path, text, expected) => {
    expect(await listed(path, elf(text))).toEqual([expected]);
  });
});

describe("what is not taken for it", () => {
  test.each([
    ["usr/local/bin/node", "a text that names node.js/v20.11.0", "no program"],
    ["usr/local/bin/redis-server", elf("\x007.2.4\0").toString("latin1"), "a version without a build id"],
    ["usr/local/bin/python3.12", elf("\x003.45.1\0").toString("latin1"), "SQLite's version"],
    ["usr/local/bin/other", elf("\0nginx version: nginx/1.25.3\0").toString("latin1"), "another name"],
    ["usr/lib/libcrypto.so.3", elf("needs OpenSSL 3.0.0 or later").toString("latin1"), "a requirement"],
    ["usr/lib/libc.so.6", elf("\0OpenSSL 3.0.2 15 Mar 2022\0").toString("latin1"), "another library"],
  ])("%s: %#", async (path, content) => {
    expect(await listed(path, Buffer.from(content, "latin1"))).toEqual([]);
  });
});

describe("files that tell of a runtime", () => {
  test("Go's VERSION", async () => {
    expect(await packagesOf({ "usr/local/go/VERSION": "go1.26.8\ntime 2026-08-28T16:20:06Z\n" })).toEqual([
      {
        name: "go",
        version: "1.26.8",
        ecosystem: "generic",
        purl: "pkg:generic/go@1.26.8",
        by: "software",
        cpe: "cpe:2.3:a:golang:go:1.26.8:*:*:*:*:*:*:*",
        locations: [{ path: "usr/local/go/VERSION", layer: 0, diffId: diffId(0) }],
      },
    ]);
  });

  test.each([
    ["before Go 1.21", "go/VERSION", "go1.20rc3", "go 1.20rc3"],
    [
      "Temurin 17",
      "opt/java/release",
      'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="17.0.9"\n',
      "openjdk 17.0.9",
    ],
    ["Java 8", "opt/java/release", 'JAVA_VERSION="1.8.0_402"\r\nOS_NAME="Linux"\r\n', "openjdk 1.8.0_402"],
    ["Oracle", "opt/jdk/release", 'BUILD_TYPE="commercial"\nJAVA_VERSION="21.0.1"\n', "oracle-jdk 21.0.1"],
  ])("%s", async (_, path, content, expected) => {
    expect(await listed(path, content)).toEqual([expected]);
  });

  test("the vendor of a Java runtime", async () => {
    const [found] = await packagesOf({
      "jre/release": 'IMPLEMENTOR="Azul Systems, Inc."\nJAVA_VERSION="1.8.0_402"\n',
    });
    expect(found).toMatchObject({
      vendor: "Azul Systems, Inc.",
      purl: "pkg:generic/openjdk@1.8.0_402",
      cpe: "cpe:2.3:a:oracle:openjdk:1.8.0_402:*:*:*:*:*:*:*",
    });
  });

  test.each([
    ["VERSION", "1.2.3\n"],
    ["release", "Ubuntu 22.04\n"],
    ["release", 'JAVA_VERSION="seventeen"\n'],
    ["release", `JAVA_VERSION="17.0.9"\n${"x".repeat(70_000)}`],
  ])("other files of the name: %s %#", async (path, content) => {
    expect(await listed(path, content)).toEqual([]);
  });
});
