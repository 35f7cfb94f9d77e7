import { readDocument } from "./document.ts";
import { mistakesOf } from "./mistake.ts";
import { type PolicyFile, policyFile } from "./schema.ts";

/**
 * Parses the text of a policy file, YAML 1.2 or JSON. `name` is the file as the user knows it. Throws `DrydockError`
 * POLICY_INVALID with one `name:line:column: …` line for each mistake.
 */
export function parsePolicy(text: string, name: string): PolicyFile {
  const { document, fail } = readDocument(text, name);
  if (document.contents === null)
    fail([{ at: 0, text: 'the file is empty; it needs at least "version: 1"' }]);
  const parsed = policyFile.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  return fail(mistakesOf(parsed.error.issues, document));
}
