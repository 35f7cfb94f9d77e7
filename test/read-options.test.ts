import { describe, expect, test } from "vitest";
import { DrydockError } from "../src/errors.ts";
import {
  databaseOptions,
  notifyOptions,
  reportTargets,
  scanOptions,
  statusOptions,
  verifyOptions,
} from "../src/read-options.ts";
import { repairOptions, reportsOnly } from "../src/read-repair-options.ts";

describe("scanOptions", () => {
  test("nothing given", () => {
    expect(scanOptions("app:1.0", {})).toEqual({
      image: "app:1.0",
      insecure: false,
      database: { offline: false, insecure: false },
      policy: [],
      vex: [],
      ignoreFiles: [],
      checks: [],
      malwareRules: [],
      cache: true,
    });
  });

  test("everything given", () => {
    const raw = {
      platform: "linux/arm64",
      insecure: true,
      dockerfile: "build/Dockerfile",
      target: "web",
      "build-arg": ["VERSION=1,2", "FLAGS=-a=b", "EMPTY="],
      db: "./db",
      "java-db": "public",
      offline: true,
      "db-max-age": "7d",
      "fail-on": "Critical",
      "ignore-unfixed": true,
      policy: ["p.yml", "https://example.com/a,b.yml"],
      branch: "main",
      environment: "production",
      epss: "epss.csv.gz",
      kev: "kev.json",
      vex: ["a.json,b.json", "c.json"],
      "ignore-file": [".trivyignore,own/.grype.yaml"],
      checks: "sensitive,-DD-SF-018",
      "malware-rules": ["own.yar"],
      "no-cache": true,
    };
    expect(scanOptions("app:1.0", raw)).toEqual({
      image: "app:1.0",
      platform: "linux/arm64",
      insecure: true,
      build: {
        path: "build/Dockerfile",
        target: "web",
        buildArgs: { VERSION: "1,2", FLAGS: "-a=b", EMPTY: "" },
      },
      database: { db: "./db", javaDb: "public", offline: true, maxAge: 604_800_000, insecure: true },
      failOn: { all: "critical" },
      ignoreUnfixed: true,
      policy: ["p.yml", "https://example.com/a,b.yml"],
      branch: "main",
      environment: "production",
      epss: "epss.csv.gz",
      kev: "kev.json",
      vex: ["a.json", "b.json", "c.json"],
      ignoreFiles: [".trivyignore", "own/.grype.yaml"],
      checks: ["sensitive", "-DD-SF-018"],
      malwareRules: ["own.yar"],
      cache: false,
    });
  });

  test("a Dockerfile alone", () => {
    expect(scanOptions("x", { dockerfile: "Dockerfile" }).build).toEqual({
      path: "Dockerfile",
      buildArgs: {},
    });
  });

  test("a name that objects have is a name like others", () => {
    const { build } = scanOptions("x", { dockerfile: "f", "build-arg": "__proto__=1" });
    expect(Object.entries(build?.buildArgs ?? {})).toEqual([["__proto__", "1"]]);
  });

  test.each([
    [{ target: "web" }, /--target.*no/],
    [{ "build-arg": ["A=1"] }, /--build-arg.*no/],
    [{ dockerfile: "f", "build-arg": ["A"] }, /--build-arg A: there is no value/],
    [{ dockerfile: "f", "build-arg": ["=1"] }, /--build-arg =1: there is no value/],
  ])("%j is refused", (raw, message) => {
    expect(() => scanOptions("x", raw)).toThrow(message);
  });

  test.each(["sev", "none", "high,sev", "secrets=high", "malware="])("--fail-on %j is refused", (value) => {
    expect(() => scanOptions("x", { "fail-on": value })).toThrow(DrydockError);
  });

  test("--fail-on of categories", () => {
    expect(scanOptions("x", { "fail-on": "medium,Instruction=critical" }).failOn).toEqual({
      all: "medium",
      instruction: "critical",
    });
  });

  test.each(["7", "1.5d", "-1d", "9999999d", "d"])("--db-max-age %s is refused", (value) => {
    expect(() => databaseOptions({ "db-max-age": value })).toThrow(/not a duration/);
  });
});

