import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { DrydockError } from "../../errors.ts";

/**
 * Opens an SQLite file to read from, as it lies there: no locks, no journal beside it, nothing written. Throws
 * `DrydockError` UNSUPPORTED where this Node has no SQLite.
 */
export function openSqlite(path: string): DatabaseSync {
  const sqlite = builtin();
  if (sqlite === undefined) throw unsupported();
  const url = pathToFileURL(path);
  url.search = "mode=ro&immutable=1";
  try {
    return new sqlite.DatabaseSync(url, { readOnly: true });
  } catch (error) {
    // Node before 22.15 takes no addresses, by which alone "immutable" can be said.
    if (error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_ARG_TYPE")
      throw unsupported(error);
    throw error;
  }
}

/** Node before 22.5 does not have it, Node before 22.13 only with a flag. */
function builtin(): typeof import("node:sqlite") | undefined {
  // Node warns at the first use that the module may change: nothing that users of drydock can do anything about.
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule?.("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

function unsupported(cause?: unknown): DrydockError {
  const message = `Node ${process.versions.node} has no SQLite (or too little of it), which --java-db needs.`;
  return new DrydockError("UNSUPPORTED", message, {
    hint: "Use Node 22.15 or newer, or leave --java-db out.",
    cause,
  });
}
