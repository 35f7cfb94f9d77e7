import type { Package } from "../../model/index.ts";
import { familyOf } from "./families.ts";
import { planOf } from "./family-plan.ts";
import { type GapLog, short } from "./gap-log.ts";
import { type Match, match } from "./match.ts";
import type { MatchInput, Scene } from "./plan.ts";
import { SUPPLIERS } from "./suppliers/index.ts";
import type { Work } from "./suppliers/supplier.ts";
import { isThirdParty } from "./third-party.ts";

/** Catalogers of system packages. What others find (`npm`, `python`, …) has advisories of another kind. */
const SYSTEM: ReadonlySet<string> = new Set(["apk", "dpkg", "rpm", "rpm-manifest", "bottlerocket"]);

export function isSystemPackage(pkg: Package): boolean {
  return SYSTEM.has(pkg.by);
}

/** The system packages that advisories of their distribution, or of whoever rebuilt them, apply to. */
export function matchSystemPackages(input: MatchInput, gaps: GapLog): readonly Match[] {
  const packages = input.packages.filter((pkg) => isSystemPackage(pkg) && !isKey(pkg));
  return worksFor(input, packages, gaps).flatMap(({ plan, packages: all }) => {
    const known = plan.thirdParty ? all : withoutThirdParties(all, gaps);
    return match(plan, known, input.store, gaps);
  });
}

/** rpm lists the keys it trusts as packages. */
function isKey(pkg: Package): boolean {
  return pkg.name === "gpg-pubkey";
}

function worksFor(input: MatchInput, packages: readonly Package[], gaps: GapLog): readonly Work[] {
  const { os } = input;
  if (os === undefined) {
    if (packages.length > 0)
      gaps.add(
        "no-os",
        "image",
        `Nothing in the image tells which distribution it is, so its system packages (${packages.length}) could not be matched.`,
      );
    return [];
  }
  const distro = short(os.prettyName || `${os.family} ${os.version}`.trim());
  if (packages.length === 0) {
    gaps.add(
      "unreadable",
      distro,
      `The image says that it is ${distro}, but no package database was found in it, so what it holds could not be matched.`,
    );
    return [];
  }
  const scene: Scene = { ...input, os, packages, gaps };
  const supplier = SUPPLIERS.find((one) => one.isAtWork(scene));
  if (supplier !== undefined) return supplier.works(scene);
  const family = familyOf(os);
  if (family !== undefined) return [{ plan: planOf(family, scene), packages }];
  gaps.add(
    "unsupported-distro",
    distro,
    `No advisories are known for ${distro}, so its packages (${packages.length}) could not be matched.`,
  );
  return [];
}

function withoutThirdParties(packages: readonly Package[], gaps: GapLog): Package[] {
  return packages.filter((pkg) => {
    if (!isThirdParty(pkg)) return true;
    const vendor = pkg.vendor ? short(pkg.vendor) : "a vendor that is not named";
    gaps.packages(
      "third-party",
      vendor,
      pkg,
      (names) =>
        `The advisories of the distribution do not cover what ${vendor} has built: ${names} could not be matched.`,
    );
    return false;
  });
}