describe("reportTargets", () => {
  test.each([
    [{}, [{ format: "table" }]],
    [{ format: ["json"] }, [{ format: "json" }]],
    [
      { output: ["json=a.json,sarif=b/c.sarif"] },
      [{ format: "table" }, { format: "json", path: "a.json" }, { format: "sarif", path: "b/c.sarif" }],
    ],
    [{ format: ["json"], output: ["json=a.json"] }, [{ format: "json", path: "a.json" }]],
    [
      { format: ["json,sarif"], output: ["out"] },
      [
        { format: "json", folder: "out" },
        { format: "sarif", folder: "out" },
      ],
    ],
    [
      { format: ["table", "json"], output: ["out"] },
      [{ format: "table", folder: "out" }, { format: "json", folder: "out" }, { format: "table" }],
    ],
    [{ format: ["json"], output: ["a=b/c"] }, "error"],
    [{ format: ["json,sarif"] }, "error"],
    [{ format: ["pdf"] }, "error"],
    [{ output: ["one", "two"] }, "error"],
  ])("%j", (raw, expected) => {
    if (expected === "error") expect(() => reportTargets(raw)).toThrow(DrydockError);
    else expect(reportTargets(raw)).toEqual(expected);
  });
});

describe("notifyOptions", () => {
  test.each([
    [{}, { channels: [], on: "always" }],
    [{ notify: ["dingtalk,acr", "dingtalk"] }, { channels: ["dingtalk", "acr"], on: "always" }],
    [
      { notify: "webhook", "notify-on": "blocked" },
      { channels: ["webhook"], on: "blocked" },
    ],
    [
      { notify: "webhook", "notify-on": "new", baseline: "a.json" },
      { channels: ["webhook"], on: "new" },
    ],
    [{ "notify-on": "new" }, { channels: [], on: "new" }],
  ])("case %#", (raw, options) => {
    expect(notifyOptions(raw)).toEqual(options);
  });

  test.each([
    [{ notify: "pigeon" }, '--notify: "pigeon" is not one of dingtalk, webhook, acr.'],
    [{ "notify-on": "never" }, '--notify-on: "never" is not one of always, blocked, new.'],
    [
      { notify: "webhook", "notify-on": "new" },
      "--notify-on new: there is nothing that findings could be new against.",
    ],
  ])("mistake %#", (raw, message) => {
    expect(() => notifyOptions(raw)).toThrow(expect.objectContaining({ code: "USAGE", message }));
  });
});

describe("what is attached", () => {
  test("to attach, and with which key", () => {
    expect(scanOptions("x", { attach: true }).attach).toEqual({});
    expect(scanOptions("x", { attach: true, key: "k.pem" }).attach).toEqual({ key: "k.pem" });
    expect(() => scanOptions("x", { key: "k.pem" })).toThrow(
      /^--key signs what is attached, and nothing is\.$/,
    );
  });

  test("to verify", () => {
    const database = { offline: false, insecure: false };
    expect(verifyOptions("x", {})).toEqual({
      image: "x",
      insecure: false,
      rematch: false,
      database,
      policy: [],
      vex: [],
      ignoreFiles: [],
    });
    const raw = { key: "k.pub", "max-age": "24h", rematch: true, platform: "linux/arm64", policy: "p.yml" };
    expect(verifyOptions("x", { ...raw, "fail-on": "low", "ignore-unfixed": true, vex: "a,b" })).toEqual({
      image: "x",
      platform: "linux/arm64",
      insecure: false,
      key: "k.pub",
      maxAge: 86_400_000,
      rematch: true,
      database,
      failOn: { all: "low" },
      ignoreUnfixed: true,
      policy: ["p.yml"],
      vex: ["a", "b"],
      ignoreFiles: [],
    });
    expect(() => verifyOptions("x", { "max-age": "1y" })).toThrow(/--max-age 1y: not a duration/);
  });

  test("to ask for the status", () => {
    expect(statusOptions("x", {})).toEqual({ image: "x", insecure: false, format: "text" });
    expect(statusOptions("x", { format: "json" }).format).toBe("json");
    expect(() => statusOptions("x", { format: "sarif" })).toThrow(DrydockError);
  });
});

