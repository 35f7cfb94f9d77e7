import { readFile, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { isMap } from "yaml";
import { DrydockError, messageOf } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { type ReadDocument, readDocument } from "../document.ts";
import { FOUND_NAMES, PLAIN_FORM, YAML_FORMS, type YamlForm } from "./all.ts";
import type { IgnoreFile } from "./entry.ts";

/** In place of files: none, not even those that lie here. */
const NONE = "none";

/** Stops a file of many megabytes from being parsed for minutes; the largest in use have some 100 KB. */
const MAX_BYTES = 1024 * 1024;

/** Each of these is held against every finding; others are looked up. */
const MAX_WITHOUT_ID = 500;

const HINT = "Mend the file, or leave out all ignore files that lie here with --ignore-file none.";

/** What was named or found. */
export interface IgnoreFiles {
  readonly files: readonly IgnoreFile[];
  /** Paths among those named that are VEX documents, for those who read them. */
  readonly vex: readonly string[];
}

/**
 * Reads the ignore files of other tools: those named, else those that lie in `cwd` by the tools' own names, none for
 * the one word `none`. Which form one has its name tells, else its keys; JSON is left to the readers of VEX, what is
 * neither JSON nor YAML by its name is a `.trivyignore`, as Trivy has it. Throws `DrydockError`: USAGE, NOT_FOUND,
 * POLICY_INVALID (with `file:line:column` where it is YAML).
 */
export async function loadIgnoreFiles(
  named: readonly string[],
  { cwd }: Pick<Host, "cwd">,
): Promise<IgnoreFiles> {
  if (named.includes(NONE)) {
    if (named.length > 1)
      throw new DrydockError("USAGE", `--ignore-file: ${NONE} stands alone, and other files are named too.`);
    return { files: [], vex: [] };
  }
  const vex = named.filter((path) => path.toLowerCase().endsWith(".json"));
  const files: IgnoreFile[] = [];
  for (const path of named.length > 0 ? named : FOUND_NAMES) {
    if (vex.includes(path)) continue;
    const text = await readText(resolve(cwd, path), path);
    if (text !== undefined) files.push({ ...checked(readForm(text, path)), isFound: named.length === 0 });
    else if (named.length > 0) throw new DrydockError("NOT_FOUND", `There is no ignore file ${path}.`);
  }
  return { files, vex };
}

type Form = Omit<IgnoreFile, "isFound">;

function checked(form: Form): Form {
  const without = form.entries.filter(({ ids }) => ids === undefined).length;
  if (without <= MAX_WITHOUT_ID) return form;
  throw new DrydockError(
    "POLICY_INVALID",
    `${form.name}: ${without} entries name no id, more than the ${MAX_WITHOUT_ID} allowed.`,
    { hint: HINT },
  );
}

function readForm(text: string, name: string): Form {
  if (!/\.ya?ml$/i.test(name)) return { name, tool: PLAIN_FORM.tool, ...PLAIN_FORM.read(text) };
  const read = readDocument(text, name, { noun: "an ignore file", hint: HINT });
  const form = formOf(basename(name), read);
  if (form === undefined)
    throw new DrydockError("POLICY_INVALID", `${name} is no ignore file of a form that drydock knows.`, {
      hint: `It knows ${FOUND_NAMES.join(", ")}, and OpenVEX as .json.`,
    });
  return { name, tool: form.tool, ...form.read(read) };
}

function formOf(name: string, { document }: ReadDocument): YamlForm | undefined {
  const { contents } = document;
  const keys = isMap(contents) ? contents.items.map(({ key }) => String(key)) : [];
  return (
    YAML_FORMS.find((form) => form.name.test(name)) ??
    YAML_FORMS.find((form) => form.keys.some((key) => keys.includes(key)))
  );
}

/** `undefined` = it is not there. */
async function readText(path: string, name: string): Promise<string | undefined> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new DrydockError("POLICY_INVALID", `The ignore file ${name} cannot be read: ${why}`, {
      hint: HINT,
      cause,
    });
  };
  try {
    const found = await stat(path);
    if (!found.isFile()) return refuse("it is no file.");
    if (found.size > MAX_BYTES)
      return refuse(`it has ${found.size} bytes, more than the ${MAX_BYTES} allowed.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return refuse(messageOf(error), error);
  }
}
