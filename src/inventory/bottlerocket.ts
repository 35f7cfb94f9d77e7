import type { FileAnalyzer } from "../analysis/analyzer.ts";
import { Unreadable } from "../errors.ts";
import type { Package } from "../model/index.ts";
import type { Cataloger } from "./cataloger.ts";
import { databaseLocation } from "./evidence.ts";
import { type RpmParts, rpmPackage } from "./rpm/package.ts";

const INVENTORY = "usr/share/bottlerocket/application-inventory.json";
const PATHS: ReadonlySet<string> = new Set([
  INVENTORY,
  `aarch64-bottlerocket-linux-gnu/sys-root/${INVENTORY}`,
  `x86_64-bottlerocket-linux-gnu/sys-root/${INVENTORY}`,
]);
/** A real inventory has about 150 applications in 60 kB; stops one from filling the memory. */
const MAX_BYTES = 16 * 1024 * 1024;

const inventories: FileAnalyzer<readonly RpmParts[]> = {
  id: "bottlerocket",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: (entry) => PATHS.has(entry.path),
  read: async (body) => parseInventory(await body.text()),
};

/** The rpm packages that Bottlerocket was built from: it has no rpm database, only this list of them. */
export const bottlerocket: Cataloger = {
  id: "bottlerocket",
  analyzers: [inventories],
  packages: (view, os) => {
    const packages = view.records<readonly RpmParts[]>(inventories).flatMap(({ record, ...found }) => {
      const location = databaseLocation(view, found);
      return record.map((parts): Package => rpmPackage(parts, "bottlerocket", os, location));
    });
    return { packages, gaps: [] };
  },
};

function parseInventory(text: string): readonly RpmParts[] {
  const document = parseJson(text);
  const content: unknown = isObject(document) ? document.Content : undefined;
  if (!Array.isArray(content)) throw new Unreadable("The application inventory has no list of applications.");
  return content.map((row) => parseApplication(row));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("The application inventory is not JSON.");
  }
}

function parseApplication(row: unknown): RpmParts {
  const text = (key: string): string => {
    const value = isObject(row) ? row[key] : undefined;
    return typeof value === "string" ? value : "";
  };
  const [name, version, epoch] = [text("Name"), text("Version"), text("Epoch")];
  if (name === "" || version === "" || !/^\d{0,10}$/.test(epoch))
    throw new Unreadable("The application inventory has an application without name or version.");
  return {
    name,
    version,
    release: text("Release"),
    epoch: Number(epoch),
    architecture: text("Architecture"),
    vendor: text("Publisher"),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
