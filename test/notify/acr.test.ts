import { describe, expect, test } from "vitest";
import type { ScanResult } from "../../src/model/index.ts";
import { acr } from "../../src/notify/acr.ts";
import { acrNameOf } from "../../src/notify/acr-name.ts";
import { noticeOf } from "../../src/notify/notice.ts";
import { hostileResult, scanResult } from "../support/scan-result.ts";
import { delivery, NOW, result } from "./made.ts";

const url = new URL("https://hooks.example/acr");
const eventOf = (of: ScanResult, env = {}) =>
  JSON.parse(acr.letter(delivery(noticeOf(of, env)), { url, env }, NOW).body);

test("the whole event, as Container Registry sends it", () => {
  const env = { DRYDOCK_ACR_INSTANCE_ID: "cri-4jga79lyszik", DRYDOCK_ACR_REPO_ID: "crr-8441203b7uzi" };
  const { image } = result;
  const reference = "registry:sirong-registry.cn-hangzhou.cr.aliyuncs.com/scan/mix-vuls:1.0";
  const letter = acr.letter(
    delivery(noticeOf({ ...result, image: { ...image, reference } }, env)),
    { url, secret: "s3cret", env },
    NOW,
  );
  expect({ ...letter, body: JSON.parse(letter.body) }).toEqual({
    url,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "X-Drydock-Event": "cr:Artifact:ScanCompleted",
      "X-Drydock-Delivery": "7b6f1c9e-0000-4000-8000-000000000001",
      "X-Drydock-Timestamp": "1773135015",
      "X-Drydock-Signature-256": expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    },
    body: {
      id: "7b6f1c9e-0000-4000-8000-000000000001",
      source: "acs.cr",
      specversion: "1.0",
      type: "cr:Artifact:ScanCompleted",
      subject: "acs.cr:cn-hangzhou:cri-4jga79lyszik:crr-8441203b7uzi",
      time: "2026-03-10T09:30:00.000Z",
      datacontenttype: "application/json",
      data: {
        RegionId: "cn-hangzhou",
        InstanceId: "cri-4jga79lyszik",
        InstanceName: "sirong",
        RepoId: "crr-8441203b7uzi",
        RepoNamespaceName: "scan",
        RepoName: "mix-vuls",
        Tag: "1.0",
        ImageUpdate: "2026-03-01 00:00:00",
        Status: "COMPLETE",
        HighSeverity: 2,
        MediumSeverity: 0,
        LowSeverity: 1,
        UnknownSeverity: 0,
        TotalSeverity: 3,
      },
    },
  });
});

describe("a scan that did not see everything is not complete", () => {
  const clean = scanResult({ findings: [], gaps: [] });
  const checked = { categories: ["malware"], profile: "default" } as const;
  test.each([
    ["nothing found", clean, "COMPLETE"],
    ["something could not be told", scanResult({ findings: [] }), "FAILED"],
    ["nobody looked for vulnerabilities", { ...clean, checked }, "FAILED"],
  ])("%s", (_, made, status) => {
    const { Status, TotalSeverity } = eventOf(made).data;
    expect([Status, TotalSeverity]).toEqual([status, 0]);
  });
});

test("an image that tells no time, or nonsense, has that of the scan", () => {
  const { created: _, ...image } = result.image;
  expect(eventOf({ ...result, image }).data.ImageUpdate).toBe("2026-03-10 09:30:00");
  expect(eventOf(hostileResult()).data.ImageUpdate).toBe("2026-03-10 09:30:00");
});

describe("names", () => {
  const empty = { RegionId: "", InstanceId: "", InstanceName: "", RepoId: "" };
  const shanghai = { ...empty, RegionId: "cn-shanghai" };
  test.each([
    [
      `team-x-registry-vpc.cn-shanghai.cr.aliyuncs.com/a/b/c@sha256:${"0".repeat(64)}`,
      [],
      { ...shanghai, InstanceName: "team-x", RepoNamespaceName: "a/b", RepoName: "c", Tag: "" },
    ],
    [
      "registry.cn-shanghai.aliyuncs.com/a/b",
      [],
      { ...shanghai, RepoNamespaceName: "a", RepoName: "b", Tag: "latest" },
    ],
    [
      "registry-vpc.cn-shanghai.aliyuncs.com/a/b:2",
      [],
      { ...shanghai, RepoNamespaceName: "a", RepoName: "b", Tag: "2" },
    ],
    ["docker:app:1.0", [], { ...empty, RepoNamespaceName: "library", RepoName: "app", Tag: "1.0" }],
    [
      "docker-archive:./app.tar",
      ["latest", "team/app:3"],
      { ...empty, RepoNamespaceName: "team", RepoName: "app", Tag: "3" },
    ],
    ["./app.tar", [], { ...empty, RepoNamespaceName: "", RepoName: "./app.tar", Tag: "" }],
  ])("%s", (reference, names, name) => {
    expect(acrNameOf({ ...result.image, reference, names }, {})).toEqual(name);
  });

  test("the environment knows better, behind a host name of one's own", () => {
    const env = {
      DRYDOCK_ACR_REGION_ID: "cn-beijing",
      DRYDOCK_ACR_INSTANCE_ID: "cri-1",
      DRYDOCK_ACR_INSTANCE_NAME: "prod",
      DRYDOCK_ACR_REPO_ID: "crr-1",
    };
    expect(acrNameOf(result.image, env)).toEqual({
      RegionId: "cn-beijing",
      InstanceId: "cri-1",
      InstanceName: "prod",
      RepoId: "crr-1",
      RepoNamespaceName: "team",
      RepoName: "app",
      Tag: "1.2",
    });
  });
});
