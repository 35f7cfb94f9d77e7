import { expect, test } from "vitest";
import { judge, policyFrom } from "../../src/policy/index.ts";
import { NOW } from "../support/scan-result.ts";
import { around, findings } from "./image.ts";

/** A pass begins with all that was found. */
const FOUND =
  "1 critical, 1 high, 2 medium, 1 low, 1 negligible and 1 unrated vulnerabilities, 1 low malicious sample, 1 critical sensitive file, 1 high and 1 medium baseline risks, 1 high and 1 info instruction risks, none that blocks";

interface Rows {
  /** Rules of the findings that block. */
  readonly block: string;
  readonly warn?: string;
  /** What is asked of the registry. */
  readonly actions?: string;
}

/** What stands in the file → what comes of the image in `image.ts`: outcome, reason, and which findings it is about. */
const CASES: [policy: string, outcome: string, reason: string, rows: Rows][] = [
  ["block: []", "pass", "… (policy: nothing blocks)", { block: "" }],
  [
    "block: [{severity: critical}]",
    "blocked",
    "1 critical vulnerability, 1 critical sensitive file (policy: critical)",
    { block: "CVE-2024-0001 DD-SF-002" },
  ],
  [
    "block: [{severity: high}]",
    "blocked",
    "1 critical and 1 high vulnerabilities, 1 critical sensitive file, 1 high baseline risk, 1 high instruction risk (policy: high or worse)",
    { block: "CVE-2024-0001 CVE-2026-0002 DD-SF-002 DD-BL-023 DD-DF-002" },
  ],
  [
    "block: [{severity: high, category: [system, application]}]",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "block: [{severity: medium, category: application}]",
    "blocked",
    "1 medium vulnerability (policy: medium or worse in application vulnerabilities)",
    { block: "CVE-2023-0004" },
  ],
  [
    "block: [{severity: low, category: malware}]",
    "blocked",
    "1 low malicious sample (policy: low or worse in malicious samples)",
    { block: "DD-MW-019" },
  ],
  [
    "block: [{severity: unknown, category: sensitive}]",
    "blocked",
    "1 critical sensitive file (policy: any severity in sensitive files)",
    { block: "DD-SF-002" },
  ],
  [
    "block: [{severity: high, category: baseline}]",
    "blocked",
    "1 high baseline risk (policy: high or worse in baseline risks)",
    { block: "DD-BL-023" },
  ],
  [
    "block: [{severity: negligible, category: instruction}]",
    "blocked",
    "1 high and 1 info instruction risks (policy: negligible or worse in instruction risks)",
    { block: "DD-DF-002 DD-DF-051" },
  ],
  [
    "block: [{severity: [unknown], category: system}]",
    "blocked",
    "1 unrated vulnerability (policy: unknown in system vulnerabilities)",
    { block: "CVE-2020-0007" },
  ],
  [
    "block: [{severity: [high, medium], category: system}]",
    "blocked",
    "1 high and 1 medium vulnerabilities (policy: high or medium in system vulnerabilities)",
    { block: "CVE-2026-0002 CVE-2024-0003" },
  ],
  [
    "block: [{severity: medium, category: system, count: 3}]",
    "blocked",
    "1 critical, 1 high and 1 medium vulnerabilities (policy: at least 3 of medium or worse in system vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003" },
  ],
  [
    "block: [{severity: medium, category: system, count: 4}]",
    "pass",
    "… (policy: at least 4 of medium or worse in system vulnerabilities)",
    { block: "" },
  ],
  [
    "block: [{severity: low, fixable: true}]",
    "blocked",
    "1 critical, 2 medium and 1 low vulnerabilities (policy: low or worse with a fix)",
    { block: "CVE-2024-0001 CVE-2024-0003 CVE-2023-0004 CVE-2022-0005" },
  ],
  [
    "block: [{severity: low, fixable: false}]",
    "blocked",
    "1 high vulnerability (policy: low or worse without a fix)",
    { block: "CVE-2026-0002" },
  ],
  [
    "block: [{severity: low, fixable: true, count: 5}]",
    "pass",
    "… (policy: at least 5 of low or worse with a fix)",
    { block: "" },
  ],
  [
    "block: [{status: will-not-fix}]",
    "blocked",
    "1 high vulnerability (policy: any severity with the status will-not-fix)",
    { block: "CVE-2026-0002" },
  ],
  [
    "block: [{status: [end-of-life, fix-deferred]}]",
    "pass",
    "… (policy: any severity with the status end-of-life or fix-deferred)",
    { block: "" },
  ],
  [
    "block: [{status: fixed, severity: high}]",
    "blocked",
    "1 critical vulnerability (policy: high or worse with the status fixed)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{owner: base}]",
    "blocked",
    "1 critical, 1 medium and 1 unrated vulnerabilities, 1 high baseline risk (policy: any severity of the base image)",
    { block: "CVE-2024-0001 CVE-2024-0003 CVE-2020-0007 DD-BL-023" },
  ],
  [
    "block: [{owner: own, severity: high}]",
    "blocked",
    "1 high vulnerability, 1 critical sensitive file, 1 high instruction risk (policy: high or worse of the image's own)",
    { block: "CVE-2026-0002 DD-SF-002 DD-DF-002" },
  ],
  [
    "block: [{owner: base, category: application}]",
    "pass",
    "… (policy: any severity in application vulnerabilities of the base image)",
    { block: "" },
  ],
  [
    "block: [{layer: 1}]",
    "blocked",
    "1 critical, 1 medium and 1 unrated vulnerabilities, 1 high baseline risk (policy: any severity in layer 1)",
    { block: "CVE-2024-0001 CVE-2024-0003 CVE-2020-0007 DD-BL-023" },
  ],
  ["block: [{layer: 3}]", "pass", "… (policy: any severity in layer 3)", { block: "" }],
  [
    "block: [{package: openssl}]",
    "blocked",
    "1 critical, 1 medium and 1 unrated vulnerabilities (policy: any severity in package openssl)",
    { block: "CVE-2024-0001 CVE-2024-0003 CVE-2020-0007" },
  ],
  [
    'block: [{package: "lib*", severity: critical}]',
    "blocked",
    "1 critical vulnerability (policy: critical in package lib*)",
    { block: "CVE-2024-0001" },
  ],
  ["block: [{package: nginx}]", "pass", "… (policy: any severity in package nginx)", { block: "" }],
  [
    'block: [{purl: "pkg:npm/*"}]',
    "blocked",
    "1 medium vulnerability (policy: any severity in pkg:npm/*)",
    { block: "CVE-2023-0004" },
  ],
  [
    "block: [{purl: pkg:npm/lodash@4.17.1}]",
    "pass",
    "… (policy: any severity in pkg:npm/lodash@4.17.1)",
    { block: "" },
  ],
  [
    'block: [{path: "srv/app/**"}]',
    "blocked",
    "1 medium vulnerability, 1 critical sensitive file (policy: any severity at srv/app/**)",
    { block: "CVE-2023-0004 DD-SF-002" },
  ],
  [
    'block: [{path: "/srv/app/*"}]',
    "blocked",
    "1 critical sensitive file (policy: any severity at /srv/app/*)",
    { block: "DD-SF-002" },
  ],
  ['block: [{path: "opt/**"}]', "pass", "… (policy: any severity at opt/**)", { block: "" }],
  [
    "block: [{rule: [CVE-2024-0001, CVE-2000-1]}]",
    "blocked",
    "1 critical vulnerability (policy: any severity by CVE-2024-0001 or CVE-2000-1)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{rule: ghsa-aaaa-bbbb-cccc}]",
    "blocked",
    "1 critical vulnerability (policy: any severity by ghsa-aaaa-bbbb-cccc)",
    { block: "CVE-2024-0001" },
  ],
  [
    'block: [{rule: "DD-BL-*"}]',
    "blocked",
    "1 high and 1 medium baseline risks (policy: any severity by DD-BL-*)",
    { block: "DD-BL-023 DD-BL-077" },
  ],
  ["block: [{rule: CVE-2019-0008}]", "pass", "… (policy: any severity by CVE-2019-0008)", { block: "" }],
  [
    "block: [{cwe: CWE-787}]",
    "blocked",
    "1 critical vulnerability (policy: any severity of CWE-787)",
    { block: "CVE-2024-0001" },
  ],
  ["block: [{cwe: [79, 89]}]", "pass", "… (policy: any severity of CWE-79 or CWE-89)", { block: "" }],
  [
    "block: [{cvss: {min: 9}, severity: low}]",
    "blocked",
    "1 critical vulnerability (policy: low or worse with a CVSS score of 9 or more)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{cvss: {min: 9.9}, severity: low}]",
    "pass",
    "… (policy: low or worse with a CVSS score of 9.9 or more)",
    { block: "" },
  ],
  [
    "block: [{cvss: {vector: {AV: N, C: H}}, severity: critical}]",
    "blocked",
    "1 critical vulnerability (policy: critical with AV:N and C:H in its CVSS vector)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{cvss: {min: 9}}]",
    "blocked",
    "1 critical vulnerability (policy: any severity with a CVSS score of 9 or more)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{epss: {min: 0.5}}]",
    "blocked",
    "1 critical vulnerability (policy: any severity with an EPSS score of 0.5 or more)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{epss: {min: 0.95}}]",
    "pass",
    "… (policy: any severity with an EPSS score of 0.95 or more)",
    { block: "" },
  ],
  [
    "block: [{kev: true}]",
    "blocked",
    "1 critical vulnerability (policy: any severity known to be exploited)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{kev: false, severity: high}]",
    "blocked",
    "1 high vulnerability (policy: high or worse not known to be exploited)",
    { block: "CVE-2026-0002" },
  ],
  [
    "block: [{published-before: 2020-01-01}]",
    "pass",
    "… (policy: any severity published before 2020-01-01)",
    { block: "" },
  ],
  [
    "block: [{age: 30d, severity: high}]",
    "blocked",
    "1 critical vulnerability (policy: high or worse published 30 days ago or earlier)",
    { block: "CVE-2024-0001" },
  ],
  [
    "block: [{age: 14d, severity: high, category: system, fixable: false}]",
    "blocked",
    "1 high vulnerability (policy: high or worse without a fix in system vulnerabilities published 14 days ago or earlier)",
    { block: "CVE-2026-0002" },
  ],
  [
    "block: [{age: 30d, fixable: false, severity: high}]",
    "pass",
    "… (policy: high or worse without a fix published 30 days ago or earlier)",
    { block: "" },
  ],
  [
    "block: [{fix-age: 30d, severity: high}]",
    "blocked",
    "1 critical vulnerability (policy: high or worse with a fix for 30 days or longer)",
    { block: "CVE-2024-0001" },
  ],
  [
    'block: [{licence: "AGPL-*"}]',
    "blocked",
    "1 medium vulnerability (policy: any severity under AGPL-*)",
    { block: "CVE-2023-0004" },
  ],
  ["block: [{licence: [MIT, ISC]}]", "pass", "… (policy: any severity under MIT or ISC)", { block: "" }],
  [
    'block: [{image: "registry.example/prod/**", severity: critical, category: system}]',
    "blocked",
    "1 critical vulnerability (policy: critical in system vulnerabilities in the image registry.example/prod/**)",
    { block: "CVE-2024-0001" },
  ],
  [
    'block: [{image: "**:dev-*", severity: critical}]',
    "pass",
    "… (policy: critical in the image **:dev-*)",
    { block: "" },
  ],
  [
    'block: [{branch: [main, "release/*"], severity: critical, category: system}]',
    "blocked",
    "1 critical vulnerability (policy: critical in system vulnerabilities on main or release/*)",
    { block: "CVE-2024-0001" },
  ],
  ["block: [{branch: main, severity: critical}]", "pass", "… (policy: critical on main)", { block: "" }],
  [
    "block: [{environment: production, severity: critical, category: system}]",
    "blocked",
    "1 critical vulnerability (policy: critical in system vulnerabilities for production)",
    { block: "CVE-2024-0001" },
  ],
  [
    'block: [{environment: "review/*", severity: critical}]',
    "pass",
    "… (policy: critical for review/*)",
    { block: "" },
  ],
  [
    "block: [{new: true, severity: high}]",
    "blocked",
    "1 high vulnerability, 1 critical sensitive file (policy: high or worse that is new)",
    { block: "CVE-2026-0002 DD-SF-002" },
  ],
  [
    "block: [{new: true, category: malware}]",
    "pass",
    "… (policy: any severity in malicious samples that is new)",
    { block: "" },
  ],
  [
    "block: [{all: [{severity: high}, {owner: own}, {category: [system]}]}]",
    "blocked",
    "1 high vulnerability (policy: high or worse, and of the image's own, and in system vulnerabilities)",
    { block: "CVE-2026-0002" },
  ],
  [
    "block: [{any: [{kev: true}, {category: malware}]}]",
    "blocked",
    "1 critical vulnerability, 1 low malicious sample (policy: either known to be exploited or in malicious samples)",
    { block: "CVE-2024-0001 DD-MW-019" },
  ],
  [
    "block: [{severity: high, not: {category: [baseline, instruction, sensitive]}}]",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: high or worse, but not (in instruction risks, baseline risks or sensitive files))",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "block: [{severity: medium, any: [{fixable: true}, {category: sensitive}], not: {all: [{owner: base}, {kev: false}]}}]",
    "blocked",
    "1 critical and 1 medium vulnerabilities, 1 critical sensitive file (policy: medium or worse, and either with a fix or in sensitive files, but not (of the base image, and not known to be exploited))",
    { block: "CVE-2024-0001 CVE-2023-0004 DD-SF-002" },
  ],
  [
    "block: [{name: nothing fixable, severity: medium, fixable: true, count: 3, message: Upgrade before you push.}]",
    "blocked",
    "1 critical and 2 medium vulnerabilities (policy: nothing fixable: at least 3 of medium or worse with a fix): Upgrade before you push.",
    { block: "CVE-2024-0001 CVE-2024-0003 CVE-2023-0004" },
  ],
  [
    "block: [{severity: critical, category: malware}, {severity: high, category: baseline}, {rule: DD-DF-002}]",
    "blocked",
    "1 high baseline risk, 1 high instruction risk (policy: high or worse in baseline risks; any severity by DD-DF-002)",
    { block: "DD-BL-023 DD-DF-002" },
  ],
  [
    "block: [{severity: high, count: 99, name: many}]\nwarn: [{severity: critical, name: worst}]",
    "pass",
    "… (policy: many: at least 99 of high or worse)",
    { block: "", warn: "CVE-2024-0001 DD-SF-002" },
  ],
  [
    "block: [{severity: critical, category: system}]\nwarn: [{severity: high}]",
    "blocked",
    "1 critical vulnerability (policy: critical in system vulnerabilities)",
    { block: "CVE-2024-0001", warn: "CVE-2026-0002 DD-SF-002 DD-BL-023 DD-DF-002" },
  ],
  ["block: []\nwarn: [{severity: low, count: 99}]", "pass", "… (policy: nothing blocks)", { block: "" }],
  [
    "block: [{severity: critical, category: system, action: retag}, {category: malware, action: delete-tag}, {severity: high, action: block}]",
    "blocked",
    "1 critical and 1 high vulnerabilities, 1 low malicious sample, 1 critical sensitive file, 1 high baseline risk, 1 high instruction risk (policy: critical in system vulnerabilities; any severity in malicious samples; and 1 more)",
    {
      block: "CVE-2024-0001 CVE-2026-0002 DD-SF-002 DD-MW-019 DD-BL-023 DD-DF-002",
      actions: "retag delete-tag",
    },
  ],
  [
    "block: [{severity: critical, count: 9, action: retag}]",
    "pass",
    "… (policy: at least 9 of critical)",
    { block: "" },
  ],
  [
    "chain: {IssueLevel: HIGH}",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "chain: {IssueLevel: MEDIUM}",
    "blocked",
    "1 critical, 1 high and 2 medium vulnerabilities (policy: chain: IssueLevel: medium or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004" },
  ],
  [
    "chain: {IssueLevel: LOW}",
    "blocked",
    "1 critical, 1 high, 2 medium and 1 low vulnerabilities (policy: chain: IssueLevel: low or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004 CVE-2022-0005" },
  ],
  [
    "chain: {IssueLevel: UNKNOWN}",
    "blocked",
    "1 critical, 1 high, 2 medium, 1 low and 1 unrated vulnerabilities (policy: chain: IssueLevel: unknown, low, medium, high or critical in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004 CVE-2022-0005 CVE-2020-0007" },
  ],
  [
    'chain: {IssueCount: "6"}',
    "blocked",
    "1 critical, 1 high, 2 medium, 1 low and 1 unrated vulnerabilities (policy: chain: IssueCount: at least 6 of unknown, low, medium, high or critical in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004 CVE-2022-0005 CVE-2020-0007" },
  ],
  [
    "chain: {IssueCount: 7}",
    "pass",
    "… (policy: chain: IssueCount: at least 7 of unknown, low, medium, high or critical in vulnerabilities)",
    { block: "" },
  ],
  [
    "chain: {IssueCount: 0}",
    "blocked",
    "1 critical, 1 high, 2 medium, 1 low and 1 unrated vulnerabilities (policy: chain: IssueCount: unknown, low, medium, high or critical in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004 CVE-2022-0005 CVE-2020-0007" },
  ],
  [
    'chain: {IssueLevel: HIGH, IssueCount: "2", Logic: AND}',
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel and IssueCount: at least 2 of high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    'chain: {IssueLevel: HIGH, IssueCount: "3", Logic: AND}',
    "pass",
    "… (policy: chain: IssueLevel and IssueCount: at least 3 of high or worse in vulnerabilities)",
    { block: "" },
  ],
  [
    'chain: {IssueLevel: HIGH, IssueCount: "3", Logic: OR}',
    "blocked",
    "1 critical, 1 high, 2 medium, 1 low and 1 unrated vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities; chain: IssueCount: at least 3 of unknown, low, medium, high or critical in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004 CVE-2022-0005 CVE-2020-0007" },
  ],
  [
    'chain: {IssueLevel: HIGH, IssueCount: "3"}',
    "pass",
    "… (policy: chain: IssueLevel and IssueCount: at least 3 of high or worse in vulnerabilities)",
    { block: "" },
  ],
  [
    'chain: {IssueLevel: MEDIUM, IssueCount: "4", Logic: AND}',
    "blocked",
    "1 critical, 1 high and 2 medium vulnerabilities (policy: chain: IssueLevel and IssueCount: at least 4 of medium or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002 CVE-2024-0003 CVE-2023-0004" },
  ],
  [
    'chain: {IssueLevel: HIGH, IssueCount: "99", Logic: OR}',
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "chain: {IssueLevel: HIGH, Logic: OR}",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "chain: {IssueCount: 7, Logic: AND}",
    "pass",
    "… (policy: chain: IssueCount: at least 7 of unknown, low, medium, high or critical in vulnerabilities)",
    { block: "" },
  ],
  [
    'chain: {IssueList: "CVE-2024-0001,CVE-2000-1"}',
    "blocked",
    "1 critical vulnerability (policy: chain: IssueList: any severity by CVE-2024-0001 or CVE-2000-1)",
    { block: "CVE-2024-0001" },
  ],
  [
    "chain: {IssueList: CVE-2000-1}",
    "pass",
    "… (policy: chain: IssueList: any severity by CVE-2000-1)",
    { block: "" },
  ],
  [
    'chain: {IssueList: CVE-2024-0003, IssueLevel: HIGH, IssueCount: "99", Logic: AND}',
    "blocked",
    "1 medium vulnerability (policy: chain: IssueList: any severity by CVE-2024-0003)",
    { block: "CVE-2024-0003" },
  ],
  [
    'chain: {MaliciousList: "mutate_cockhorse,abnormal_program"}',
    "blocked",
    "1 low malicious sample (policy: chain: MaliciousList: unknown, low, medium, high or critical in malicious samples)",
    { block: "DD-MW-019" },
  ],
  [
    "chain: {BaselineList: identification}",
    "blocked",
    "1 high baseline risk (policy: chain: BaselineList: unknown, low, medium, high or critical by DD-BL-02? in baseline risks)",
    { block: "DD-BL-023" },
  ],
  [
    "chain: {BaselineList: hc_image_exploit}",
    "blocked",
    "1 medium baseline risk (policy: chain: BaselineList: unknown, low, medium, high or critical by DD-BL-07?, DD-BL-08? or DD-BL-09? in baseline risks)",
    { block: "DD-BL-077" },
  ],
  [
    'chain: {BaselineList: "identification,some_other_class"}',
    "blocked",
    "1 high and 1 medium baseline risks (policy: chain: BaselineList: unknown, low, medium, high or critical in baseline risks)",
    { block: "DD-BL-023 DD-BL-077" },
  ],
  [
    "chain: {IssueLevel: HIGH, Action: BLOCK}",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "chain: {IssueLevel: HIGH, Action: BLOCK_RETAG}",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002", actions: "retag" },
  ],
  [
    "chain: {IssueLevel: HIGH, Action: BLOCK_DELETE_TAG}",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel: high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002", actions: "delete-tag" },
  ],
  [
    "chain: {IssueList: CVE-2000-1, Action: BLOCK_DELETE_TAG}",
    "pass",
    "… (policy: chain: IssueList: any severity by CVE-2000-1)",
    { block: "" },
  ],
  [
    "chain: {issue_level: HIGH, issue_count: 2, logic: AND, action: BLOCK_RETAG}",
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel and IssueCount: at least 2 of high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002", actions: "retag" },
  ],
  [
    'chain: {issueLevel: HIGH, issueCount: "2", logic: AND, action: BLOCK, issueList: "", maliciousList: "", baselineList: ""}',
    "blocked",
    "1 critical and 1 high vulnerabilities (policy: chain: IssueLevel and IssueCount: at least 2 of high or worse in vulnerabilities)",
    { block: "CVE-2024-0001 CVE-2026-0002" },
  ],
  [
    "block: [{category: malware}]\nchain: {IssueList: CVE-2000-1}",
    "blocked",
    "1 low malicious sample (policy: any severity in malicious samples)",
    { block: "DD-MW-019" },
  ],
];

test.each(CASES)("%s", (text, outcome, reason, rows) => {
  const policy = policyFrom(`version: 1\n${text}\n`, "drydock.yml");
  const verdict = judge(findings, [], policy, NOW, around);
  const named = (action: string) =>
    verdict.judged.flatMap((row) => (row.action === action ? [row.finding.rule] : [])).join(" ");
  expect({
    outcome: verdict.outcome,
    reason: verdict.reason.replace(FOUND, "…"),
    rows: { block: named("block"), warn: named("warn"), actions: verdict.actions.join(" ") },
  }).toEqual({ outcome, reason, rows: { warn: "", actions: "", ...rows } });
});

test("the table is as long as it is meant to be", () => {
  expect(CASES.length).toBeGreaterThanOrEqual(100);
});
