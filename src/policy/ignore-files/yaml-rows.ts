import { isMap, isNode, isScalar, isSeq } from "yaml";
import type { z } from "zod";
import type { ReadDocument } from "../document.ts";
import { quote, start } from "../mistake.ts";
import { BadPattern } from "./automaton.ts";
import type { LeftOut } from "./entry.ts";

/** Stops a file of nothing but entries from taking minutes: each is held against findings. */
const MAX_ENTRIES = 20_000;

/** One entry of a list. */
export interface Row {
  readonly value: unknown;
  readonly line: number;
  /** Offset in the text. */
  readonly at: number;
  /** A pattern of the entry's, made ready; one that is none is the file's mistake. */
  pattern<T>(make: (text: string) => T, text: string, read: ReadDocument): T;
}

/** The entries of a list; empty where there is no such list. Throws `DrydockError` POLICY_INVALID. */
export function rowsIn(read: ReadDocument, key: string): readonly Row[] {
  const node = read.document.get(key, true);
  if (node === undefined || (isScalar(node) && node.value === null)) return [];
  if (!isSeq(node)) return read.fail([{ at: start(node), text: `${quote(key)} must be a list` }]);
  if (node.items.length > MAX_ENTRIES)
    return read.fail([{ at: start(node), text: `${quote(key)} has more than ${MAX_ENTRIES} entries` }]);
  return node.items.map((item): Row => {
    const at = start(item);
    return {
      value: isNode(item) ? item.toJS(read.document) : item,
      line: read.lineOf(at),
      at,
      pattern: (make, text) => orMistake(() => make(text), at, text, read),
    };
  });
}

/**
 * An entry by its form; `undefined` with a line in `leftOut` where it says something that is not known: to pass over a
 * condition would cover more than was meant. Throws `DrydockError` POLICY_INVALID for a wrong type.
 */
export function usable<F extends z.ZodType>(
  { value, at, line }: Row,
  form: F,
  read: ReadDocument,
  leftOut: LeftOut[],
  tool: string,
): z.output<F> | undefined {
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.filter(({ code }) => code !== "unrecognized_keys");
  if (wrong.length > 0)
    return read.fail(
      wrong.map(({ path, message }) => ({
        at,
        text: `${path.length === 0 ? "the entry" : quote(path.join("."))}: ${message.replace(/^Invalid input: /, "")}`,
      })),
    );
  const keys = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key].join(".")) : [],
  );
  leftOut.push({ line, why: `${quote(keys[0] ?? "")} is nothing that drydock knows of ${tool}'s entries` });
  return undefined;
}

/** Keys of the file itself that its tool does not have. Throws `DrydockError` POLICY_INVALID where it has no keys at all. */
export function unknownKeysIn(read: ReadDocument, known: readonly string[], tool: string): LeftOut[] {
  const { contents } = read.document;
  if (contents === null) return [];
  if (!isMap(contents)) return read.fail([{ at: start(contents), text: "the file must have keys" }]);
  return contents.items
    .filter(({ key }) => !known.includes(String(key)))
    .map(({ key }) => ({
      line: read.lineOf(start(key)),
      why: `${quote(String(key))} is nothing that drydock knows of ${tool}'s`,
    }));
}

function orMistake<T>(make: () => T, at: number, text: string, read: ReadDocument): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    return read.fail([{ at, text: `${quote(text)} is no pattern that can be used: ${error.message}` }]);
  }
}

/** A key and what stands after it. */
export interface Pair {
  readonly key: string;
  /** A node; `null` = nothing. */
  readonly value: unknown;
  readonly line: number;
}

/** Throws `DrydockError` POLICY_INVALID. */
export function pairsIn(read: ReadDocument, node: unknown): readonly Pair[] {
  if (node === undefined || node === null || (isScalar(node) && node.value === null)) return [];
  if (!isMap(node))
    return read.fail([{ at: start(node), text: "here must be keys, each in a line of its own" }]);
  if (node.items.length > MAX_ENTRIES)
    return read.fail([{ at: start(node), text: `there are more than ${MAX_ENTRIES} entries` }]);
  return node.items.map(({ key, value }) => ({
    key: isScalar(key) ? String(key.value) : "",
    value: isScalar(value) && value.value === null ? null : value,
    line: read.lineOf(start(key)),
  }));
}

/** Those of the wanted keys that say something: not absent, empty or false. Throws `DrydockError` POLICY_INVALID. */
export function settingsIn(
  read: ReadDocument,
  wanted: readonly string[],
): readonly { readonly key: string; readonly line: number }[] {
  return pairsIn(read, read.document.contents).flatMap(({ key, value, line }) => {
    const said = isNode(value) && wanted.includes(key) ? value.toJS(read.document) : undefined;
    const isEmpty = !said || (Array.isArray(said) && said.length === 0);
    return isEmpty ? [] : [{ key, line }];
  });
}
