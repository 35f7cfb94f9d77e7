import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";

/** Real images and a real advisory database that live beside a development checkout, not in it. */
const root = join(import.meta.dirname, "../../../shared/corpus");

export const corpus = {
  present: existsSync(join(root, "images")),
  image: (folder: string, file: string): string => join(root, "images", folder, file),
  database: join(root, "trivy-db/db.tar.gz"),
};

/** Like `describe`, skipped with a message where the corpus is missing. */
export function describeCorpus(name: string, body: () => void): void {
  if (corpus.present) describe(name, body);
  else describe.skip(`${name} (skipped: no corpus beside the checkout)`, body);
}
