import { expect, test } from "vitest";
import { changesFor } from "../src/explained-changes.ts";
import type { Finding } from "../src/model/index.ts";
import { explainer } from "../src/policy/index.ts";
import { defaultPolicy, type Policy } from "../src/policy/policy.ts";
import { inLayer, riskOf } from "./support/risk-result.ts";
import { scanResult, someFinding, somePackage, traced } from "./support/scan-result.ts";

const fixable = someFinding({ id: "CVE-1", severity: "high", package: somePackage("a", "1"), fixedIn: "2" });
const own = somePackage("b", "1", { locations: [inLayer("lib/apk/db/installed", 1)] });
const unfixed = someFinding({ id: "CVE-2", severity: "high", package: own });
const low = someFinding({ id: "CVE-3", severity: "low", package: own, fixedIn: "2" });
const denied = someFinding({ id: "CVE-4", severity: "high", package: own, status: "not-affected" });
const key = riskOf("DD-SF-001", { subject: "srv/key", location: inLayer("srv/key", 1) });
const findings = [fixable, unfixed, low, denied, key];
const { image } = scanResult({ image: traced });

function changes(finding: Finding, given: Partial<Policy>): readonly string[] {
  const policy = { ...defaultPolicy(), isDefault: false, ...given };
  const now = new Date("2026-03-10T09:30:00Z");
  const explain = explainer({ findings, policy, now, around: { suppressed: new Map(), remarks: [] } });
  return changesFor(finding, explain(finding), image);
}

const high = [{ severity: "high", count: 1 }] as const;
const accept = ({ fingerprint }: Finding) =>
  `To accept it for a time: drydock waive ${fingerprint.slice(0, 12)} --reason "why" --expires 30d`;

test.each<[string, Finding, Partial<Policy>, readonly string[]]>([
  [
    "an upgrade, or a newer base",
    fixable,
    { block: high },
    [
      "Upgrade a from 1 to 2.",
      "It comes from the base image: a newer one may be without it.",
      accept(fixable),
    ],
  ],
  [
    "no fix",
    unfixed,
    { block: high },
    ["Nobody has fixed it yet; remove b if nothing needs it.", accept(unfixed)],
  ],
  ["advice", key, { block: high }, [key.advice, accept(key)]],
  [
    "fewer of them",
    key,
    { block: [{ severity: "high", count: 2 }] },
    [key.advice, "With 2 findings less, this would not fire: at least 2 of high or worse.", accept(key)],
  ],
  [
    "more of them",
    low,
    { block: [{ severity: "low", count: 6 }] },
    ["With 2 more findings like it, this would fire: at least 6 of low or worse."],
  ],
  [
    "a fix, where the policy ignores what has none",
    unfixed,
    { block: high, ignoreUnfixed: true },
    ["Once there is a fix, it blocks."],
  ],
  ["nothing that the vendor denies", denied, { block: high }, []],
  [
    "the nearest conditions first",
    low,
    {
      block: [
        { severity: "high", count: 1, category: "malware" },
        { severity: "medium", count: 1 },
      ],
    },
    [
      "Not met: medium or worse (for medium or worse).",
      "Not met: high or worse; in malicious samples (for high or worse in malicious samples).",
    ],
  ],
  [
    "the waiver's end",
    fixable,
    { block: high, waivers: [{ id: "CVE-1", reason: "x", expires: "2026-04-01" }] },
    ["Without the waiver it blocks. Blocked by: high or worse."],
  ],
  [
    "nothing, where no rule would block it",
    low,
    { block: high, waivers: [{ id: "CVE-3", reason: "x", expires: "2026-04-01" }] },
    ["Without the waiver it does not block either. No rule of the policy asks for it."],
  ],
])("%s", (_, finding, policy, expected) => expect(changes(finding, policy)).toEqual(expected));
