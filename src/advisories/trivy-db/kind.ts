import type { DatabaseKind } from "../kind.ts";
import { openTrivyDb } from "./store.ts";

/** Source: trivy `pkg/db/db.go`. */
export const TRIVY_DB: DatabaseKind = {
  name: "advisory database",
  id: "trivy-db",
  schema: 2,
  option: "--db",
  repositories: ["mirror.gcr.io/aquasec/trivy-db:2", "ghcr.io/aquasecurity/trivy-db:2"],
  layerType: "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip",
  archive: "db.tar.gz",
  file: "trivy.db",
  maxBytes: 8 * 1024 ** 3, // published ones have 0.6 GB
  folder: "db",
  mustBeFresh: true,
  check: (path, info) => openTrivyDb(path, info).close(),
};
