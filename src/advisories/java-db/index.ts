/** trivy-java-db, schema 1: a `trivy-java.db` comes in; it knows the archives of Maven Central by their SHA-1. */
export { type JavaDb, openJavaDbFile } from "./java-db.ts";
export { JAVA_DB } from "./kind.ts";
