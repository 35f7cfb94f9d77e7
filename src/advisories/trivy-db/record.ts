import { DrydockError, messageOf } from "../../errors.ts";
import type { Severity, Status } from "../../model/advisory.ts";

/** trivy-db `pkg/types/types.go`, `SeverityNames`. */
const SEVERITY_NUMBERS: readonly Severity[] = ["unknown", "low", "medium", "high", "critical"];

/** trivy-db `pkg/types/status.go`. */
const STATUS_NUMBERS: readonly Status[] = [
  "unknown",
  "not-affected",
  "affected",
  "fixed",
  "under-investigation",
  "will-not-fix",
  "fix-deferred",
  "end-of-life",
];

/**
 * A JSON object of the database with its fields read by type. Go leaves empty fields out or writes null. A field of
 * another type than it should have means that we do not understand the record: DATABASE_INVALID, never "not there".
 */
export class JsonRecord {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #where: string;

  /** `where` names the record in messages. */
  constructor(json: unknown, where: string) {
    this.#where = where;
    if (typeof json !== "object" || json === null || Array.isArray(json))
      throw this.#fault("is not an object");
    this.#fields = new Map(Object.entries(json));
  }

  static parse(bytes: Buffer, where: string): JsonRecord {
    return new JsonRecord(parseJson(bytes, where), where);
  }

  /** `undefined` for an empty text too, as Go leaves empty ones out. */
  text(key: string): string | undefined {
    const value = this.#fields.get(key) ?? "";
    if (typeof value !== "string") throw this.#fault(`has no text in ${key}`);
    return value === "" ? undefined : value;
  }

  /** Whole numbers may be written as floats. */
  number(key: string): number | undefined {
    const value = this.#fields.get(key) ?? undefined;
    if (value !== undefined && typeof value !== "number") throw this.#fault(`has no number in ${key}`);
    return value;
  }

  flag(key: string): boolean {
    return this.#fields.get(key) === true;
  }

  /** Empty texts are kept: in version lists they mean "every version". */
  texts(key: string): readonly string[] {
    const list = this.#list(key);
    if (!list.every((item) => typeof item === "string")) throw this.#fault(`has more than texts in ${key}`);
    return list;
  }

  numbers(key: string): readonly number[] {
    const list = this.#list(key);
    if (!list.every((item) => typeof item === "number")) throw this.#fault(`has more than numbers in ${key}`);
    return list.map(Math.trunc);
  }

  records(key: string): readonly JsonRecord[] {
    return this.#list(key).map((item) => new JsonRecord(item, `${this.#where}, ${key}`));
  }

  /** A nested object; `undefined` where the field is missing. */
  record(key: string): JsonRecord | undefined {
    const value = this.#fields.get(key) ?? undefined;
    return value === undefined ? undefined : new JsonRecord(value, `${this.#where}, ${key}`);
  }

  keys(): readonly string[] {
    return [...this.#fields.keys()];
  }

  /** Numbers that this version does not know yet are `unknown`. */
  severity(key: string): Severity | undefined {
    const number = this.number(key);
    return number === undefined ? undefined : (SEVERITY_NUMBERS[Math.trunc(number)] ?? "unknown");
  }

  status(key: string): Status {
    return STATUS_NUMBERS[Math.trunc(this.number(key) ?? 0)] ?? "unknown";
  }

  #list(key: string): readonly unknown[] {
    const value = this.#fields.get(key) ?? [];
    if (!Array.isArray(value)) throw this.#fault(`has no list in ${key}`);
    return value;
  }

  #fault(what: string): DrydockError {
    return invalid(`${this.#where} ${what}`);
  }
}

export function parseJson(bytes: Buffer, where: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  } catch (error) {
    throw invalid(`${where} is not JSON: ${messageOf(error)}`, error);
  }
}

export function invalid(what: string, cause?: unknown): DrydockError {
  return new DrydockError("DATABASE_INVALID", `The database cannot be understood: ${what}.`, {
    hint: "Fetch the database again (drydock db update); if it stays, this drydock may be too old for it.",
    cause,
  });
}
