import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { dingtalk } from "../../src/notify/dingtalk.ts";
import { noticeOf } from "../../src/notify/notice.ts";
import { hostileResult, manyFindings, scanResult, someFinding, somePackage } from "../support/scan-result.ts";
import { describeWith } from "../support/tools.ts";
import { delivery, NOW, nasty, result } from "./made.ts";

const url = new URL("https://oapi.dingtalk.com/robot/send?access_token=0123abcd");
const secret = "SECf00/+= ü";
const letterOf = (notice = noticeOf(result, {})) => dingtalk.letter(delivery(notice), { url, env: {} }, NOW);
const textOf = (body: string): string => JSON.parse(body).markdown.text;

test("the whole message", () => {
  const isNew = (finding: { readonly rule: string }) => finding.rule !== "CVE-2024-0001";
  const letter = letterOf(noticeOf(result, { CI_JOB_URL: "https://ci.example/jobs/7" }, isNew));
  expect({ ...letter, url: letter.url.href, body: JSON.parse(letter.body) }).toEqual({
    url: "https://oapi.dingtalk.com/robot/send?access_token=0123abcd",
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: {
      msgtype: "markdown",
      markdown: {
        title: "drydock: BLOCKED registry.example:5000/team/app:1.2",
        text: [
          "### drydock: BLOCKED",
          "",
          "**registry.example:5000/team/app:1.2**",
          "",
          "> 2 critical vulnerabilities, 1 critical sensitive file \\(policy: high or worse\\)",
          "",
          "- Alpine Linux v3.19, linux/arm64/v8",
          `- ${result.image.digest}`,
          "",
          "- system vulnerabilities: 2 critical, 1 negligible",
          "- sensitive files: 1 critical",
          "- new: 2",
          "",
          "**Worst findings**",
          "",
          "- **critical** DD-SF-001 SSH private key: root/.ssh/id\\_rsa, new, blocks",
          "- **critical** CVE-2024-0001 in libcrypto3, libssl3 3.1.4-r5 → 3.1.4-r6, blocks",
          "- **negligible** CVE-2024-0003 in busybox 1.36.1-r15 (no fix), new",
          "",
          "[Open the job](https://ci.example/jobs/7)",
        ].join("\n"),
      },
    },
  });
});

test("a clean image, and one of which something could not be told", () => {
  const clean = scanResult({ findings: [], gaps: [], image: { reference: "docker:app" } });
  expect(
    textOf(letterOf(noticeOf(clean, {})).body)
      .split("\n\n")
      .slice(0, 3),
  ).toEqual(["### drydock: PASS", "**docker:app**", expect.stringContaining("> nothing found")]);
  expect(textOf(letterOf(noticeOf(scanResult({ findings: [] }), {})).body)).toMatch(
    /^### drydock: UNPROVEN\n[\s\S]*\n- could not be told: 2$/,
  );
});

describeWith(["python3"], "the signature", () => {
  /** The example of DingTalk's documentation, with the time and the secret as arguments. */
  const PUBLISHED = `
import base64, hashlib, hmac, sys, urllib.parse
timestamp, secret = sys.argv[1:]
string_to_sign = '{}\\n{}'.format(timestamp, secret)
code = hmac.new(secret.encode('utf-8'), string_to_sign.encode('utf-8'), digestmod=hashlib.sha256).digest()
print(urllib.parse.quote_plus(base64.b64encode(code)))`;

  test.each([0, 1, 2, 3, 4, 5, 6, 7])("is the one that Python makes, second %i", (second) => {
    const now = new Date(NOW.getTime() + second * 1000);
    const timestamp = String(now.getTime());
    const sign = execFileSync("python3", ["-c", PUBLISHED, timestamp, secret], {
      encoding: "utf8",
      env: { ...process.env, PYTHONUTF8: "1" },
    }).trim();
    const letter = dingtalk.letter(delivery(), { url, secret, env: {} }, now);
    expect(letter.url.href).toBe(`${url.href}&timestamp=${timestamp}&sign=${sign}`);
  });
});

