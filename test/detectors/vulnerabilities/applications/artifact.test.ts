import { expect, it } from "vitest";
import { found, look, type Tables } from "../scene.ts";
import { library } from "./library.ts";

const LOG4J = "org.apache.logging.log4j:log4j-core";
const below = (bound: string) => [{ id: `CVE-${bound}`, vulnerableVersions: [`<${bound}`] }];
const jar = (text: string) => library("Maven", text);

it("an artifact that one group alone has in the advisories is taken for that one, and says so", async () => {
  const tables: Tables = { "maven::": { [LOG4J]: below("2.15.0"), "org.x:log4j-core-extras": below("9") } };
  const { findings, gaps } = await look({ os: undefined, tables, packages: [jar("Log4j-core 2.14.1")] });
  expect(gaps).toEqual([]);
  expect(findings.map(({ rule, fixedIn, matchedBy }) => ({ rule, fixedIn, matchedBy }))).toEqual([
    {
      rule: "CVE-2.15.0",
      fixedIn: "2.15.0",
      matchedBy: `maven, maven::; taken for ${LOG4J}, as its group is not known`,
    },
  ]);
  expect(await found({ os: undefined, tables, packages: [jar("log4j-core 2.17.0")] })).toEqual([]);
});

it("of several groups it may be any: a gap, but only if one of them is affected", async () => {
  const tables: Tables = { "maven::": { "a:core": below("2"), "b:core": below("3") } };
  expect(await look({ os: undefined, tables, packages: [jar("core 2.5")] })).toEqual({
    findings: [],
    gaps: [
      {
        kind: "advisory",
        where: "Maven group",
        by: "vulnerabilities",
        reason:
          "It is not known from which Maven group 1 package (core) came, and some groups have advisories on them.",
      },
    ],
  });
  expect(await found({ os: undefined, tables, packages: [jar("core 3.0")] })).toEqual([]);
});

it("an artifact that no advisory names is not affected, whatever its group", async () => {
  const tables: Tables = { "maven::": { [LOG4J]: below("2.15.0") } };
  expect(
    await found({ os: undefined, tables, packages: [jar("mine 1.0"), jar("log4j-core:x 1.0")] }),
  ).toEqual([]);
});
