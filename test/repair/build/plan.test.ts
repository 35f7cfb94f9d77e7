import { expect, test } from "vitest";
import type { Image, Package } from "../../../src/model/index.ts";
import { dockerfileOf, proxyArguments } from "../../../src/repair/build/dockerfile.ts";
import { managerIn } from "../../../src/repair/build/managers.ts";
import { buildPlan } from "../../../src/repair/build/plan.ts";
import type { RepairTask, RootEntry } from "../../../src/repair/model.ts";

const configOf = (config: object) => ({ document: { config } }) as unknown as Image["config"];

test.each([
  [{}, false],
  [{ User: "" }, false],
  [{ User: "0:0" }, false],
  [{ User: "root" }, false],
  [{ User: "1000" }, true],
  [{ User: "app:app" }, true],
])("as root, which %j asks for or not; the shell's signs are the shell's alone", (config, needsUser) => {
  const text = dockerfileOf("base:1", 'a "$b"; c', configOf(config));
  expect(text).toBe(`FROM base:1\n${needsUser ? "USER 0:0\n" : ""}RUN ["/bin/sh","-euc","a \\"$b\\"; c"]\n`);
});

test("proxies, in both spellings, and nothing else of the environment", () => {
  const env = { HTTPS_PROXY: "http://p:1", no_proxy: "x", SECRET: "s", http_proxy: "" };
  expect(proxyArguments(env)).toEqual({ HTTPS_PROXY: "http://p:1", no_proxy: "x" });
});

function rootWith(paths: Readonly<Record<string, string>>, status = "") {
  const entry = (path: string): RootEntry | undefined => {
    const target = paths[path];
    if (target === undefined) return undefined;
    const type = target === "" ? "file" : target === "/" ? "directory" : "symlink";
    const more = type === "symlink" ? { target } : {};
    return { path, type, size: 0, mode: 0o755, uid: 0, gid: 0, ...more };
  };
  return {
    entry,
    *entries() {},
    read: async () => new Map([["var/lib/dpkg/status", Buffer.from(status)]]),
    digests: async () => new Map<string, string>(),
  };
}

test.each([
  ["dpkg", { usr: "/", "usr/bin": "/", "usr/bin/apt-get": "" }, "apt"],
  ["apk", { sbin: "usr/sbin", usr: "/", "usr/sbin": "/", "usr/sbin/apk": "" }, "apk"],
  ["rpm", { usr: "/", "usr/bin": "/", "usr/bin/yum": "dnf-3", "usr/bin/dnf-3": "" }, "yum"],
  ["rpm", { usr: "/", "usr/bin": "/", "usr/bin/microdnf": "", "usr/bin/yum": "" }, "microdnf"],
  ["rpm", { usr: "/", "usr/bin": "/", "usr/bin/zypper": "" }, "zypper"],
  ["dpkg", { usr: "/", "usr/bin": "/", "usr/bin/apt-get": "apt-get" }, undefined],
  ["apk", { usr: "/", "usr/bin": "/", "usr/bin/apt-get": "" }, undefined],
])("%s in %j: %s", (by, paths, id) => {
  expect(managerIn(rootWith(paths), by)?.id).toBe(id);
});

const pkg = (name: string, version: string, source: string, architecture = "amd64"): Package => ({
  ...{ name, version, architecture, ecosystem: "Debian:12", purl: `pkg:deb/debian/${name}@${version}` },
  ...{ by: "dpkg", source: { name: source, version }, locations: [] },
});

function taskOf(packages: readonly Package[], targets: readonly string[], status = ""): RepairTask {
  const paths = {
    bin: "usr/bin",
    usr: "/",
    "usr/bin": "/",
    "usr/bin/sh": "dash",
    "usr/bin/dash": "",
    "usr/bin/apt-get": "",
  };
  return {
    root: rootWith(paths, status),
    os: { family: "debian", version: "12" },
    platform: { os: "linux", architecture: "amd64" },
    packages,
    targets: packages
      .filter(({ name }) => targets.includes(name))
      .map((one) => ({ package: one, fixedVersion: "2", findings: [] })),
    settings: { mirrors: {}, allowArchived: false, offline: false },
  };
}

test("binaries of the same source and version go along; twins of another architecture are named by it", async () => {
  const packages = [
    pkg("libssl3", "1", "openssl"),
    pkg("libssl3", "1", "openssl", "i386"),
    pkg("openssl", "1", "openssl"),
    pkg("openssl-doc", "0", "openssl"),
    pkg("zlib1g", "1", "zlib"),
  ];
  const { plan, names } = await buildPlan(taskOf(packages, ["libssl3"]));
  expect(plan.packages.map(({ name, architecture, because }) => [name, architecture, because])).toEqual([
    ["libssl3", "amd64", "target"],
    ["libssl3", "i386", "target"],
    ["openssl", "amd64", "source"],
  ]);
  expect(names).toEqual(["libssl3:amd64", "libssl3:i386", "openssl"]);
});

test("a name that is none never gets into a command; what is on hold stays", async () => {
  const packages = [
    pkg("a;reboot", "1", "a"),
    pkg("held", "1", "h"),
    pkg("-o", "1", "o"),
    pkg("ok", "1", "k"),
  ];
  const status = "Package: held\nStatus: hold ok installed\n\nPackage: ok\nStatus: install ok installed\n";
  const { plan, names } = await buildPlan(taskOf(packages, ["a;reboot", "held", "-o", "ok"], status));
  expect([names, plan.left.map(({ name, code }) => [name, code])]).toEqual([
    ["ok"],
    [
      ["-o", "FIX_CONTENT"],
      ["a;reboot", "FIX_CONTENT"],
      ["held", "FIX_HELD"],
    ],
  ]);
});
