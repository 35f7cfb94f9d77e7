import type { Package } from "../../src/model/index.ts";
import { somePackage } from "./scan-result.ts";

/** Libraries at places; `express` asks for `qs`, which lies there twice. */
export const libraries: readonly Package[] = [
  library("express", "4.18.2", "app/node_modules/express/package.json", ["pkg:npm/qs@6.11.0"]),
  library("qs", "6.11.0", "app/node_modules/qs/package.json"),
  library("qs", "6.11.0", "srv/node_modules/qs/package.json"),
  {
    ...library("@scope/part", "1.0.0", "app/node_modules/@scope/part/package.json"),
    purl: "pkg:npm/%40scope/part@1.0.0",
  },
  {
    ...library("org.example:thing", "2.0", "app/thing.jar"),
    ecosystem: "Maven",
    purl: "pkg:maven/org.example/thing@2.0",
    hashes: { sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
    cpe: "cpe:2.3:a:example:thing:2.0:*:*:*:*:*:*:*",
    licenses: ["Apache-2.0", "the thing's own licence"],
  },
];

function library(name: string, version: string, path: string, dependencies?: readonly string[]): Package {
  const { locations } = somePackage(name, version);
  return {
    name,
    version,
    ecosystem: "npm",
    purl: `pkg:npm/${name}@${version}`,
    by: "npm",
    ...(dependencies === undefined ? {} : { dependencies }),
    locations: locations.map((one) => ({ ...one, path })),
  };
}
