import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentPath, parseImageName, parseReference, printImageName } from "../../src/image/reference.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}` as const;

describe("parseImageName", () => {
  test.each([
    ["alpine", { registry: "docker.io", repository: "library/alpine" }],
    ["alpine:3.20", { registry: "docker.io", repository: "library/alpine", tag: "3.20" }],
    ["corpus/alpine:3.9", { registry: "docker.io", repository: "corpus/alpine", tag: "3.9" }],
    ["docker.io/alpine", { registry: "docker.io", repository: "library/alpine" }],
    ["index.docker.io/alpine", { registry: "docker.io", repository: "library/alpine" }],
    ["docker.io/a/b/c", { registry: "docker.io", repository: "a/b/c" }],
    ["localhost/x", { registry: "localhost", repository: "x" }],
    ["localhost:5000/x", { registry: "localhost:5000", repository: "x" }],
    ["localhost:5000/x/y:t", { registry: "localhost:5000", repository: "x/y", tag: "t" }],
    ["[::1]:5000/x:t", { registry: "[::1]:5000", repository: "x", tag: "t" }],
    ["127.0.0.1:5000/x", { registry: "127.0.0.1:5000", repository: "x" }],
    ["Host/x", { registry: "Host", repository: "x" }],
    ["ghcr.io/a__b/c-d.e:v1_2.3-4", { registry: "ghcr.io", repository: "a__b/c-d.e", tag: "v1_2.3-4" }],
    [`alpine@${digest}`, { registry: "docker.io", repository: "library/alpine", digest }],
    [`host:1/x:t@${digest}`, { registry: "host:1", repository: "x", tag: "t", digest }],
  ])("%s", (text, name) => {
    expect(parseImageName(text)).toStrictEqual(name);
    expect(parseImageName(printImageName(parseImageName(text)))).toStrictEqual(name);
  });

  test.each([
    ["", "a part of the name is empty"],
    ["a//b", "a part of the name is empty"],
    ["a/", "a part of the name is empty"],
    ["localhost:5000/", "a part of the name is empty"],
    ["Alpine", `"Alpine" is not a part of a repository name`],
    ["a/../b", `".." is not a part of a repository name`],
    ["a___b", `"a___b" is not a part of a repository name`],
    ["alpine:", `"" is not a tag`],
    ["alpine:-x", `"-x" is not a tag`],
    [`alpine:${"x".repeat(129)}`, `"${"x".repeat(129)}" is not a tag`],
    ["alpine@sha256:../../x", `"sha256:../../x" is not a sha256 digest`],
    [`alpine@${digest.toUpperCase()}`, `"${digest.toUpperCase()}" is not a sha256 digest`],
    ["-host.io/x", `"-host.io" is not a registry host`],
    ["host.io:/x", `"host.io:" is not a registry host`],
    [`h.io/${"a".repeat(251)}`, "the name is longer than 255 characters"],
  ])("refuses %j", (text, why) => {
    expect(() => parseImageName(text)).toThrowError(
      expect.objectContaining({ code: "REFERENCE", message: `"${text}" is not an image reference: ${why}.` }),
    );
  });

  test("refuses what is too long, without repeating it", () => {
    expect(() => parseImageName(`${"a-".repeat(1e6)}A`)).toThrowError(
      expect.objectContaining({
        message: `"${"a-".repeat(20)}…" is not an image reference: it is too long.`,
      }),
    );
  });

  test("whatever it takes, it prints so that it reads back", () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,5}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}$/);
    const registry = fc.option(fc.stringMatching(/^[a-z]{1,5}\.[a-z]{2}(?::[0-9]{1,5})?$/), { nil: "" });
    const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,9}$/), { nil: "" });
    fc.assert(
      fc.property(registry, fc.array(part, { minLength: 1, maxLength: 4 }), tag, (host, parts, word) => {
        const text = `${host && `${host}/`}${parts.join("/")}${word && `:${word}`}`;
        fc.pre(host !== "" || parts.length === 1 || !(parts[0] ?? "").includes(".")); // else it is a host
        fc.pre(parts.length === 1 || parts[0] !== "localhost");
        const name = parseImageName(text);
        expect(parseImageName(printImageName(name))).toStrictEqual(name);
        expect(name.tag ?? "").toBe(word);
      }),
    );
  });
});

