import { isCollection, isMap, isNode, type parseDocument } from "yaml";
import type { z } from "zod";
import { closest } from "./suggestion.ts";

export type Document = ReturnType<typeof parseDocument>;
type Path = readonly PropertyKey[];

/** A mistake at an offset of the text. */
export interface Mistake {
  readonly at: number;
  /** Made when it is shown: of the hundred thousand mistakes of a hostile file few are. */
  readonly text: string | (() => string);
}

/**
 * What a form has against a document, at the places where it was written. `schema` = the form as JSON Schema; `at` =
 * where in the document it begins.
 */
export function mistakesOf(
  issues: readonly z.core.$ZodIssue[],
  document: Document,
  schema: Schema,
  at: Path = [],
): Mistake[] {
  return issues
    .map((issue) => ({ ...issue, path: [...at, ...issue.path] }))
    .flatMap((issue) => nearest(issue, document))
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? unknownKeys(issue, document, () => keysAt(schema, issue.path.slice(at.length)))
        : [mistakeOf(issue, document)],
    );
}

/**
 * Of something that may be written in several ways, what is wrong with the way that was meant: the only one that takes
 * this type of value. Where there is no such way, or more of them, the issue as it is.
 */
function nearest(issue: z.core.$ZodIssue, document: Document): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.path[0] === "gaps") return [issue];
  const isWord = !isCollection(nodeAt(document, issue.path));
  const isOfType = ({ code, path }: z.core.$ZodIssue) =>
    path.length > 0 || !(code === "invalid_type" || (code === "invalid_value" && !isWord));
  const meant = issue.errors.filter((issues) => issues.every(isOfType));
  if (meant.length !== 1) return [issue];
  return meant[0]!
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap((inner) => nearest(inner, document));
}

function unknownKeys(
  { path, keys }: z.core.$ZodIssueUnrecognizedKeys,
  document: Document,
  known: () => readonly string[],
): Mistake[] {
  const map = nodeAt(document, path);
  // Looked up, not searched: a hostile file has a hundred thousand of them.
  const written = new Map(isMap(map) ? map.items.map(({ key }) => [String(key), key]) : []);
  return keys.map((key) => ({
    at: start(written.get(key)),
    text: () => `unknown key ${quote(key)}${suggest(key, known())}`,
  }));
}

function mistakeOf(issue: z.core.$ZodIssue, document: Document): Mistake {
  const { path } = issue;
  const at = start(nodeAt(document, path));
  if (path.length > 0 && nodeAt(document, path) === undefined) {
    const parent = nodeAt(document, path.slice(0, -1));
    return { at: start(parent), text: `${quote(String(path.at(-1)))} is missing` };
  }
  const label =
    path.length === 0 ? "the file" : quote(String(path.findLast((step) => typeof step === "string")));
  if (issue.code === "invalid_value") {
    const value = document.getIn(path);
    const allowed = issue.values.map(String).filter((word) => word !== "");
    const hint = typeof value === "string" ? suggest(value, allowed) : "";
    return { at, text: `${label} must be ${allowed.join(", ")}${hint}` };
  }
  if (issue.code === "invalid_union") return { at, text: `${label} ${unionText(issue, path)}` };
  const { message } = issue.code === "invalid_key" ? (issue.issues[0] ?? issue) : issue;
  const wrong = message.replace(/^Invalid input: /, "").replace(/^Too /, "too ");
  return { at, text: `${label}: ${wrong}` };
}

/** What each way of writing it asks for; of those that are nearer than "wrong type" only. */
function unionText({ errors }: z.core.$ZodIssueInvalidUnion, path: Path): string {
  if (path[0] === "gaps") return "must be block, ignore, or one of the two for each kind of gap";
  const said = errors.flat().map(({ message }) => message.replace(/^Invalid (?:input|option): /, ""));
  return `fits none of the forms it may have: ${[...new Set(said)].slice(0, 3).join("; ")}`;
}

/** The keys that the schema knows at a path. */
function keysAt(root: Schema, path: Path): readonly string[] {
  const formsOf = (schema: Schema): readonly Schema[] => {
    const meant = schema.$ref === undefined ? schema : root.$defs?.[schema.$ref.slice("#/$defs/".length)];
    return meant === undefined ? [] : (meant.anyOf?.flatMap(formsOf) ?? [meant]);
  };
  let schemas = formsOf(root);
  for (const step of path) {
    schemas = schemas
      .flatMap(
        (schema) => (typeof step === "number" ? schema.items : schema.properties?.[String(step)]) ?? [],
      )
      .flatMap(formsOf);
  }
  return schemas.flatMap((schema) => Object.keys(schema.properties ?? {}));
}

/** The part of JSON Schema that our own schemas are made of. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function suggest(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return near === undefined ? "" : ` (did you mean ${quote(near)}?)`;
}

/** `undefined` = nothing stands there. */
export function nodeAt(document: Document, path: Path): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

/** Where a node begins. */
export function start(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Quoted and short: keys may be a megabyte long and hold anything. */
export function quote(word: string): string {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
}
