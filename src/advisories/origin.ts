import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { DrydockError } from "../errors.ts";
import { type ImageName, parseImageName } from "../image/reference.ts";

/** The public repositories of trivy-db, schema 2, in the order they are tried. */
const DEFAULT_REPOSITORIES: readonly string[] = [
  "mirror.gcr.io/aquasec/trivy-db:2",
  "ghcr.io/aquasecurity/trivy-db:2",
];

export interface NamedRepository {
  /** As the user would write it. */
  readonly text: string;
  readonly name: ImageName;
}

/** Where a database comes from. */
export type Origin =
  | { readonly kind: "file"; readonly path: string } // a trivy.db, perhaps with metadata.json beside it
  | { readonly kind: "archive"; readonly path: string } // a db.tar.gz
  | { readonly kind: "repositories"; readonly list: readonly NamedRepository[] };

/**
 * Reads a `--db` value: a path that exists, else OCI references separated by commas. Throws `DrydockError` USAGE,
 * REFERENCE or DATABASE_MISSING.
 */
export async function parseOrigin(db: string | undefined): Promise<Origin> {
  if (db === undefined) return repositories(DEFAULT_REPOSITORIES);
  if (db.trim() === "")
    throw new DrydockError("USAGE", "--db is empty.", { hint: "Leave it out, or name one." });
  const found = await stat(db).catch(() => undefined);
  if (found?.isDirectory()) return insideFolder(db);
  if (found !== undefined && !found.isFile()) throw missing(`${db} is neither a file nor a folder.`);
  if (found !== undefined)
    return (await isGzip(db)) ? { kind: "archive", path: db } : { kind: "file", path: db };
  if (looksLikePath(db)) throw missing(`There is no ${db}.`);
  return repositories(db.split(",").map((text) => text.trim()));
}

/** Trivy's cache folder keeps its files one level deeper. */
async function insideFolder(folder: string): Promise<Origin> {
  for (const name of ["trivy.db", "db/trivy.db"]) {
    const path = join(folder, name);
    if ((await stat(path).catch(() => undefined))?.isFile()) return { kind: "file", path };
  }
  const archive = join(folder, "db.tar.gz");
  if ((await stat(archive).catch(() => undefined))?.isFile()) return { kind: "archive", path: archive };
  throw missing(`The folder ${folder} holds neither a trivy.db nor a db.tar.gz.`);
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

function missing(what: string): DrydockError {
  return new DrydockError("DATABASE_MISSING", what, {
    hint: "Give --db a folder with trivy.db, a db.tar.gz, a trivy.db, or an OCI reference.",
  });
}
