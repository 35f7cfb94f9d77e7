import { bitnami } from "./bitnami.ts";
import { composer } from "./composer.ts";
import { conan } from "./conan.ts";
import { cargo, go, hex, julia, nuget, pub, swift } from "./generic.ts";
import { maven } from "./maven.ts";
import { npm } from "./npm.ts";
import { pep440 } from "./pep440.ts";
import type { EcosystemVersions } from "./ranges.ts";
import { cocoapods, rubygems } from "./rubygems.ts";

const ECOSYSTEMS: ReadonlyMap<string, EcosystemVersions> = new Map([
  ["bitnami", bitnami],
  ["cargo", cargo],
  ["cocoapods", cocoapods],
  ["composer", composer],
  ["conan", conan],
  ["erlang", hex],
  ["go", go],
  ["julia", julia],
  // Kubernetes' own components are released as Go modules are.
  ["k8s", go],
  ["maven", maven],
  ["npm", npm],
  ["nuget", nuget],
  ["pip", pep440],
  ["pub", pub],
  ["rubygems", rubygems],
  ["swift", swift],
]);

/** The versions of an ecosystem by its trivy-db name. Asking for one that is not in the table is a bug of ours. */
export function versionsOf(ecosystem: string): EcosystemVersions {
  const found = ECOSYSTEMS.get(ecosystem);
  if (found === undefined) throw new Error(`no version scheme for the ecosystem ${ecosystem}`);
  return found;
}
