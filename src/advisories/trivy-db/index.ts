/** trivy-db, schema 2: a folder with `trivy.db` and `metadata.json` comes in, an `AdvisoryStore` goes out. */
export { databaseInfoOf, parseMetadata } from "./metadata.ts";
export { openTrivyDb } from "./store.ts";
