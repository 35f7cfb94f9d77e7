import type { Advisory, DataSource, VulnerabilityDetails } from "../../model/advisory.ts";
import type { DatabaseInfo } from "../../model/scan-result.ts";
import { type Bolt, type Bucket, openBolt } from "../bolt/index.ts";
import type { AdvisorySet, AdvisoryStore } from "../store.ts";
import { bucketName } from "./bucket-name.ts";
import { vulnerabilityDetails } from "./details.ts";
import { Lru } from "./lru.ts";
import { invalid, JsonRecord, parseJson } from "./record.ts";
import { advisoryRows } from "./rows.ts";

/** Decoded packages per set and decoded details; more than most images ask for twice. */
const KEPT_PACKAGES = 2000;
const KEPT_DETAILS = 500;

/**
 * Opens a trivy-db of schema 2. Throws `DrydockError` DATABASE_MISSING (no such file) or DATABASE_INVALID (not a
 * BoltDB file, damaged, cut off, or not an advisory database). Buckets it does not know are ignored.
 */
export function openTrivyDb(path: string, info: DatabaseInfo): AdvisoryStore {
  const bolt = openBolt(path);
  try {
    if (bolt.bucket("vulnerability") === undefined && bolt.bucket("data-source") === undefined) {
      throw invalid(`${path} has neither a "vulnerability" nor a "data-source" bucket`);
    }
    return new TrivyDb(bolt, info);
  } catch (error) {
    bolt.close();
    throw error;
  }
}

class TrivyDb implements AdvisoryStore {
  readonly info: DatabaseInfo;
  readonly #bolt: Bolt;
  readonly #sets = new Map<string, AdvisorySet | undefined>();
  readonly #details = new Lru<VulnerabilityDetails | undefined>(KEPT_DETAILS);

  constructor(bolt: Bolt, info: DatabaseInfo) {
    this.#bolt = bolt;
    this.info = info;
  }

  distribution(family: string, release: string): AdvisorySet | undefined {
    const name = bucketName(family, release);
    if (name === undefined) return undefined;
    return this.#set(name, () => {
      const bucket = this.#bolt.bucket(name);
      return bucket === undefined ? [] : [this.#part(name, bucket)];
    });
  }

  ecosystem(name: string): AdvisorySet | undefined {
    const prefix = `${name}::`;
    return this.#set(prefix, () =>
      [...this.#bolt.root.entries(prefix)].flatMap((entry) =>
        entry.bucket === undefined ? [] : [this.#part(entry.key, entry.bucket)],
      ),
    );
  }

  details(id: string): VulnerabilityDetails | undefined {
    return this.#details.get(id, () => {
      const value = this.#bolt.bucket("vulnerability")?.get(id);
      if (value === undefined || value.length === 0) return undefined;
      return vulnerabilityDetails(JsonRecord.parse(value, `vulnerability ${id}`));
    });
  }

  redHatCpes(names: {
    readonly repositories?: readonly string[];
    readonly nvrs?: readonly string[];
  }): ReadonlySet<number> {
    const cpes = new Set<number>();
    for (const name of names.repositories ?? []) this.#addCpes(cpes, "repository", name);
    for (const name of names.nvrs ?? []) this.#addCpes(cpes, "nvr", name);
    return cpes;
  }

  close(): void {
    this.#bolt.close();
  }

  #set(name: string, parts: () => readonly Part[]): AdvisorySet | undefined {
    if (!this.#sets.has(name)) {
      const found = parts();
      this.#sets.set(name, found.length === 0 ? undefined : new TrivyDbSet(name, found));
    }
    return this.#sets.get(name);
  }

  #part(name: string, bucket: Bucket): Part {
    return { name, bucket, source: this.#source(name) };
  }

  #source(bucketName: string): DataSource | undefined {
    const value = this.#bolt.bucket("data-source")?.get(bucketName);
    if (value === undefined) return undefined;
    const record = JsonRecord.parse(value, `data-source ${bucketName}`);
    const baseId = record.text("BaseID");
    return {
      id: record.text("ID") ?? "",
      name: record.text("Name") ?? "",
      url: record.text("URL") ?? "",
      ...(baseId === undefined ? {} : { baseId }),
    };
  }

  #addCpes(cpes: Set<number>, kind: "repository" | "nvr", name: string): void {
    const where = `Red Hat CPE ${kind} ${name}`;
    const value = this.#bolt.bucket("Red Hat CPE", kind)?.get(name);
    if (value === undefined) return;
    const list = parseJson(value, where);
    if (!Array.isArray(list)) throw invalid(`${where} is not a list`);
    for (const index of list) {
      if (typeof index !== "number") throw invalid(`${where} holds more than numbers`);
      cpes.add(index);
    }
  }
}

/** One root bucket. */
interface Part {
  readonly name: string;
  readonly bucket: Bucket;
  readonly source: DataSource | undefined;
}

class TrivyDbSet implements AdvisorySet {
  readonly name: string;
  /** In the order of their names. */
  readonly #parts: readonly Part[];
  readonly #rows = new Lru<readonly Advisory[]>(KEPT_PACKAGES);

  constructor(name: string, parts: readonly Part[]) {
    this.name = name;
    this.#parts = parts;
  }

  lookup(packageName: string): readonly Advisory[] {
    return this.#rows.get(packageName, () => this.#read(packageName));
  }

  *names(): Generator<string> {
    for (const { bucket } of this.#parts) yield* bucket.keys();
  }

  /** A later source replaces an earlier one's answer to the same key whole, as trivy-db's own reader does. */
  #read(packageName: string): readonly Advisory[] {
    const byKey = new Map<string, readonly Advisory[]>();
    for (const { name, bucket, source } of this.#parts) {
      for (const { key, value } of bucket.bucket(packageName)?.entries() ?? []) {
        if (value === undefined || value.length === 0) continue;
        byKey.set(key, advisoryRows(key, JsonRecord.parse(value, `${name}, ${packageName}, ${key}`), source));
      }
    }
    return [...byKey.values()].flat();
  }
}
