import { LineCounter, parseDocument, visit } from "yaml";
import { DrydockError } from "../errors.ts";
import { type Document, type Mistake, nodeAt, quote, start } from "./mistake.ts";

/** Enough to mend a file with; more would scroll the first ones away. */
const MAX_MISTAKES = 10;

/** Our deepest value lies a dozen deep. Stops a file of brackets, over which the parser would take minutes. */
const MAX_DEPTH = 100;

/** What the file is, for people who have made a mistake in it. */
export interface FileForm {
  /** With its article: `a policy`. */
  readonly noun: string;
  /** What to try. */
  readonly hint: string;
}

const POLICY: FileForm = {
  noun: "a policy",
  hint: "The form of the file is described in README and in schema/drydock-policy.schema.json.",
};

/** A document, and the way to say what is wrong with it. */
export interface ReadDocument {
  readonly document: Document;
  /** Throws `DrydockError` POLICY_INVALID with a line for each mistake, the first ones in the text first. */
  fail(mistakes: readonly Mistake[]): never;
  /** Of an offset, from 1. */
  lineOf(at: number): number;
  /** `name:line:column` of an offset. */
  placeOf(at: number): string;
  /** The same of what stands at a path. */
  placeOfPath(path: readonly PropertyKey[]): string;
}

/**
 * Reads one document of YAML 1.2 or JSON. `name` is the file as the user knows it. Throws `DrydockError` POLICY_INVALID
 * with one `name:line:column: …` line for each mistake: whatever the parser dislikes, several documents, aliases, keys
 * said twice.
 */
export function readDocument(text: string, name: string, { noun, hint } = POLICY): ReadDocument {
  const lines = new LineCounter();
  const placeOf = (at: number): string => {
    const { line, col } = lines.linePos(at);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const fail = (mistakes: readonly Mistake[]): never => {
    const shown = mistakes.toSorted((a, b) => a.at - b.at).slice(0, MAX_MISTAKES);
    const rows = shown.map(({ at, text }) => `${placeOf(at)}: ${typeof text === "string" ? text : text()}`);
    if (mistakes.length > shown.length) rows.push(`… and ${mistakes.length - shown.length} more`);
    throw new DrydockError("POLICY_INVALID", rows.join("\n"), { hint });
  };

  const deep = tooDeep(text);
  if (deep !== undefined) {
    lines.addNewLine(0);
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
    fail([deep]);
  }
  // Uniqueness of keys is checked in `oddities`: the parser's own check takes quadratic time.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    at: error.pos[0],
    text: error.code === "MULTIPLE_DOCS" ? `a second document; ${noun} is one` : sentence(error.message),
  }));
  if (broken.length > 0) fail(broken);
  const odd = oddities(document);
  if (odd.length > 0) fail(odd);
  const lineOf = (at: number) => Math.max(lines.linePos(at).line, 1);
  return { document, fail, lineOf, placeOf, placeOfPath: (path) => placeOf(start(nodeAt(document, path))) };
}

/** Nesting can only be deep through many indicators in a row or through deep indentation; both show before parsing. */
function tooDeep(text: string): Mistake | undefined {
  let open = 0;
  let dashes = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "[" || char === "{") open++;
    else if (char === "]" || char === "}") open = Math.max(0, open - 1);
    if (char === "-" || char === "?") dashes++;
    else if (char !== " ") dashes = 0;
    if (open > MAX_DEPTH || dashes > MAX_DEPTH) return { at, text: "nested too deeply" };
  }
  return undefined;
}

/** What YAML allows and a file under review should not have: aliases, and keys said twice. */
function oddities(document: Document): Mistake[] {
  const found: Mistake[] = [];
  visit(document, {
    Alias: (_, node) => {
      found.push({ at: start(node), text: "anchors and aliases are not allowed; write the value out" });
    },
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = String(key);
        if (seen.has(name)) found.push({ at: start(key), text: `${quote(name)} is said twice` });
        seen.add(name);
      }
    },
  });
  return found;
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