test("an address with an old signature in it loses that", () => {
  const old = new URL(`${url.href}&timestamp=1&sign=old&timestamp=2`);
  const unsigned = dingtalk.letter(delivery(), { url: old, env: {} }, NOW);
  expect(unsigned.url.href).toBe(url.href);
  const signed = dingtalk.letter(delivery(), { url: old, secret, env: {} }, NOW);
  expect([...signed.url.searchParams.keys()]).toEqual(["access_token", "timestamp", "sign"]);
  expect(old.searchParams.getAll("timestamp")).toEqual(["1", "2"]);
});

describe("size", () => {
  test("of 10,000 findings twenty are named, and all are counted", () => {
    const { body } = letterOf(noticeOf(scanResult({ findings: manyFindings(10_000) }), {}));
    const text = textOf(body);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(text.match(/^- \*\*critical\*\* CVE-/gm)).toHaveLength(20);
    expect(text).toMatch(/\nand 9980 more$/);
  });

  test("with the longest and worst of texts everywhere it is within 20,000 bytes, and whole", () => {
    const worst = Array.from({ length: 10_000 }, (_, i) =>
      someFinding({ id: `${i}${nasty}`, severity: "critical", package: somePackage(`${i}${nasty}`, nasty) }),
    );
    const made = scanResult({
      findings: worst,
      image: {
        reference: nasty,
        platform: { os: nasty, architecture: nasty },
        os: { family: nasty, version: nasty, prettyName: nasty },
      },
    });
    const hard = { ...made, verdict: { ...made.verdict, reason: nasty } };
    const { body } = letterOf(noticeOf(hard, { CI_JOB_URL: `https://ci.example/${"(".repeat(150)}` }));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    const shown = textOf(body).match(/^- \*\*critical\*\*/gm) ?? [];
    expect(shown.length).toBeGreaterThan(0);
    expect(textOf(body)).toContain(`\nand ${10_000 - shown.length} more\n`);
    expect(body).not.toContain("\ufffd");
  });
});

test("what an image says is neither markup nor a link, a mention or a command", () => {
  const text = textOf(letterOf(noticeOf(hostileResult(), {})).body);
  const links = scanResult({
    findings: [
      someFinding({
        id: "CVE-1",
        severity: "high",
        package: somePackage("![x](https://evil.example/a.png)", "1 dingtalk://x www.evil.example\n# big"),
      }),
    ],
  });
  const linked = textOf(letterOf(noticeOf(links, {})).body);
  for (const one of [text, linked]) {
    expect(one).not.toMatch(/\w:\/\/|www\.|@\w|<|(?<!\\)[[\]]|[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(one.split("\n").filter((line) => line.startsWith("#"))).toEqual(["### drydock: BLOCKED"]);
  }
  expect(linked).toContain(
    "- **high** CVE-1 in \\!\\[x\\]\\(https:\u200b//evil.example/a.png\\) 1 dingtalk:\u200b//x www\u200b.evil.example \\# big (no fix), blocks",
  );
});

test.each([
  ['{"errcode":0,"errmsg":"ok"}', undefined],
  ['{"errcode":-1,"errmsg":"busy"}', { why: "errcode -1: busy", isPassing: true }],
  ['{"errcode":43004}', { why: "errcode 43004", isPassing: false }],
  [
    '{"errcode":310000,"errmsg":"sign not match"}',
    {
      why: "errcode 310000: keyword, signature or address do not match the robot's security settings (sign not match)",
      isPassing: false,
    },
  ],
  [
    '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}',
    {
      why: "errcode 130101: more than 20 messages in a minute, after which a robot is silent for some ten minutes (send too fast, exceed 20 times per minute)",
      isPassing: false,
    },
  ],
  ["<html>", { why: "the answer is not a robot's", isPassing: false }],
  ["null", { why: "the answer is not a robot's", isPassing: false }],
  ['{"errcode":"0"}', { why: "the answer is not a robot's", isPassing: false }],
])("the answer %s", (body, refusal) => {
  expect(dingtalk.refusalIn?.(body)).toEqual(refusal);
});
