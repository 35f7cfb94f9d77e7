import { OverLimit, Unreadable } from "../../../errors.ts";
import { yamlDocuments } from "../../formats/yaml-documents.ts";
import { assignments } from "./assignments.ts";
import { parseXml } from "./xml.ts";

/** A text in a structured file, with the names that lead to it. */
export interface Leaf {
  /** In lower case, outermost first; lists have none. For an XML attribute its name begins with `@`. */
  readonly keys: readonly string[];
  readonly value: string;
  /** From 1, where the format tells. */
  readonly line?: number;
}

export type Format = "json" | "yaml" | "ini" | "xml";

/** Stops a document that is small as text and endless as a tree; a Terraform state of megabytes has some 100,000. */
const MAX_NODES = 500_000;
/** Rules look at a few names above a value; keeping all of them would cost the square of the depth. */
const MAX_KEYS = 12;
/** YAML takes long to read, and a document of repeated aliases longer; a large kubeconfig has some 100 kB. */
const MAX_YAML_BYTES = 128 * 1024;

/** All texts and numbers of a file. Throws `Unreadable` without a word of the content: its beginning may be a secret. */
export function leavesOf(text: string, format: Format): readonly Leaf[] {
  switch (format) {
    case "ini":
      return assignments(text).map(({ section, key, value, line }) => ({
        keys: [section, key],
        value,
        line,
      }));
    case "xml":
      return walked(parseXml(text));
    case "json":
      return walked(parsed("JSON", () => JSON.parse(withoutComments(text))));
    case "yaml":
      if (text.length > MAX_YAML_BYTES)
        throw new OverLimit(`it is YAML of over ${MAX_YAML_BYTES} characters`);
      return [...yamlDocuments(text)].flatMap((document) => {
        if (document.errors.length > 0) throw new Unreadable("it is not YAML");
        return walked(parsed("YAML", () => document.toJS({ maxAliasCount: 20 })));
      });
  }
}

function parsed(name: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    // Also where the parser's recursion ran out of stack.
    throw new Unreadable(`it is not ${name}`);
  }
}

/** Editors write their settings with comments, which stand on lines of their own. */
function withoutComments(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/^[ \t]*\/\/.*$/gm, "");
}

/** Walked without recursion, so that no depth breaks the stack. */
function walked(document: unknown): Leaf[] {
  const found: Leaf[] = [];
  const waiting: { readonly node: unknown; readonly keys: readonly string[] }[] = [
    { node: document, keys: [] },
  ];
  let nodes = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // Those that wait count too: a list of millions would fill the memory before they are counted one by one.
    if (++nodes + waiting.length > MAX_NODES) throw new OverLimit(`it has more than ${MAX_NODES} values`);
    const { node, keys } = next;
    if (typeof node === "string" || typeof node === "number") found.push({ keys, value: String(node) });
    else if (Array.isArray(node))
      for (const one of node.slice(0, MAX_NODES).reverse()) waiting.push({ node: one, keys });
    else if (typeof node === "object" && node !== null)
      for (const [key, value] of Object.entries(node).reverse())
        waiting.push({ node: value, keys: deeper(keys, key) });
  }
  return found;
}

function deeper(keys: readonly string[], key: string): readonly string[] {
  return [...(keys.length < MAX_KEYS ? keys : keys.slice(1)), key.toLowerCase()];
}
