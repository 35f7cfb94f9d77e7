import { messageOf, Unreadable } from "../errors.ts";

/** Of a document from a stranger: own keys only, values of any kind. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Stops a name or version that would fill reports and memory. npm allows 214 characters, PyPI some 200. */
const MAX_TEXT = 1024;

/** A JSON file whose top is an object. Throws `Unreadable`. */
export function parseObject(bytes: Buffer): JsonObject {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`it is not JSON: ${messageOf(error).slice(0, 200)}`);
  }
  const object = objectOf(document);
  if (object === undefined) throw new Unreadable("it is not a JSON object");
  return object;
}

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** The entries of an object; none where it is something else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(objectOf(value) ?? {});
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text without the space around it; `undefined` for an empty one and for anything else. Throws `Unreadable`. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (value.length > MAX_TEXT) throw new Unreadable(`a text in it is over ${MAX_TEXT} characters long`);
  return value.trim() || undefined;
}

/** Only those fields of an object that have a value, for records that are kept by the thousand. */
export function compact<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as T;
}
