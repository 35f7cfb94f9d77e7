import { expect, test } from "vitest";
import { parsePurl } from "../../src/inventory/parsed-purl.ts";
import { type ImageIdentity, imageMatcher } from "../../src/vex/image-match.ts";
import { digestOf } from "../support/scan-result.ts";

const digest = digestOf("manifest");
const image: ImageIdentity = {
  reference: "docker:app:1.2",
  digest,
  names: ["registry.example:5000/team/app:1.2"],
  platform: { os: "linux", architecture: "arm64", variant: "v8" },
};
const hub: ImageIdentity = { ...image, reference: "registry:debian", names: [] };
const nameless: ImageIdentity = { ...image, reference: "./image.tar", names: [] };

const isOf = (one: ImageIdentity, purl: string) =>
  imageMatcher(one)({ purls: [parsePurl(purl)!], sha256: [] });

test.each<[ImageIdentity, string, boolean]>([
  [image, "pkg:oci/app", true],
  [image, `pkg:oci/app@${digest}`, true],
  [image, `pkg:oci/app@${encodeURIComponent(digest)}?arch=arm64`, true],
  [image, `pkg:oci/app@${digestOf("other")}`, false],
  [image, "pkg:oci/other", false],
  [image, "pkg:npm/app", false],
  [image, "pkg:oci/app?tag=1.2", true],
  [image, "pkg:oci/app?tag=1.3", false],
  [image, "pkg:oci/app?arch=amd64", false],
  [image, "pkg:oci/app?arch=arm64%2Fv8&os=linux", true],
  [image, "pkg:oci/app?os=windows", false],
  [image, "pkg:oci/app?repository_url=registry.example:5000/team/app", true],
  [image, "pkg:oci/app?repository_url=https://registry.example:5000/team/app", true],
  [image, "pkg:oci/app?repository_url=registry.example:5000/team", true],
  [image, "pkg:oci/app?repository_url=registry.example:5000/other/app", false],
  [image, "pkg:oci/app?repository_url=docker.io/team/app", false],
  [image, "pkg:oci/app?signed=yes", false],
  [hub, "pkg:oci/debian", true],
  [hub, "pkg:oci/debian?tag=latest", true],
  [hub, "pkg:oci/debian?repository_url=docker.io/library/debian", true],
  [hub, "pkg:oci/debian?repository_url=index.docker.io%2Flibrary%2Fdebian", true],
  [hub, "pkg:oci/debian?repository_url=not a name", false],
  [nameless, "pkg:oci/app", false],
  [{ ...nameless, reference: "sbom:app" }, "pkg:oci/sbom", false],
  [{ ...nameless, reference: "oci:layout" }, "pkg:oci/oci", false],
  [nameless, `pkg:oci/anything@${digest}`, true],
  [nameless, `pkg:oci/anything@${digest}?arch=amd64`, false],
])("%o, %s: %s", (one, purl, matches) => {
  expect(isOf(one, purl)).toBe(matches);
});

test("by its digest as a hash", () => {
  expect(imageMatcher(image)({ purls: [], sha256: [digest.slice(7)] })).toBe(true);
  expect(imageMatcher(image)({ purls: [], sha256: [digestOf("x").slice(7)] })).toBe(false);
  expect(imageMatcher(image)({ purls: [], sha256: [] })).toBe(false);
});
