import type { Delivery, Notice } from "../../src/notify/notice.ts";
import { noticeOf } from "../../src/notify/notice.ts";
import { riskOf } from "../support/risk-result.ts";
import { scanResult, someFinding, somePackage } from "../support/scan-result.ts";

export const NOW = new Date("2026-03-10T09:30:15.250Z");

/** One finding that blocks, in two packages, one without a fix, a waived one, and one that its vendor denies. */
export const result = scanResult({
  findings: [
    ...["libcrypto3", "libssl3"].map((name) =>
      someFinding({
        id: "CVE-2024-0001",
        severity: "critical",
        title: `${name}: overflow`,
        fixedIn: "3.1.4-r6",
        package: somePackage(name, "3.1.4-r5"),
      }),
    ),
    someFinding({ id: "CVE-2024-0003", severity: "negligible" }),
    someFinding({ id: "CVE-2023-9999", severity: "high", package: somePackage("curl", "8.5.0-r0") }),
    someFinding({ id: "CVE-2023-7777", severity: "high", status: "not-affected" }),
    riskOf("DD-SF-001", { subject: "root/.ssh/id_rsa" }),
  ],
  gaps: [],
  checked: { categories: ["system", "application", "sensitive"], profile: "default" },
});

export function delivery(notice: Notice = noticeOf(result, {})): Delivery {
  return { ...notice, id: "7b6f1c9e-0000-4000-8000-000000000001" };
}

/** As a program that knows nothing of drydock would have them: names of the longest and worst kind. */
export const nasty = "\u202e](http://evil.example/x)[**@all**\u{e0041}<b>".repeat(40);
