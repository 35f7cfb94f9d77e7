import { describe, expect, test } from "vitest";
import { middleware } from "../../../src/detectors/middleware/index.ts";
import * as all from "../../../src/detectors/middleware/products/all.ts";
import { Unreadable } from "../../../src/errors.ts";
import { checksOf } from "../../../src/policy/checks.ts";
import { scopeOf } from "../../../src/policy/scope.ts";
import { owning } from "../../support/owning.ts";
import { inputFor } from "../../support/read-image.ts";
import { beside, file, PASSWORD, type Situation, variable, withEnv } from "./cases/case.ts";

const MEGABYTE = 1024 * 1024;
const checks = checksOf({ scope: scopeOf() });
const PRODUCTS = Object.values(all).flatMap(({ products }) => products);

async function look({ layers, files, ...image }: Situation) {
  const made = { ...image, layers: layers ?? [files ?? []] };
  return await middleware.detect(await inputFor(middleware, made, checks));
}

describe("content that no editor would write", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["brackets", "[".repeat(MEGABYTE)],
    ["braces", "{".repeat(MEGABYTE)],
    ["tags", "<a>".repeat(MEGABYTE / 4)],
    ["entities", `<!DOCTYPE a [<!ENTITY b "c">]><a>${"&b;".repeat(MEGABYTE / 4)}</a>`],
    ["one word", "a".repeat(MEGABYTE)],
    ["blanks", " ".repeat(MEGABYTE)],
    ["lines", "\n".repeat(MEGABYTE)],
    ["quotes", `${'"'.repeat(MEGABYTE / 2)}${"'".repeat(MEGABYTE / 2)}`],
    ["equals signs", "=".repeat(MEGABYTE)],
    ["backslashes", "\\\n".repeat(MEGABYTE / 2)],
    ["variables", "a = ${".repeat(MEGABYTE / 8)],
    ["properties", "<property><name>a</name>".repeat(MEGABYTE / 32)],
    ["status pages", "stub_status;".repeat(15_000)],
    ["statements", "ALTER USER 'root' IDENTIFIED BY ".repeat(MEGABYTE / 32)],
    [
      "control characters",
      Array.from({ length: 4096 }, (_, index) => String.fromCharCode(1 + (index % 255))).join(""),
    ],
  ];

  test.each(texts)("%s", (_, text) => {
    for (const product of PRODUCTS) {
      // One of each kind: the reader is chosen by the end of the name.
      const places = new Map(
        product.places.flat().map((place) => [place.slice(place.lastIndexOf(".")), place]),
      );
      for (const place of places.values()) {
        try {
          product.read(text, place.replaceAll("*", "x"));
        } catch (error) {
          expect(error, `${product.id} ${place}`).toBeInstanceOf(Unreadable);
        }
      }
      product.fromArguments?.([text, `-${text}`, `--${text}`]);
    }
  });
});

test("a file that cannot be read is a gap of the rule, where its product is there", async () => {
  const broken = file("etc/mongod.conf", "net: [\n");
  expect((await look({ files: [broken] })).gaps).toEqual([]);
  const { findings, gaps } = await look(beside("usr/bin/mongod", broken));
  expect(findings).toEqual([]);
  expect(gaps).toMatchObject([{ kind: "unreadable", where: "etc/mongod.conf", rule: { id: "DD-BL-071" } }]);
});

test("a program of a wanted name is no trouble", async () => {
  const binary = file("etc/mongod.conf", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]));
  expect(await look(beside("usr/bin/mongod", binary))).toEqual({ findings: [], gaps: [] });
});

test("a named file over the limit is a gap", async () => {
  const { gaps } = await look({
    files: [file("x.conf", "#".repeat(MEGABYTE + 1))],
    config: { Cmd: ["redis-server", "/x.conf"] },
  });
  expect(gaps).toMatchObject([{ kind: "limit", where: "x.conf" }]);
});

test("findings of one product are capped, and that is said", async () => {
  const many = Array.from({ length: 200 }, (_, index) => `[m${index}]\npath = /m${index}\n`).join("");
  const { findings, gaps } = await look(beside("usr/bin/rsync", file("etc/rsyncd.conf", many)));
  expect(findings.length).toBe(50);
  expect(gaps).toMatchObject([{ kind: "limit", rule: { id: "DD-BL-085" } }]);
});

test("files of one product are capped, and that is said", async () => {
  const files = Array.from({ length: 600 }, (_, index) =>
    file(`etc/php-fpm.d/${String(index).padStart(3, "0")}.conf`, "[www]\nlisten = 127.0.0.1:9000\n"),
  );
  const { findings, gaps } = await look(beside("usr/sbin/php-fpm", ...files));
  expect(findings).toEqual([]);
  expect(gaps).toMatchObject([{ kind: "limit", rule: { id: "DD-BL-090" } }]);
});

