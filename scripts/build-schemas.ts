/** Writes the JSON Schemas that are generated from code: `node scripts/build-schemas.ts`. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { policyJsonSchema } from "../src/policy/index.ts";

const folder = join(import.meta.dirname, "../schema");
const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
await writeFile(join(folder, "drydock-policy.schema.json"), text);
