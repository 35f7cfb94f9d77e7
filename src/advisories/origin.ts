import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError } from "../errors.ts";
import { type ImageName, parseImageName } from "../image/reference.ts";
import type { DatabaseKind } from "./kind.ts";

export interface NamedRepository {
  /** As the user would write it. */
  readonly text: string;
  readonly name: ImageName;
}

/** Where a database comes from. */
export type Origin =
  | { readonly kind: "file"; readonly path: string } // the database itself, perhaps with metadata.json beside it
  | { readonly kind: "archive"; readonly path: string } // as repositories hold it
  | { readonly kind: "repositories"; readonly list: readonly NamedRepository[] };

/**
 * Reads the value of `kind.option`: a path that exists, else OCI references separated by commas; `undefined` = the
 * public repositories. Throws `DrydockError` USAGE, REFERENCE or DATABASE_MISSING.
 */
export async function parseOrigin(value: string | undefined, kind: DatabaseKind): Promise<Origin> {
  if (value === undefined) return repositories(kind.repositories);
  if (value.trim() === "")
    throw new DrydockError("USAGE", `${kind.option} is empty.`, { hint: "Leave it out, or name one." });
  const found = await stat(value).catch(() => undefined);
  if (found?.isDirectory()) return insideFolder(value, kind);
  if (found !== undefined && !found.isFile()) throw missing(`${value} is neither a file nor a folder.`, kind);
  if (found !== undefined)
    return (await isGzip(value)) ? { kind: "archive", path: value } : { kind: "file", path: value };
  if (looksLikePath(value)) throw missing(`There is no ${value}.`, kind);
  return repositories(value.split(",").map((text) => text.trim()));
}

/** Trivy's cache folder keeps its files one level deeper. */
async function insideFolder(folder: string, kind: DatabaseKind): Promise<Origin> {
  for (const name of [kind.file, `${kind.folder}/${kind.file}`]) {
    const path = join(folder, name);
    if ((await stat(path).catch(() => undefined))?.isFile()) return { kind: "file", path };
  }
  const archive = join(folder, kind.archive);
  if ((await stat(archive).catch(() => undefined))?.isFile()) return { kind: "archive", path: archive };
  throw missing(`The folder ${folder} holds neither a ${kind.file} nor a ${kind.archive}.`, kind);
}

async function isGzip(path: string): Promise<boolean> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (cause) {
    throw new DrydockError("DATABASE_MISSING", `${path} cannot be opened.`, {
      hint: "Check its permissions.",
      cause,
    });
  }
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function repositories(texts: readonly string[]): Origin {
  return {
    kind: "repositories",
    list: texts.map((text) => {
      const bare = text.replace(/^registry:/, "");
      return { text: bare, name: parseImageName(bare) };
    }),
  };
}

function looksLikePath(text: string): boolean {
  return /^[./~]/.test(text) || /\.(db|tgz|gz|tar)$/.test(text);
}

function missing(what: string, { option, file, archive }: DatabaseKind): DrydockError {
  return new DrydockError("DATABASE_MISSING", what, {
    hint: `Give ${option} a folder with ${file}, a ${archive}, a ${file}, or an OCI reference.`,
  });
}
