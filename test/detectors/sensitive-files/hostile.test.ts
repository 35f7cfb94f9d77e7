import { describe, expect, test } from "vitest";
import { PKCS8, pem, random } from "./cases/case.ts";
import { lines, look } from "./look.ts";

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
});
