import { describe, expect, test } from "vitest";
import { judge, policyFrom } from "../../src/policy/index.ts";
import type { Waiver } from "../../src/policy/waiver-schema.ts";
import { applyWaivers } from "../../src/policy/waivers.ts";
import { someRisk } from "../support/risks.ts";
import { someFinding, somePackage } from "../support/scan-result.ts";

const openssl = { name: "openssl", version: "1" };
const ssl = someFinding({
  id: "CVE-2024-0001",
  severity: "high",
  package: somePackage("libssl3", "1", { source: openssl }),
  advisory: { aliases: ["GHSA-aaaa-bbbb-cccc", "DSA-1234-1"] },
});
const curl = someFinding({ id: "CVE-2024-0001", severity: "high", package: somePackage("curl", "1") });

function waiver(rest: Partial<Waiver>): Waiver {
  return { id: "CVE-2024-0001", reason: "it is fine", expires: "2027-01-01", ...rest };
}

/** Which of the two findings are waived, and what is remarked. */
function applied(waivers: readonly Waiver[], now = "2026-03-10T23:59:59Z") {
  const { waived, remarks } = applyWaivers([ssl, curl], waivers, { now: new Date(now), images: [] });
  return { waived: [waived.has(ssl), waived.has(curl)], remarks };
}

describe("what a waiver covers", () => {
  test.each<[string, Partial<Waiver>, readonly [boolean, boolean]]>([
    ["an id in all packages", {}, [true, true]],
    ["an id in any case", { id: "cve-2024-0001" }, [true, true]],
    ["an alias", { id: "GHSA-AAAA-bbbb-cccc" }, [true, false]],
    ["one package", { package: "curl" }, [false, true]],
    ["a source package", { package: "openssl" }, [true, false]],
    ["a pattern of packages", { package: "lib*" }, [true, false]],
    ["a package alone", { id: undefined, package: "curl" }, [false, true]],
    ["a source package alone", { id: undefined, package: "openssl" }, [true, false]],
    ["a pattern of packages alone", { id: undefined, package: "*url" }, [false, true]],
    ["a purl", { purl: "pkg:apk/alpine/curl" }, [false, true]],
    ["a purl alone", { id: undefined, purl: "pkg:apk/alpine/libssl3@1" }, [true, false]],
    ["a pattern of purls", { id: undefined, purl: "pkg:apk/*" }, [true, true]],
    ["a path", { path: "lib/**" }, [true, true]],
    ["a path alone", { id: undefined, path: "/lib/apk/db/*" }, [true, true]],
    ["a package and a path", { id: undefined, package: "c*", path: "lib/**" }, [false, true]],
  ])("%s", (_, rest, waived) => {
    expect(applied([waiver(rest)])).toEqual({ waived, remarks: [] });
  });

  test.each<[string, Partial<Waiver>]>([
    ["another package", { package: "bash" }],
    ["part of a name", { package: "cur" }],
    ["part of an id", { id: "CVE-2024-000" }],
    ["a pattern", { id: "CVE-*" }],
    ["another version of a purl", { purl: "pkg:apk/alpine/curl@2*" }],
    ["the beginning of a purl", { id: undefined, purl: "pkg:apk/alpine/cur" }],
    ["a package at another path", { id: undefined, package: "curl", path: "srv/**" }],
  ])("not %s", (_, rest) => {
    expect(applied([waiver(rest)]).waived).toEqual([false, false]);
  });

  test("the first that holds gives the reason", () => {
    const expired = waiver({ expires: "2026-01-01" });
    const good = waiver({ package: "curl" });
    const { waived } = applyWaivers([curl], [expired, good, waiver({})], {
      now: new Date("2026-03-10"),
      images: [],
    });
    expect(waived.get(curl)).toBe(good);
  });
});

