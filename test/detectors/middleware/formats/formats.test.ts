import { describe, expect, test } from "vitest";
import { blocks } from "../../../../src/detectors/middleware/formats/blocks.ts";
import { directives } from "../../../../src/detectors/middleware/formats/directives.ts";
import { hcl } from "../../../../src/detectors/middleware/formats/hcl.ts";
import { ini } from "../../../../src/detectors/middleware/formats/ini.ts";
import { json } from "../../../../src/detectors/middleware/formats/json.ts";
import { properties } from "../../../../src/detectors/middleware/formats/properties.ts";
import { sections } from "../../../../src/detectors/middleware/formats/sections.ts";
import { assignments, shellCommands } from "../../../../src/detectors/middleware/formats/shell.ts";
import { toml } from "../../../../src/detectors/middleware/formats/toml.ts";
import { beside, xml } from "../../../../src/detectors/middleware/formats/xml.ts";
import { yaml } from "../../../../src/detectors/middleware/formats/yaml.ts";
import type { Setting } from "../../../../src/detectors/middleware/setting.ts";
import { OverLimit, Unreadable } from "../../../../src/errors.ts";

/** `line key=value` */
function told(settings: readonly Setting[]): string[] {
  return settings.map(({ key, value, line }) => `${line ?? "-"} ${key}=${value}`);
}

test("directives", () => {
  const text = "\uFEFF# no\nbind 0.0.0.0 ::1\r\n\r\nrename \"\"\n  port  6379 \nflag\nkey = 'x y'\n";
  expect(told(directives(text))).toEqual([
    "2 bind=0.0.0.0 ::1",
    "4 rename=",
    "5 port=6379",
    "6 flag=",
    "7 key=x y",
  ]);
});

describe("ini", () => {
  test("sections, switches, quotes, comments", () => {
    const text = "a = 1\n; no\n[one]\nkey = 'x ; y' ; z\nswitch # why\n[two.three]\nb=c#d\n[broken\n";
    expect(told(ini(text, { inline: ";#" }))).toEqual([
      "1 a=1",
      "4 one.key='x ; y'".replaceAll("'", ""),
      "5 one.switch=",
      "7 two.three.b=c#d",
    ]);
  });

  test("values that go on", () => {
    expect(told(ini("[p]\ncommand = a\n  -b\n\t-c\nnext = 1\n", { continues: true }))).toEqual([
      "2 p.command=a -b -c",
      "5 p.next=1",
    ]);
  });
});

test("properties", () => {
  const text =
    "# no\n! no\na=1\nb : 2\nc 3\nd\\ e = \\u0041\\tx\nf = one, \\\n    two\ng\\=h=i\nj = k\\\\\nempty\n";
  expect(told(properties(text))).toEqual([
    "3 a=1",
    "4 b=2",
    "5 c=3",
    "6 d e=A\tx",
    "7 f=one, two",
    "9 g=h=i",
    "10 j=k\\",
    "11 empty=",
  ]);
});

describe("yaml", () => {
  test("maps, lists, documents", () => {
    const text = "a:\n  b: 1\n  c: [x, y]\nd.e: yes\n---\nlist:\n  - name: n\n    v: ~\n";
    expect(told(yaml(text))).toEqual([
      "2 a.b=1",
      "3 a.c=x",
      "3 a.c=y",
      "4 d.e=yes",
      "7 list.name=n",
      "8 list.v=",
    ]);
  });

  test("aliases are not followed", () => {
    const bomb = ["a: &a [x, x]"];
    for (const [index, name] of [..."bcdefghij"].entries()) {
      const before = "abcdefghij"[index];
      bomb.push(`${name}: &${name} [${`*${before},`.repeat(10)}]`);
    }
    expect(told(yaml(bomb.join("\n")))).toEqual(["1 a=x", "1 a=x"]);
  });

  test.each([
    ["brackets", "[".repeat(100_000), OverLimit],
    ["braces", "{".repeat(100_000), OverLimit],
    ["dashes", "- ".repeat(50_000), OverLimit],
    ["keys in keys", "? ".repeat(50_000), OverLimit],
    ["quotes", '"'.repeat(100_000), Unreadable],
    ["tags", "!a ".repeat(30_000), Unreadable],
    ["length", "a: b\n".repeat(100_000), OverLimit],
    ["a broken map", "a: b: c\n  d", Unreadable],
  ])("%s", (_, text, error) => {
    expect(() => yaml(text)).toThrow(error);
  });
});

test("json, with comments and tabs", () => {
  const text = '{\n\t// no "x"\n\t"a": "// yes",\n\t/* no\n\t*/ "b": [1, true],\n\t"c": "\\""\n}';
  expect(told(json(text))).toEqual(["3 a=// yes", "5 b=1", "5 b=true", '6 c="']);
  expect(() => json("/* no end")).not.toThrow();
});

describe("toml", () => {
  test("tables", () => {
    expect(told(toml('version = 2\n[grpc]\n  tcp_address = "x"\n  list = ["a", "b"]\n'))).toEqual([
      "1 version=2",
      "3 grpc.tcp_address=x",
      "4 grpc.list=a",
      "4 grpc.list=b",
    ]);
  });

  test.each([
    ["dots", `a.${"a.".repeat(50_000)}a=1`, OverLimit],
    ["brackets", `a=${"[".repeat(100_000)}`, Unreadable],
    ["no TOML", "= = =", Unreadable],
  ])("%s", (_, text, error) => {
    expect(() => toml(text)).toThrow(error);
  });
});

