import { type ReadDocument, readDocument } from "./document.ts";
import { mistakesOf } from "./mistake.ts";
import { type PolicyFile, policyFile, policyJsonSchema } from "./schema.ts";

/**
 * Parses the text of a policy file, YAML 1.2 or JSON. `name` is the file as the user knows it. Throws `DrydockError`
 * POLICY_INVALID with one `name:line:column: …` line for each mistake.
 */
export function parsePolicy(text: string, name: string): PolicyFile {
  return readPolicy(text, name).file;
}

/** The same, with the document, for those who find mistakes later. */
export function readPolicy(
  text: string,
  name: string,
): { readonly file: PolicyFile; readonly source: ReadDocument } {
  const source = readDocument(text, name);
  const { document, fail } = source;
  if (document.contents === null)
    return fail([{ at: 0, text: 'the file is empty; it needs at least "version: 1"' }]);
  const parsed = policyFile.safeParse(document.toJS());
  if (parsed.success) return { file: parsed.data, source };
  return fail(mistakesOf(parsed.error.issues, document, policyJsonSchema()));
}
