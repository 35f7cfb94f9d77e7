import type { DatabaseKind } from "../kind.ts";
import { openJavaDbFile } from "./java-db.ts";

/** Sources: trivy `pkg/javadb/client.go`, trivy-java-db `pkg/db/db.go`. */
export const JAVA_DB: DatabaseKind = {
  name: "Java database",
  id: "trivy-java-db",
  schema: 1,
  option: "--java-db",
  repositories: ["mirror.gcr.io/aquasec/trivy-java-db:1", "ghcr.io/aquasecurity/trivy-java-db:1"],
  layerType: "application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip",
  archive: "javadb.tar.gz",
  file: "trivy-java.db",
  maxBytes: 16 * 1024 ** 3, // published ones have 1.1 GB
  folder: "java-db",
  mustBeFresh: false, // what an old one does not know is told: it becomes a gap
  check: (path, info) => openJavaDbFile(path, info).close(),
};
