import { OverLimit } from "../../../errors.ts";
import { MAX_SETTINGS } from "../setting.ts";

/** An element with its place: what people need to find it again, which tree-building parsers forget. */
export interface Element {
  readonly name: string;
  /** Names of the elements it lies in, outermost first. */
  readonly within: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
  /** Directly in it, in front of its first child. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Index of the element it lies in, -1 for the outermost. */
  readonly parent: number;
}

/** Stops `<a><a><a>…`, of which each keeps the names above it. */
const MAX_DEPTH = 100;
/** An attribute or text is a setting, not a document. */
const MAX_TEXT = 4096;

/**
 * The elements of a document in reading order. Only the five predefined entities are put in: those that a document
 * declares are never expanded, and neither files nor addresses are read. Broken documents give what can be seen.
 */
export function xml(text: string): readonly Element[] {
  const found: { -readonly [K in keyof Element]: Element[K] }[] = [];
  const open: number[] = [];
  let line = 1;
  let newline = text.indexOf("\n");
  for (let at = text.indexOf("<"); at >= 0; ) {
    const skipped = endOfSkipped(text, at);
    if (skipped !== undefined) {
      at = text.indexOf("<", skipped);
      continue;
    }
    const end = tagEnd(text, at);
    if (end < 0) break;
    if (text.charAt(at + 1) === "/") open.pop();
    else {
      for (; newline >= 0 && newline < at; newline = text.indexOf("\n", newline + 1)) line++;
      const isEmpty = text.charAt(end - 1) === "/";
      const parent = open.at(-1) ?? -1;
      const above = found[parent];
      const within = above === undefined ? [] : [...above.within, above.name];
      const until = text.indexOf("<", end);
      const inner = isEmpty
        ? ""
        : text.slice(end + 1, until < 0 ? undefined : Math.min(until, end + MAX_TEXT));
      const { name, attributes } = tagOf(text.slice(at + 1, isEmpty ? end - 1 : end));
      found.push({ name, within, attributes, text: plain(inner.trim()), line, parent });
      if (!isEmpty) open.push(found.length - 1);
      if (open.length > MAX_DEPTH) throw new OverLimit(`it is XML of more than ${MAX_DEPTH} levels`);
      if (found.length > MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} elements`);
    }
    at = text.indexOf("<", end);
  }
  return found;
}

/** The element of this name beside another, as `value` is beside `name`: within a few places of it. */
export function beside(elements: readonly Element[], index: number, name: string): Element | undefined {
  const parent = elements[index]?.parent;
  return elements
    .slice(Math.max(0, index - NEARBY), index + NEARBY)
    .find((one) => one.parent === parent && one.name === name);
}

/** Stops a search of the whole document for each of its elements. */
const NEARBY = 8;

/** Where a comment, CDATA section, declaration or instruction that begins here ends. */
function endOfSkipped(text: string, at: number): number | undefined {
  for (const [start, end] of SKIPPED) {
    if (!text.startsWith(start, at)) continue;
    const found = text.indexOf(end, at + start.length);
    return found < 0 ? text.length : found + end.length;
  }
  return undefined;
}

/** A document type with entities of its own ends at `]>`; what is left of one is skipped as a declaration. */
const SKIPPED: readonly (readonly [start: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<!", ">"],
  ["<?", "?>"],
];

/** The `>` that ends the tag; one within quotes does not. */
function tagEnd(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === ">") return at;
  }
  return -1;
}

/** Names without the prefixes of their namespaces. */
function tagOf(tag: string): { name: string; attributes: ReadonlyMap<string, string> } {
  const [name = ""] = tag.split(/[\s/]/, 1);
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single] of tag
    .slice(name.length, name.length + 16 * MAX_TEXT)
    .matchAll(/([\w:.-]{1,60})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g))
    attributes.set(local(key), plain((double ?? single ?? "").slice(0, MAX_TEXT)));
  return { name: local(name), attributes };
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");
}