describe("repairs", () => {
  const STANDARD = {
    ...{ dryRun: false, mode: "auto", scope: "fixable", overwrite: "ours", partial: true, required: false },
    ...{ outputs: [], mirrors: {}, allowArchived: false, network: "default" },
  };

  test("without a word, of both commands", () => {
    expect([
      repairOptions({}, "", false),
      scanOptions("a", { fix: "dry-run" }).fix,
      scanOptions("a", {}).fix,
      scanOptions("a", { fix: "off" }).fix,
    ]).toEqual([STANDARD, { ...STANDARD, dryRun: true, gateOn: "original" }, undefined, undefined]);
  });

  test("every word", () => {
    const words = {
      ...{ mode: "build", scope: "blocking", tag: "x", repository: "r.example/y", overwrite: "always" },
      ...{ partial: "no", required: true, "allow-archived": true, network: "host" },
      output: ["oci:a=b", "docker:n:1"],
      mirror: ["debian=https://m.example/debian"],
    };
    const whole = {
      ...{ ...words, output: undefined, mirror: undefined, "allow-archived": undefined },
      ...{ dryRun: true, partial: false, allowArchived: true, gateOn: "fixed" },
      outputs: [
        { kind: "oci", to: "a=b" },
        { kind: "docker", to: "n:1" },
      ],
      mirrors: { debian: "https://m.example/debian" },
    };
    const both = { ...words, output: [...words.output, "reports", "json=r.json"] };
    expect(repairOptions({ ...both, "gate-on": "fixed" }, "", true)).toEqual(whole);
    const prefixed = Object.fromEntries(Object.entries(words).map(([name, value]) => [`fix-${name}`, value]));
    expect(scanOptions("a", { ...prefixed, fix: "dry-run", "gate-on": "fixed" }).fix).toEqual(whole);
    expect(reportTargets(reportsOnly(both))).toContainEqual({ format: "json", path: "r.json" });
  });

  test("archives as they were on a day, or at a time", () => {
    const at = (snapshot: string) =>
      repairOptions({ mode: "graft", snapshot }, "", false).snapshot?.toISOString();
    expect([at("2026-01-31"), at("2026-01-31T12:30:00Z")]).toEqual([
      "2026-01-31T00:00:00.000Z",
      "2026-01-31T12:30:00.000Z",
    ]);
  });

  test.each([
    [
      { fix: "push", "fix-mode": "graft", "fix-snapshot": "2026-02-30" },
      "--fix-snapshot 2026-02-30: this is no date.",
    ],
    [
      { fix: "push", "fix-mode": "graft", "fix-snapshot": "yesterday" },
      "--fix-snapshot yesterday: this is no date.",
    ],
    [
      { fix: "push", "fix-mode": "graft", "fix-snapshot": "2999-01-01" },
      "--fix-snapshot 2999-01-01 is yet to come.",
    ],
    [{ fix: "push", "fix-snapshot": "2026-01-31" }, "--fix-snapshot goes with mode graft alone."],
    [{ fix: "yes" }, '--fix: "yes" is not one of push, dry-run, off.'],
    [{ fix: "push", "fix-mode": "x" }, '--fix-mode: "x" is not one of auto, graft, build.'],
    [{ fix: "push", "fix-mirror": ["debian"] }, "--mirror debian: this is not a name and an address."],
    [
      { fix: "push", "fix-output": ["oci-archve:x"] },
      "--fix-output oci-archve:x: this is no place for an image.",
    ],
    [{ "fix-tag": "x" }, "--fix-tag is about a repair, and none is wanted."],
    [{ "gate-on": "fixed" }, "--gate-on is about a repair, and none is wanted."],
  ])("%j is told: %s", (raw, message) => {
    expect(() => scanOptions("a", raw)).toThrow(expect.objectContaining({ code: "USAGE", message }));
  });
});