describe("parseReference", () => {
  const files = ["/a/x.tar", "/a:b/x.tar", "/a/y.tar:1", "/a/y.tar", "dir"];
  const parse = (text: string) => parseReference(text, (path) => files.includes(path));

  test.each([
    ["docker-archive:/a/x.tar", { kind: "docker-archive", path: "/a/x.tar" }],
    ["docker-archive:/a/x.tar:3.9", { kind: "docker-archive", path: "/a/x.tar", tag: "3.9" }],
    ["docker-archive:/a/x.tar:h:5/r/x:3.9", { kind: "docker-archive", path: "/a/x.tar", tag: "h:5/r/x:3.9" }],
    ["docker-archive:/a:b/x.tar", { kind: "docker-archive", path: "/a:b/x.tar" }],
    ["docker-archive:/a:b/x.tar:t", { kind: "docker-archive", path: "/a:b/x.tar", tag: "t" }],
    ["oci-archive:/a/y.tar:1", { kind: "oci-archive", path: "/a/y.tar:1" }],
    ["oci-archive:/a/y.tar:2", { kind: "oci-archive", path: "/a/y.tar", tag: "2" }],
    ["oci-archive:/missing/z.tar:t", { kind: "oci-archive", path: "/missing/z.tar", tag: "t" }],
    ["oci-archive:/mis:sing/z.tar", { kind: "oci-archive", path: "/mis:sing/z.tar" }],
    ["oci:dir", { kind: "oci", path: "dir" }],
    ["oci:dir:latest", { kind: "oci", path: "dir", tag: "latest" }],
    ["docker:alpine:3.20", { kind: "docker", name: "alpine:3.20" }],
    ["podman:localhost/x", { kind: "podman", name: "localhost/x" }],
    ["registry:2", { kind: "registry", name: { registry: "docker.io", repository: "library/2" } }],
    [
      "registry:registry:2",
      { kind: "registry", name: { registry: "docker.io", repository: "library/registry", tag: "2" } },
    ],
    ["alpine:3.20", { kind: "bare", text: "alpine:3.20" }],
    ["./x.tar", { kind: "bare", text: "./x.tar" }],
  ])("%s", (text, reference) => {
    expect(parse(text)).toStrictEqual(reference);
  });

  test.each([
    ["", "it is empty", "Name an image, or the path of one."],
    ["oci:", "the path is missing", "Write oci:PATH or oci:PATH:TAG."],
    ["docker:", "the image's name is missing", "Write docker:NAME."],
    ["docker://alpine", "docker:// is another tool's form", "Write registry:alpine."],
  ])("refuses %j", (text, why, hint) => {
    expect(() => parse(text)).toThrowError(
      expect.objectContaining({ message: `"${text}" is not an image reference: ${why}.`, hint }),
    );
  });
});

test.each([
  ["sbom:a.json", "a.json", undefined],
  ["sbom:/x/sbom:1.json", "/x/sbom:1.json", undefined],
  ["dockerfile:docker/Dockerfile", undefined, "docker/Dockerfile"],
  ["docker:sbom:1", undefined, undefined],
  ["sbom", undefined, undefined],
  ["./sbom:1", undefined, undefined],
])("%s names a document, or none", (reference, sbom, dockerfile) => {
  expect([documentPath("sbom", reference), documentPath("dockerfile", reference)]).toEqual([
    sbom,
    dockerfile,
  ]);
});

test.each(["sbom", "dockerfile"] as const)("%s: without a path", (scheme) => {
  expect(() => documentPath(scheme, `${scheme}:`)).toThrow(expect.objectContaining({ code: "REFERENCE" }));
});
