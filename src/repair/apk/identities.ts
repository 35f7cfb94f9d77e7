import type { Root } from "../model.ts";
import { readText } from "./paths.ts";

/** Who is who in the image. */
export interface Identities {
  readonly users: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, number>;
}

/** Reads `etc/passwd` and `etc/group`; of two lines with one name the first counts. */
export async function readIdentities(root: Root): Promise<Identities> {
  return {
    users: numbers(await readText(root, "etc/passwd")),
    groups: numbers(await readText(root, "etc/group")),
  };
}

function numbers(text: string | undefined): Map<string, number> {
  const ids = new Map<string, number>();
  for (const line of (text ?? "").split("\n")) {
    const [name = "", , id = ""] = line.split(":");
    if (name !== "" && /^\d{1,10}$/.test(id) && !ids.has(name)) ids.set(name, Number(id));
  }
  return ids;
}
