import { describe, expect, test } from "vitest";
import type { Waiver } from "../../src/policy/schema.ts";
import { applyWaivers } from "../../src/policy/waivers.ts";
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
  const { waived, remarks } = applyWaivers([ssl, curl], waivers, new Date(now));
  return { waived: [waived.has(ssl), waived.has(curl)], remarks };
}

describe("what a waiver covers", () => {
  test.each<[string, Partial<Waiver>, readonly [boolean, boolean]]>([
    ["an id in all packages", {}, [true, true]],
    ["an id in any case", { id: "cve-2024-0001" }, [true, true]],
    ["an alias", { id: "GHSA-AAAA-bbbb-cccc" }, [true, false]],
    ["one package", { package: "curl" }, [false, true]],
    ["a source package", { package: "openssl" }, [true, false]],
  ])("%s", (_, rest, waived) => {
    expect(applied([waiver(rest)])).toEqual({ waived, remarks: [] });
  });

  test.each<[string, Partial<Waiver>]>([
    ["another package", { package: "bash" }],
    ["part of a name", { package: "cur" }],
    ["part of an id", { id: "CVE-2024-000" }],
    ["a pattern", { id: "CVE-*" }],
  ])("not %s", (_, rest) => {
    expect(applied([waiver(rest)]).waived).toEqual([false, false]);
  });

  test("the first that holds gives the reason", () => {
    const expired = waiver({ expires: "2026-01-01" });
    const good = waiver({ package: "curl" });
    const { waived } = applyWaivers([curl], [expired, good, waiver({})], new Date("2026-03-10"));
    expect(waived.get(curl)).toBe(good);
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
