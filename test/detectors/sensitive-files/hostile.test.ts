import { describe, expect, test } from "vitest";
import { PKCS8, pem, random } from "./cases/case.ts";
import { byKind, lines, look } from "./look.ts";

const MEGABYTES = 4 * 1024 * 1024 - 1;

describe("files that are made to harm", () => {
  test.each([
    ["deep JSON", "root/.docker/config.json", `${"[".repeat(1_000_000)}`],
    [
      "deep JSON that is well-formed",
      "root/.docker/config.json",
      `{"auths":${"[".repeat(900_000)}${"]".repeat(900_000)}}`,
    ],
    ["wide JSON", "root/.docker/config.json", `{"auths":[${"1,".repeat(1_500_000)}1]}`],
    ["deep YAML", "root/.kube/config", "[".repeat(200_000)],
    [
      "YAML of aliases",
      "root/.kube/config",
      [
        "a0: &a0 [x,x,x,x,x,x,x,x]",
        ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(8).fill(`*a${n}`)}]`),
      ].join("\n"),
    ],
    ["large YAML", "root/.kube/config", `users: ${"x".repeat(300_000)}`],
    ["deep XML", "root/.nuget/NuGet.Config", "<a>".repeat(80_000)],
    [
      "XML of entities",
      "srv/sitemanager.xml",
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, n) => `<!ENTITY ${"b".repeat(n + 1)} "&a;&a;&a;&a;&a;&a;">`).join("")}]><FileZilla3><Host>&bbbbbbbbbbbbbbbbbbbb;</Host></FileZilla3>`,
    ],
    ["open brackets", "srv/settings.xml", `<servers>${"<".repeat(250_000)}>`],
    ["a line of megabytes", "root/.npmrc", `a=${"b".repeat(MEGABYTES - 2)}`],
    ["a line of quotes", "srv/settings.py", `${"x='".repeat(1_000_000)}`],
    ["an address of megabytes", "root/.git-credentials", `https://${"a:".repeat(1_000_000)}`],
    ["nothing but beginnings of keys", "srv/x.pem", `-----BEGIN ${PKCS8}-----\n`.repeat(20_000)],
    ["dashes", "srv/x.pem", "-".repeat(1_000_000)],
    ["zeros", "srv/app.jks", Buffer.alloc(100_000)],
    [
      "a store that claims all",
      "srv/app.jks",
      Buffer.concat([Buffer.from("feedfeed00000002ffffffff00000002ffff", "hex"), Buffer.alloc(50)]),
    ],
    [
      "a cut SQLite database",
      "srv/x.db",
      Buffer.concat([
        Buffer.from("SQLite format 3\0"),
        Buffer.alloc(84),
        Buffer.from([0x0d, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff]),
      ]),
    ],
    ["spaces", "root/.netrc", " ".repeat(MEGABYTES)],
    ["words", "root/.netrc", "password ".repeat(400_000)],
    ["colons", "root/.pgpass", ":".repeat(1_000_000)],
  ])("%s: no finding, at most a gap", async (_, path, content) => {
    const result = await look([{ path, content }]);
    expect(lines(result)).toEqual([]);
    expect(result.gaps.filter(({ where }) => where !== path)).toEqual([]);
  });

  test("a gap says nothing of the content", async () => {
    const secret = random("gap", 30);
    const path = "root/.docker/config.json";
    const result = await look([{ path, content: `${secret} is no JSON` }]);
    expect(result.gaps).toMatchObject([{ kind: "unreadable", where: path, by: "sensitive-files" }]);
    expect(JSON.stringify(result)).not.toContain(secret.slice(0, 6));
  });

  test("a file over the cap is a gap; a large file that only has such an extension is none", async () => {
    const large = Buffer.alloc(5 * 1024 * 1024, 0x20);
    const result = await look([
      { path: "root/.bash_history", content: large },
      { path: "srv/movie.key", content: large },
    ]);
    expect(result.gaps).toMatchObject([{ kind: "limit", where: "root/.bash_history" }]);
  });

  test("of a file of nothing but keys a few are told", async () => {
    const content = Array.from({ length: 100 }, (_, n) => pem(PKCS8, { body: random(`${n}`, 640) })).join("");
    const result = await look([{ path: "srv/all.pem", content }]);
    expect(lines(result)).toEqual(["DD-SF-002 critical srv/all.pem 0"]);
  });

  const LOGIN = random("last", 40);
  /** Values that cannot be searched for in no time: each stands behind all that came before it. */
  const value = (n: number) => `${"q".repeat(20)}${n}`;
  const many = (count: number, text: (n: number) => string, separator = ",") =>
    Array.from({ length: count }, (_, n) => text(n)).join(separator);

  // Searching the whole file again for each value would take minutes.
  test.each([
    [
      "a token cache of 4 MB",
      "DD-SF-009 critical",
      "root/.azure/msal_token_cache.json",
      `[\n${many(90_000, (n) => `{"secret":"${value(n)}"}`, ",\n")}]`,
    ],
    [
      "logins to package servers",
      "DD-SF-012 high",
      "root/.m2/settings.xml",
      `<servers>${many(4_500, (n) => `<server><password>a${n}b</password></server>`, "\n")}</servers>`,
    ],
    [
      "tokens of Composer",
      "DD-SF-012 high",
      "root/auth.json",
      many(200, () => `"bearer":{${many(300, (n) => `"":"a${n}b"`)}}`).slice(0, 65_000),
    ],
    [
      "logins to file servers",
      "DD-SF-014 high",
      "root/.netrc",
      many(13_000, (n) => `password a${n}b`, "\n").slice(0, 256 * 1024),
    ],
    [
      "keys of a VPN",
      "DD-SF-020 high",
      "etc/openvpn/x.ovpn",
      `${"<key>\n".repeat(40_000)}${"\n".repeat(99)}</key>`,
    ],
  ])("of %s the first are looked at, and a gap tells of the rest", async (_, found, path, content) => {
    const result = await look([{ path, content }]);
    expect(lines(result)).toEqual([`${found} ${path} 0`]);
    expect(result.gaps).toEqual([
      {
        kind: "limit",
        where: path,
        by: "sensitive-files",
        reason: `${path} holds more than 200 values that look sensitive; the rest was not looked at.`,
        layer: expect.stringMatching(/^sha256:/),
        category: "sensitive",
      },
    ]);
  });

  test("ends of a VPN's key that never come are looked for once", async () => {
    const content = `${"<key>\n".repeat(40_000)}`;
    expect(lines(await look([{ path: "etc/openvpn/x.ovpn", content }]))).toEqual([]);
  });

  test("the worst of many is told, wherever it stands", async () => {
    const path = "root/.m2/settings.xml";
    const encrypted = many(100, (n) => `<server><password>{${value(n)}}</password></server>`, "\n");
    const content = `<servers>${encrypted}\n<server><password>${LOGIN}</password></server></servers>`;
    const { findings, gaps } = await look([{ path, content }]);
    expect(lines({ findings })).toEqual([`DD-SF-012 high ${path} 0`]);
    expect(byKind(findings)[0]?.evidence[0]).toBe("password of a Maven server, line 101");
    expect(gaps).toEqual([]);
  });
});