describe("xml", () => {
  test("elements, attributes, text, lines", () => {
    const text = `<?xml version="1.0"?>\n<!DOCTYPE x>\n<!-- <no/> -->\n<x:a one="1" two='&lt;2'>\n t &amp; u <b c=">"/>\n<![CDATA[<no>]]></x:a>`;
    const found = xml(text).map(({ name, within, attributes, text: said, line, parent }) => ({
      name,
      within,
      attributes: Object.fromEntries(attributes),
      said,
      line,
      parent,
    }));
    expect(found).toEqual([
      { name: "a", within: [], attributes: { one: "1", two: "<2" }, said: "t & u", line: 4, parent: -1 },
      { name: "b", within: ["a"], attributes: { c: ">" }, said: "", line: 5, parent: 0 },
    ]);
  });

  test("neighbours", () => {
    const elements = xml("<p><name>a</name><value>1</value></p><p><name>b</name></p>");
    expect(beside(elements, 1, "value")?.text).toBe("1");
    expect(beside(elements, 4, "value")).toBeUndefined();
  });

  test("entities of the document are never put in", () => {
    const bomb = `<!DOCTYPE l [<!ENTITY a "${"x".repeat(10)}"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n<l>&b;&f;</l>`;
    expect(xml(bomb).at(-1)).toMatchObject({ name: "l", text: "&b;&f;" });
  });

  test.each([
    ["levels", "<a>".repeat(1000)],
    ["elements", "<a/>".repeat(100_000)],
  ])("too many %s", (_, text) => {
    expect(() => xml(text)).toThrow(OverLimit);
  });

  test.each(["<", "<a", "<!--", "<a b='", "</", "<![CDATA[", "<a b=c>", "<>"])("broken: %s", (text) => {
    expect(() => xml(text)).not.toThrow();
  });
});

describe("blocks", () => {
  test("directives with their blocks", () => {
    const text = "user a;\nhttp {\n # no { ;\n log 'a;b' \"c\";\n server { listen 80; set $x $y; }\n}\nend";
    expect(blocks(text).map(({ name, args, line, parent }) => [name, args, line, parent])).toEqual([
      ["user", ["a"], 1, -1],
      ["http", [], 2, -1],
      ["log", ["a;b", "c"], 4, 1],
      ["server", [], 5, 1],
      ["listen", ["80"], 5, 3],
      ["set", ["$x", "$y"], 5, 3],
      ["end", [], 7, -1],
    ]);
  });

  test.each(["a{".repeat(1000), "a;".repeat(100_000)])("too much", (text) => {
    expect(() => blocks(text)).toThrow(OverLimit);
  });

  test("braces of variables are no blocks", () => {
    const name = "$".concat("{name}");
    expect(blocks(`root /srv/${name};`).map(({ args }) => args)).toEqual([[`/srv/${name}`]]);
  });

  test.each(["}}}}", "{", "'", "a '\n", "\\", "${"])("broken: %s", (text) => {
    expect(() => blocks(text)).not.toThrow();
  });
});

test("sections", () => {
  const text = '# no\nListen 80\n<Directory "/srv">\n  Options A \\\n   B\n</Directory>\n</x>\nend "a b"\n';
  expect(sections(text).map(({ name, args, line, parent }) => [name, args, line, parent])).toEqual([
    ["listen", ["80"], 2, -1],
    ["<directory", ["/srv"], 3, -1],
    ["options", ["A", "B"], 4, 1],
    ["end", ["a b"], 8, -1],
  ]);
  expect(() => sections("<a>\n".repeat(1000))).toThrow(OverLimit);
});

describe("shell", () => {
  test("commands and their words", () => {
    const script =
      '#!/bin/sh\n# no\nset -e; A=1 exec \'a b\' "c\\"d" e\\ f \\\n  g | h && i $(j k) $' + "{l:-m n} &\n";
    expect([...shellCommands(script)]).toEqual([
      ["set", "-e"],
      ["A=1", "exec", "a b", 'c\\"d', "e f", "g"],
      ["h"],
      ["i", "$"],
      ["j", "k"],
      ["$".concat("{l:-m n}")],
    ]);
  });

  test("assignments", () => {
    const text = "export A=\"b c\" # d\nE=f # g\nc.X.token = ''\nif a == b\nH=i#j\n";
    expect(told(assignments(text))).toEqual(["1 A=b c", "2 E=f", "3 c.X.token=", "5 H=i#j"]);
  });
});

test("hcl", () => {
  const text =
    'a = "b"\nacl { enabled = true }\nacl = {\n  policy = "deny" \n tokens {\n x = 1\n }\n}\n# no = 1\nz = 2\n';
  expect(told(hcl(text))).toEqual([
    "1 a=b",
    "2 acl.enabled=true",
    "4 acl.policy=deny",
    "6 acl.tokens.x=1",
    "10 z=2",
  ]);
  expect(() => hcl("a {\n".repeat(1000))).toThrow(OverLimit);
});