test("settings of one file are capped, and that is said", async () => {
  const many = Array.from({ length: 1200 }, (_, index) => `[m${index}]\nlisten = /m${index}\n`).join("");
  const { gaps } = await look(beside("usr/sbin/php-fpm", file("etc/php-fpm.d/a.conf", many)));
  expect(gaps).toMatchObject([{ kind: "limit", where: "etc/php-fpm.d/a.conf", rule: { id: "DD-BL-090" } }]);
});

describe("what starts a product", () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const programs = (...commands: readonly string[]) =>
    commands.map((command, index) => `[program:p${index}]\ncommand=${command}\n`).join("");
  const supervised = (...files: readonly (readonly string[])[]) => [
    file("usr/bin/supervisord"),
    ...files.map((commands, index) => file(`etc/supervisor/conf.d/${index}.conf`, programs(...commands))),
  ];
  const limitOf = (rule: string, where: string, reason: string) => ({
    kind: "limit",
    where,
    by: "middleware",
    reason: `${rule}: ${reason}`,
    rule: expect.objectContaining({ id: rule }),
  });
  const cut = "it is started more often, or with more words, than is looked at";

  test("many programs of supervisord, times many files of settings, end in time and are a gap", async () => {
    const settings = "display_errors = On\n".repeat(500);
    const { findings, gaps } = await look({
      files: [
        ...numbers(100).map((index) => file(`etc/php.d/${index}.ini`, settings)),
        ...supervised(
          ...numbers(60).map((f) =>
            numbers(300).map((p) => `php-fpm -d memory_limit=${f}x${p} -d display_errors=1`),
          ),
        ),
      ],
    });
    expect(findings.length).toBeLessThanOrEqual(50);
    expect(gaps).toContainEqual(
      limitOf("DD-BL-087", "etc/supervisor/conf.d/0.conf", `Not all settings of PHP are known: ${cut}.`),
    );
    expect(gaps).toContainEqual(
      limitOf(
        "DD-BL-087",
        "php",
        "Not all settings of PHP are known: it has more settings, by all that starts it, than are looked at.",
      ),
    );
  });

  test("the same program over and over is one", async () => {
    const command = "redis-server --protected-mode no";
    const files = supervised(numbers(1000).map(() => command));
    const { findings, gaps } = await look({ files });
    expect(findings).toMatchObject([{ rule: "DD-BL-070" }]);
    expect(gaps).toEqual([]);
  });

  test("a product behind hundreds of others is not lost", async () => {
    const others = numbers(300).map((index) => `redis-server --port ${index}`);
    const { findings, gaps } = await look({
      files: supervised(others, others, ["sh -c 'memcached -l 0.0.0.0'", "redis-server --protected-mode no"]),
    });
    expect(findings).toMatchObject([{ title: "memcached: open to all" }]);
    expect(gaps).toEqual(
      expect.arrayContaining([
        limitOf("DD-BL-070", "etc/supervisor/conf.d/0.conf", `Not all settings of Redis are known: ${cut}.`),
      ]),
    );
  });

  test("a script of a megabyte in front of the program", async () => {
    const script = `#!/bin/sh\n${"a;".repeat(400_000)}\nexec redis-server --protected-mode no\n`;
    const { findings, gaps } = await look({
      files: [file("start.sh", script)],
      config: { Entrypoint: ["/start.sh"] },
    });
    expect(findings).toMatchObject([{ rule: "DD-BL-070" }]);
    expect(gaps).toEqual([]);
  });

  test.each([
    [
      "the command line",
      (words: readonly string[]) => ({ files: [], config: { Cmd: words } }),
      "command line",
    ],
    [
      "a script",
      (words: readonly string[]) => ({
        files: [file("start.sh", words.join(" "))],
        config: { Cmd: ["/start.sh"] },
      }),
      "start.sh",
    ],
    [
      "options that a script hands on",
      (words: readonly string[]) => ({
        files: [file("usr/bin/redis-server"), file("run")],
        config: { Entrypoint: ["/run"], Cmd: words.slice(1) },
      }),
      "command line",
    ],
  ])("words of %s are capped, and that is said", async (_, made, where) => {
    const words = ["redis-server", "--port", ...numbers(600).map(() => "0"), "--protected-mode", "no"];
    expect(await look(made(words))).toEqual({
      findings: [],
      gaps: [limitOf("DD-BL-070", where, `Not all settings of Redis are known: ${cut}.`)],
    });
  });

  test("a script that is named over and over is read once", async () => {
    const script = numbers(199).map((index) => `redis-server --port ${index}`);
    const { gaps } = await look({
      files: [file("start.sh", script.join("\n"))],
      config: { Cmd: numbers(20_000).map(() => "/start.sh") },
    });
    expect(gaps).toEqual([]);
  });
});

