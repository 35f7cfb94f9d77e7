import type { Package } from "../../model/index.ts";

/**
 * Who built a package. Advisories of a distribution speak of its own builds; a package that another vendor built under
 * the same name has other versions and other fixes, and no table here speaks of those.
 */

/**
 * Beginnings of rpm's `Vendor`. Fedora is not among them: there are no tables for it, so where its name stands the
 * package is of EPEL, the add-on for Red Hat's family, of which that family's errata say nothing.
 */
const RPM_VENDORS = [
  "Amazon Linux",
  "Amazon.com",
  "CentOS",
  "Oracle America",
  "Red Hat",
  "AlmaLinux",
  "CloudLinux",
  "VMware",
  "SUSE",
  "openSUSE",
  "Microsoft Corporation",
  "Rocky",
];

/** Parts of dpkg's `Maintainer` by which well-known third parties are told; all others count as the distribution's. */
const DEB_OUTSIDERS = [
  "support@docker.com",
  "@nvidia.com",
  "Google Cloud CLI Authors",
  "sapmachine@sap.com",
  "@hashicorp.com",
  "@microsoft.com",
  "@mongodb.com",
  "developers@lists.mariadb.org",
  "dev@couchdb.apache.org",
  "info@elastic.co",
  "nginx-packaging@f5.com",
  "@konghq.com",
  "@cloudflare.com",
  "support@influxdb.com",
  "support@gitlab.com",
  "contact@grafana.com",
  "@datadoghq.com",
  "@nodesource.com",
  "info@tailscale.com",
  "@openrobotics.org",
  "@osrfoundation.org",
];
const DEB_OUTSIDERS_EXACT = new Set(["GitHub", "HashiCorp"]);

/** Whether the distribution's advisories say nothing of this package. apk and manifests name no vendor: all count. */
export function isThirdParty(pkg: Package): boolean {
  const vendor = pkg.vendor ?? "";
  if (pkg.by === "dpkg")
    return DEB_OUTSIDERS_EXACT.has(vendor) || DEB_OUTSIDERS.some((part) => vendor.includes(part));
  if (pkg.by !== "rpm") return false;
  // Amazon Linux 2 has packages without a vendor.
  if (vendor === "") return !pkg.version.includes("amzn");
  return !RPM_VENDORS.some((start) => vendor.startsWith(start));
}
