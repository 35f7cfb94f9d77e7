import { isMap, isScalar, isSeq, LineCounter, type Node } from "yaml";
import { OverLimit, Unreadable } from "../../../errors.ts";
import { yamlDocuments } from "../../formats/yaml-documents.ts";
import { MAX_SETTINGS, type Setting } from "../setting.ts";

/** The parser takes a second for that much of the worst; settings that people write have some kilobytes. */
const MAX_CHARACTERS = 128 * 1024;

/**
 * The scalars of a file's documents with dots between the names; those of a list have the list's name, so that it is
 * there several times. Aliases are not followed: a bomb of them stays small. Throws `Unreadable`.
 */
export function yaml(text: string): readonly Setting[] {
  if (text.length > MAX_CHARACTERS) throw new OverLimit(`it has more than ${MAX_CHARACTERS} characters`);
  const lines = new LineCounter();
  const found: Setting[] = [];
  for (const { contents, errors } of yamlDocuments(text, lines)) {
    if (errors.length > 0) throw new Unreadable("it is not YAML");
    for (const setting of scalars(contents, lines)) {
      if (found.length >= MAX_SETTINGS) throw new OverLimit(`it has more than ${MAX_SETTINGS} values`);
      found.push(setting);
    }
  }
  return found;
}

function* scalars(contents: unknown, lines: LineCounter): Generator<Setting> {
  const waiting: { node: unknown; key: string }[] = [{ node: contents, key: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, key } = next;
    if (isMap(node)) {
      for (const pair of node.items.toReversed()) {
        const name = isScalar(pair.key) ? String(pair.key.value) : "";
        waiting.push({ node: pair.value, key: key === "" ? name : `${key}.${name}` });
      }
    } else if (isSeq(node)) {
      for (const item of node.items.toReversed()) waiting.push({ node: item, key });
    } else if (isScalar(node)) {
      const { value } = node;
      const { line } = lines.linePos((node as Node).range?.[0] ?? 0);
      yield { key, value: value === null ? "" : String(value), line };
    }
  }
}