describe("what a waiver of a rule covers", () => {
  const key = someRisk({
    rule: "DD-SF-002",
    category: "sensitive",
    subject: "srv/app/key.pem",
    location: { path: "srv/app/key.pem", layer: 1, diffId: `sha256:${"1".repeat(64)}` },
    fingerprint: `0123456789${"a".repeat(54)}`,
  });
  const curlPipe = someRisk({
    rule: "DD-DF-021",
    subject: "RUN curl -s https://x/y |   sh",
    also: ["DD-BL-001"],
  });

  /** Which of the two are waived. */
  function waives(rest: Partial<Waiver>, images: readonly string[] = []) {
    const given = { reason: "fine", expires: "2027-01-01", ...rest };
    const { waived } = applyWaivers([key, curlPipe], [given], { now: new Date("2026-03-10"), images });
    return [waived.has(key), waived.has(curlPipe)];
  }

  test.each<[string, Partial<Waiver>, readonly [boolean, boolean]]>([
    ["a rule everywhere", { rule: "dd-sf-002" }, [true, false]],
    ["a rule of the same fact", { rule: "DD-BL-001" }, [false, true]],
    ["a path", { rule: "DD-SF-002", path: "srv/app/key.pem" }, [true, false]],
    ["a path as people write it", { rule: "DD-SF-002", path: "/srv/**" }, [true, false]],
    ["another path", { rule: "DD-SF-002", path: "srv/*" }, [false, false]],
    ["an instruction", { rule: "DD-DF-021", instruction: "RUN curl -s https://x/y | sh" }, [false, true]],
    ["a pattern of instructions", { rule: "DD-DF-021", instruction: "RUN curl *" }, [false, true]],
    ["another instruction", { rule: "DD-DF-021", instruction: "RUN wget *" }, [false, false]],
    ["an instruction of what has none", { rule: "DD-SF-002", instruction: "RUN *" }, [false, false]],
    ["a path of what has none", { rule: "DD-DF-021", path: "**" }, [false, false]],
    ["a fingerprint", { fingerprint: key.fingerprint }, [true, false]],
    ["its beginning", { fingerprint: "01234567" }, [true, false]],
    ["another fingerprint", { fingerprint: "01234568" }, [false, false]],
    ["a package of what is none", { id: "DD-SF-002", package: "key" }, [false, false]],
  ])("%s", (_, rest, expected) => {
    expect(waives(rest)).toEqual(expected);
  });

  test.each<[string, readonly string[], boolean]>([
    ["registry.example.com/team/app", ["registry.example.com/team/app:1.0"], true],
    ["registry.example.com/team/*", ["docker:registry.example.com/team/app@sha256:00"], true],
    ["registry.example.com/team/app", ["registry:registry.example.com/team/app2:1.0"], false],
    ["app", ["localhost:5000/app:1"], false],
    ["localhost:5000/app", ["x", "localhost:5000/app:1"], true],
    ["app", [], false],
  ])("for images %s, of %j", (images, names, expected) => {
    expect(waives({ rule: "DD-SF-002", images }, names)).toEqual([expected, false]);
  });

  test("one for other images is no remark here", () => {
    const other = { rule: "DD-SF-009", images: "other", reason: "fine", expires: "2027-01-01" };
    expect(applyWaivers([key], [other], { now: new Date("2026-03-10"), images: ["app"] }).remarks).toEqual(
      [],
    );
  });
});

describe("days", () => {
  test.each<[string, string, boolean, readonly string[]]>([
    ["the last moment", "2027-01-01T23:59:59.999Z", true, ["expires today, on 2027-01-01"]],
    ["the next one", "2027-01-02T00:00:00Z", false, ["expired on 2027-01-01: 2 findings no longer waived"]],
    ["a day before", "2026-12-31T12:00:00Z", true, ["expires in 1 day, on 2027-01-01"]],
    ["14 days before", "2026-12-18T00:00:00Z", true, ["expires in 14 days, on 2027-01-01"]],
    ["15 days before", "2026-12-17T23:59:59Z", true, []],
  ])("%s", (_, now, holds, remarks) => {
    expect(applied([waiver({})], now)).toEqual({
      waived: [holds, holds],
      remarks: remarks.map((remark) => `The waiver for CVE-2024-0001 ${remark}.`),
    });
  });
});

test("what matches nothing is named, expired or not", () => {
  const waivers = [
    waiver({ id: "CVE-1", owner: "web" }),
    waiver({ id: "CVE-2", package: "x", expires: "2020-01-01" }),
    waiver({ id: "__proto__" }),
  ];
  expect(applied(waivers)).toEqual({
    waived: [false, false],
    remarks: [
      "The waiver for CVE-1 matched nothing; remove it if the image no longer needs it (owner: web).",
      "The waiver for CVE-2 in x expired on 2020-01-01: it matches nothing; remove it.",
      "The waiver for __proto__ matched nothing; remove it if the image no longer needs it.",
    ],
  });
});

describe("a policy that asks less of waivers", () => {
  const text = (need: string, waivers: string) =>
    `version: 1\nwaivers-need: ${need}\nwaivers: [${waivers}]\n`;

  test("takes them without reason and end, and says so", () => {
    const policy = policyFrom(
      text(
        "{reason: false, expires: false}",
        "{id: CVE-2024-0001, package: curl}, {id: CVE-2024-0001, reason: r}",
      ),
      "drydock.yml",
    );
    const { judged, remarks } = judge([ssl, curl], [], policy, new Date("2026-03-10"));
    expect({ because: judged.map(({ because }) => because), remarks }).toEqual({
      because: ["Waived without an end: r", "Waived without an end: no reason is given"],
      remarks: [
        "drydock.yml: 1 waiver has no reason; the policy allows that.",
        "drydock.yml: 2 waivers have no end; the policy allows that.",
      ],
    });
  });

  test("still wants the other", () => {
    expect(() => policyFrom(text("{expires: false}", "{id: CVE-1}"), "drydock.yml")).toThrow(
      'drydock.yml:3:11: "reason" is missing',
    );
    expect(() => policyFrom(text("{}", "{id: CVE-1, reason: r}"), "drydock.yml")).toThrow(
      'drydock.yml:3:11: "expires" is missing',
    );
  });
});
