/** trivy-db, schema 2: a `trivy.db` comes in, an `AdvisoryStore` goes out. */
export { TRIVY_DB } from "./kind.ts";
export { openTrivyDb } from "./store.ts";
