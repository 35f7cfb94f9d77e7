/** How trivy-db names a distribution's root bucket. Source: trivy-db `pkg/vulnsrc/bucket/bucket.go`. */

/** With the release behind the name; `""` as release gives the name alone. */
const WITH_RELEASE: Readonly<Record<string, string>> = {
  alpine: "alpine",
  debian: "debian",
  ubuntu: "ubuntu",
  rocky: "rocky",
  alma: "alma",
  oracle: "Oracle Linux",
  amazon: "amazon linux",
  suse: "SUSE Linux Enterprise",
  slem: "SUSE Linux Enterprise Micro",
  "opensuse-leap": "openSUSE Leap",
  photon: "Photon OS",
  mariner: "CBL-Mariner",
  azurelinux: "Azure Linux",
};

/** One bucket for all releases. Red Hat tells them apart by CPE. */
const WITHOUT_RELEASE: Readonly<Record<string, string>> = {
  redhat: "Red Hat",
  centos: "Red Hat",
  "opensuse-tumbleweed": "openSUSE Tumbleweed",
  wolfi: "wolfi",
  chainguard: "chainguard",
  minimos: "minimos",
  echo: "echo",
  bottlerocket: "bottlerocket",
};

/** Vendors of rebuilt packages; their buckets are `<supplier> <distribution>[ <release>]`. */
const SUPPLIERS = ["root.io", "seal", "rapidfort"];
const SUPPLIED: Readonly<Record<string, string>> = {
  alpine: "alpine",
  debian: "debian",
  ubuntu: "ubuntu",
  fedora: "fedora",
  redhat: "Red Hat",
  centos: "Red Hat",
  "Red Hat": "Red Hat",
};

/**
 * The root bucket of a family (as `OsRelease.family`, or `<supplier> <family>`) and a release as the bucket spells it.
 * `undefined` = trivy-db has no data for this family.
 */
export function bucketName(family: string, release: string): string | undefined {
  const single = own(WITHOUT_RELEASE, family);
  if (single !== undefined) return single;
  const name = own(WITH_RELEASE, family) ?? suppliedName(family);
  if (name === undefined) return undefined;
  return release === "" ? name : `${name} ${release}`;
}

function suppliedName(family: string): string | undefined {
  const supplier = SUPPLIERS.find((known) => family.startsWith(`${known} `));
  if (supplier === undefined) return undefined;
  const base = own(SUPPLIED, family.slice(supplier.length + 1));
  return base === undefined ? undefined : `${supplier} ${base}`;
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
