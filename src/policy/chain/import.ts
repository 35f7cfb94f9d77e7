import { stringify } from "yaml";
import { readDocument } from "../document.ts";
import { mistakesOf } from "../mistake.ts";
import { denyPolicyForm, denyPolicyJsonSchema, isDenyPolicy } from "./form.ts";
import { type Reading, readingOf } from "./reading.ts";

/** `ChainConfig` is a text with JSON in it; nobody nests it deeper. Stops a file that goes on so. */
const MAX_TEXTS = 4;

const WIDTH = 110;

/**
 * A policy file in YAML that blocks what a delivery chain of ACR does, with a comment for each part that had to be
 * read. `text` = JSON (or YAML) with a deny policy somewhere: the reply of GetChain, a ChainConfig (also as the text
 * that the API has), Terraform's `chain_config`, or the deny policy alone. Throws `DrydockError` POLICY_INVALID with
 * `name:line:column`.
 */
export function importChain(text: string, name: string): string {
  const { document, fail } = readDocument(text, name);
  const found = unique(policiesIn(document.toJS(), name));
  const [first, second] = found;
  if (first === undefined)
    return fail([
      { at: 0, text: "there is no deny policy (DenyPolicy, deny_policy) of a delivery chain in it" },
    ]);
  if (second !== undefined)
    return fail([{ at: 0, text: `there are ${found.length} deny policies in it; give one chain at a time` }]);
  const reading = read(first, text, name);
  const notes = [...reading.notes, ...first.off];
  const block = reading.rules.map(({ count, ...rule }) =>
    count === 1 ? rule : { name: rule.name, count, ...rule },
  );
  const comments = [`Read from ${JSON.stringify(name)}.`, ...notes].map((note) => `# ${note}\n`);
  return `${comments.join("")}${stringify({ version: 1, block }, { lineWidth: WIDTH, aliasDuplicateObjects: false })}`;
}

interface Found {
  readonly policy: object;
  /** Where it lies: the text, and the steps in it. */
  readonly text: string | undefined;
  readonly path: readonly PropertyKey[];
  /** What is switched off around it. */
  readonly off: readonly string[];
}

interface Place {
  readonly text: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly off: readonly string[];
  readonly texts: number;
}

function policiesIn(value: unknown, name: string): readonly Found[] {
  const start: Place = { text: undefined, path: [], off: [], texts: 0 };
  const found = search(value, start, name);
  if (found.length > 0 || typeof value !== "object" || value === null) return found;
  return isDenyPolicy(Object.keys(value)) ? [{ ...start, policy: value }] : [];
}

function search(value: unknown, place: Place, name: string): readonly Found[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) =>
      typeof one === "string" ? [] : search(one, { ...place, path: [...place.path, index] }, name),
    );
  if (typeof value === "string") return searchText(value, place, name);
  if (typeof value !== "object" || value === null) return [];
  const within = { ...place, off: [...place.off, ...switchedOff(value)] };
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = { ...within, path: [...place.path, key] };
    const kind = kindOf(key);
    if (kind === "denypolicy") return policiesUnder(inner, at);
    return typeof inner === "string" && kind !== "chainconfig" ? [] : search(inner, at, name);
  });
}

/** Terraform makes a list of every block. */
function policiesUnder(value: unknown, place: Place): readonly Found[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => policiesUnder(one, { ...place, path: [...place.path, index] }));
  return typeof value === "object" && value !== null ? [{ ...place, policy: value }] : [];
}

function searchText(text: string, place: Place, name: string): readonly Found[] {
  if (place.texts >= MAX_TEXTS || !text.trimStart().startsWith("{")) return [];
  const { document } = readDocument(text, inside(name));
  return search(document.toJS(), { ...place, text, path: [], texts: place.texts + 1 }, name);
}

function switchedOff(value: object): readonly string[] {
  return Object.entries(value).flatMap(([key, said]) => {
    if (said !== false) return [];
    if (kindOf(key) === "enable")
      return [
        "In the chain the scan is switched off (Enable: false), so that nothing blocks; here it is on.",
      ];
    return kindOf(key) === "isactive" ? ["The chain is not active (IsActive: false); here it is."] : [];
  });
}

/** `DenyPolicy`, `deny_policy` and `denyPolicy` are one. */
function kindOf(key: string): string {
  return key.replaceAll("_", "").toLowerCase();
}

function unique(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.map((one) => [JSON.stringify(one.policy), one])).values()];
}

function read({ policy, text, path }: Found, whole: string, name: string): Reading {
  const parsed = denyPolicyForm.safeParse(policy);
  if (parsed.success) return readingOf(parsed.data);
  const { document, fail } =
    text === undefined ? readDocument(whole, name) : readDocument(text, inside(name));
  return fail(mistakesOf(parsed.error.issues, document, denyPolicyJsonSchema(), path));
}

function inside(name: string): string {
  return `${name} (ChainConfig)`;
}