test("hits that are no findings are capped too, and that is said", async () => {
  const pools = (first: number) =>
    Array.from({ length: 900 }, (_, index) => `[p${first + index}]\nlisten = 127.0.0.1:9000\n`).join("");
  const files = [0, 1, 2, 3, 4, 5].map((index) => file(`etc/php-fpm.d/${index}.conf`, pools(index * 900)));
  const { findings, gaps } = await look(beside("usr/sbin/php-fpm", ...files));
  expect(findings).toEqual([]);
  expect(gaps).toMatchObject([
    {
      kind: "limit",
      where: "DD-BL-090",
      reason: expect.stringContaining("more weak settings than are shown"),
    },
  ]);
});

test("a config of odd values is no trouble", async () => {
  const odd = { Env: "x", Cmd: [1, null], Entrypoint: {}, WorkingDir: 7 };
  expect(await look({ files: [file("usr/bin/java")], config: odd })).toEqual({ findings: [], gaps: [] });
});

test("links that lead round in a circle are no trouble", async () => {
  const circle = { path: "etc/nginx/sites-enabled/a", type: "symlink", target: "a", mode: 0o777 } as const;
  const files = [file("usr/sbin/nginx"), circle];
  expect(await look({ files })).toEqual({ findings: [], gaps: [] });
});

describe("where a finding points to", () => {
  const layers = [
    [file("usr/bin/redis-server"), file("etc/redis/redis.conf", "bind 127.0.0.1\n")],
    [file("etc/redis/redis.conf", "bind 0.0.0.0\nprotected-mode no\n")],
  ];

  test("the file, its layer and its line", async () => {
    const { findings } = await look({ layers });
    expect(findings).toMatchObject([
      {
        rule: "DD-BL-070",
        location: { path: "etc/redis/redis.conf", layer: 1 },
        line: 2,
        evidence: ["etc/redis/redis.conf:2: protected-mode no", "etc/redis/redis.conf:1: bind 0.0.0.0"],
      },
    ]);
  });

  test("nowhere, where the command line says it", async () => {
    const { findings } = await look({ config: { Cmd: ["redis-server", "--protected-mode", "no"] } });
    expect(findings[0]).not.toHaveProperty("location");
    expect(findings[0]).toMatchObject({ evidence: ["command line: protected-mode no"] });
  });

  test("a login that a variable brings is not shown", async () => {
    const { findings } = await look({
      config: {
        Cmd: ["redis-server", "--protected-mode", "no", "--bind", `0.0.0.0 ${variable("PEER")}`],
        Env: [`PEER=tcp://me:${PASSWORD}@host`],
      },
    });
    expect(findings).toMatchObject([
      { evidence: ["command line: protected-mode no", "command line: bind 0.0.0.0 tcp://…@host"] },
    ]);
  });

  test("the fingerprint does not change with lines and layers", async () => {
    const one = await look({ layers });
    const two = await look({
      files: [
        file("usr/bin/redis-server"),
        file("etc/redis/redis.conf", "# more\n\nbind 0.0.0.0\nprotected-mode no\n"),
      ],
    });
    expect(two.findings[0]?.fingerprint).toBe(one.findings[0]?.fingerprint);
  });
});

test("what a later layer changed is no longer the package's own", async () => {
  const weak = "http { autoindex on; }";
  const changed = {
    layers: [
      [
        ...owning("nginx", "/etc/nginx/nginx.conf".slice(1)),
        file("usr/sbin/nginx"),
        file("etc/nginx/nginx.conf", "x;"),
      ],
      [file("etc/nginx/nginx.conf", weak)],
    ],
  };
  expect((await look(changed)).findings.map(({ rule }) => rule)).toEqual(["DD-BL-086"]);
});

test("a rule that is off is not asked", async () => {
  const off = checksOf({ scope: scopeOf() }, ["-DD-BL-079"]);
  const made = { layers: [[file("usr/bin/postgres")]], config: { Env: ["POSTGRES_HOST_AUTH_METHOD=trust"] } };
  const input = await inputFor(middleware, made, off);
  expect(await middleware.detect(input)).toEqual({ findings: [], gaps: [] });
  expect(
    (await look(withEnv(["POSTGRES_HOST_AUTH_METHOD=trust"], beside("usr/bin/postgres")))).findings.length,
  ).toBe(1);
});

test("an SBOM tells nothing of settings", async () => {
  const input = await inputFor(middleware, { layers: [[]] }, checks);
  expect(await middleware.detect({ ...input, read: undefined })).toEqual({ findings: [], gaps: [] });
});
