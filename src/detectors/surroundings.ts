import { atLeast, type Package, type Severity } from "../model/index.ts";
import type { ReadImage } from "./detector.ts";
import { comparedFiles } from "./package-files.ts";

/** Folders and files of tests, examples and documentation. */
const FIXTURES =
  /(?:^|\/)(?:tests?|testing|__tests__|specs?|fixtures?|testdata|test[-_]data|examples?|samples?|docs?|doc-base|documentation|man|mocks?)\/|\.(?:md|rst|html?|mdx|adoc)$|(?:^|\/)(?:readme|changelog|changes|news|history)[^/]*$|\.(?:test|spec)\.[a-z]{2,4}$|_test\.[a-z]{2}$/i;

/** Debian's ssl-cert makes it on each machine, for whoever has no certificate yet. */
const SNAKEOIL = /(?:^|\/)ssl-cert-snakeoil\.key$/;

/** Folders into which the package managers of languages put what they install, and those of languages themselves. */
const LANGUAGE_PACKAGES =
  /(?:^|\/)(?:node_modules|bower_components|site-packages|dist-packages|gems|go\/pkg\/mod|\.cargo\/registry\/src|\.m2\/repository|vendor|lib\/python[23][\d.]{0,6}|local\/go\/src)\//;

/** Tests, examples and documentation. */
export function isAmongFixtures(path: string): boolean {
  return FIXTURES.test(path);
}

/** What the place of a file says about how bad a secret in it is. */
export interface Rating {
  readonly severity: Severity;
  /** Why it is not the rule's own severity. */
  readonly because?: string;
}

/**
 * What a package brought is the same wherever it is installed, so no secret of this image: among tests and documents it
 * is hardly worth a word (guard 5 of section 3), elsewhere somebody may use it as it came.
 */
export function rated(severity: Severity, path: string, owner: Package | undefined): Rating {
  const isFixture = isAmongFixtures(path);
  if (SNAKEOIL.test(path))
    return { severity: atMost(severity, "low"), because: "A key for tests that the distribution makes." };
  if (owner !== undefined) {
    const because = `It came with the package ${owner.name}, so everybody has it.`;
    return { severity: atMost(severity, isFixture ? "negligible" : "low"), because };
  }
  if (!isFixture || !LANGUAGE_PACKAGES.test(path)) return { severity };
  return {
    severity: atMost(severity, "negligible"),
    because: "It lies among the tests or documents of a package.",
  };
}

/** Answers which system package brought this version of a file, so that nobody else can have put it there. */
export type OwnerOf = (file: {
  readonly path: string;
  readonly layer: number;
  readonly isHidden: boolean;
}) => Package | undefined;

/**
 * Of what is there at the end the package's digests tell. Where they do not, and for what is deleted, the layer does: in
 * a later one than its package's, somebody else has written it.
 */
export async function ownersOf(read: ReadImage, visible: Iterable<string>): Promise<OwnerOf> {
  const compared = await comparedFiles(read, visible);
  return ({ path, layer, isHidden }) => {
    const known = isHidden ? undefined : compared.get(path);
    if (known?.state === "unchanged") return known.owner;
    if (known?.state === "altered") return undefined;
    const owner = read.ownerOf(path);
    return layer > (owner?.locations[0]?.layer ?? -1) ? undefined : owner;
  };
}

function atMost(severity: Severity, limit: Severity): Severity {
  return atLeast(severity, limit) ? limit : severity;
}
