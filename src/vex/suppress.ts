import { type Finding, isVulnerability, type Package, type Suppression } from "../model/index.ts";
import { type ImageIdentity, imageMatcher } from "./image-match.ts";
import { isPurlOf } from "./purl-match.ts";
import type { Identity, Product, Statement, VexDocument } from "./statement.ts";

/** What VEX documents say about the findings of one image. */
export interface VexAnswers {
  readonly suppressed: ReadonlyMap<Finding, Suppression>;
  readonly remarks: readonly string[];
}

/** Statements and justifications come from strangers, and are shown in one line. */
const MAX_IMPACT = 500;

/**
 * Which findings do not count, and why. Of all statements that are about a finding the latest decides; `affected` and
 * `under_investigation` suppress nothing, and take back what was said before. Between statements of one time the last
 * one of the last document does.
 */
export function answerBy(
  documents: readonly VexDocument[],
  findings: readonly Finding[],
  about: { readonly image: ImageIdentity; readonly packages: readonly Package[] },
): VexAnswers {
  const applies = productMatcher(about.image, about.packages);
  const byVulnerability = statementsByVulnerability(documents);
  const suppressed = new Map<Finding, Suppression>();
  const speaking = new Set<VexDocument>();
  for (const finding of findings.filter(isVulnerability)) {
    const ids = new Set(
      [finding.rule, finding.advisory.id, ...finding.advisory.aliases].map((id) => id.toUpperCase()),
    );
    let latest: Said | undefined;
    for (const said of [...ids].flatMap((id) => byVulnerability.get(id) ?? [])) {
      if (!said.statement.products.some((product) => applies(product, finding.package))) continue;
      speaking.add(said.document);
      if (latest === undefined || isLater(said, latest)) latest = said;
    }
    const suppression = latest === undefined ? undefined : suppressionBy(latest);
    if (suppression !== undefined) suppressed.set(finding, suppression);
  }
  const silent = documents.filter((document) => !speaking.has(document));
  return {
    suppressed,
    remarks: silent.map(({ file }) => `The VEX document ${file} speaks of none of the findings.`),
  };
}

interface Said {
  readonly statement: Statement;
  readonly document: VexDocument;
  /** Place among all statements of all documents. */
  readonly order: number;
}

function statementsByVulnerability(documents: readonly VexDocument[]): ReadonlyMap<string, readonly Said[]> {
  const found = new Map<string, Said[]>();
  let order = 0;
  for (const document of documents) {
    for (const statement of document.statements) {
      const said: Said = { statement, document, order: order++ };
      for (const id of new Set(statement.vulnerabilities)) {
        const known = found.get(id);
        if (known === undefined) found.set(id, [said]);
        else known.push(said);
      }
    }
  }
  return found;
}

function isLater(a: Said, b: Said): boolean {
  return a.statement.at === b.statement.at ? a.order > b.order : a.statement.at > b.statement.at;
}

function suppressionBy({ statement, document }: Said): Suppression | undefined {
  const { status, justification, impact } = statement;
  if (status !== "not_affected" && status !== "fixed") return undefined;
  const label = justification?.replaceAll("_", " ");
  const words =
    impact !== undefined && impact.length > MAX_IMPACT ? `${impact.slice(0, MAX_IMPACT)}…` : impact;
  const why = [label, words].filter((part) => part !== undefined).join("; ");
  const claim = status === "fixed" ? "Fixed" : "Not affected";
  return {
    because: `${claim}, says ${document.author} in ${document.id}${why === "" ? "" : `: ${why}`}`,
    vex: { status, ...(justification === undefined ? {} : { justification }) },
  };
}

/** Whether a product, as far as its subcomponents go, is about a package of the image. */
function productMatcher(image: ImageIdentity, packages: readonly Package[]) {
  const isImage = imageMatcher(image);
  const isPackage = ({ purls }: Identity, pkg: Package) => purls.some((purl) => isPurlOf(purl, pkg));
  let dependents: ReadonlyMap<string, readonly Package[]> | undefined;
  return ({ identity, subcomponents }: Product, pkg: Package): boolean => {
    if (subcomponents.length === 0) return isImage(identity) || isPackage(identity, pkg);
    if (!subcomponents.some((one) => isPackage(one, pkg))) return false;
    if (isImage(identity)) return true;
    dependents ??= dependentsOf(packages);
    return leadsOnlyThrough((one) => isPackage(identity, one), pkg, dependents);
  };
}

function dependentsOf(packages: readonly Package[]): ReadonlyMap<string, readonly Package[]> {
  const found = new Map<string, Package[]>();
  for (const pkg of packages) {
    for (const purl of pkg.dependencies ?? []) {
      const known = found.get(purl);
      if (known === undefined) found.set(purl, [pkg]);
      else known.push(pkg);
    }
  }
  return found;
}

/**
 * Whether nothing needs `pkg` but by way of the product: what the product's author says of it holds for nobody else,
 * and a package that nobody is known to need may be the user's own.
 */
function leadsOnlyThrough(
  isProduct: (pkg: Package) => boolean,
  pkg: Package,
  dependents: ReadonlyMap<string, readonly Package[]>,
): boolean {
  const seen = new Set([pkg.purl]);
  const waiting = [pkg.purl];
  let met = false;
  for (let purl = waiting.pop(); purl !== undefined; purl = waiting.pop()) {
    const users = dependents.get(purl) ?? [];
    if (users.length === 0) return false;
    for (const user of users) {
      if (isProduct(user)) met = true;
      else if (!seen.has(user.purl)) {
        seen.add(user.purl);
        waiting.push(user.purl);
      }
    }
  }
  return met;
}
