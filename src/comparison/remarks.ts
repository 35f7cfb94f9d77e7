import { CATEGORIES, categoryOf, type Finding, type Since } from "../model/index.ts";
import type { Present } from "./compare.ts";
import type { Earlier } from "./earlier.ts";

interface Compared {
  readonly present: Present;
  readonly earlier: Earlier;
  sinceOf(finding: Finding): Since | undefined;
  readonly fixed: readonly Finding[];
  /** Findings that are gone, but that this scan may have missed. */
  readonly hidden: number;
}

/** What there is to say of a comparison, most important first: what was compared, then where the two looks differ. */
export function remarksOn(compared: Compared): readonly string[] {
  return [
    summary(compared),
    ...unseen(compared),
    ...partial(compared),
    ...database(compared),
    ...(compared.earlier.note === undefined ? [] : [compared.earlier.note]),
    ...hidden(compared),
  ];
}

function summary({ present, earlier, sinceOf, fixed }: Compared): string {
  const { reference, digest } = earlier.image;
  const counted = (since: Since) => present.findings.filter((finding) => sinceOf(finding) === since).length;
  const when = earlier.scannedAt.slice(0, 16).replace("T", " ");
  return `Compared with ${reference} (${digest}, scanned on ${when} UTC): ${counted("new")} new, ${counted("known")} known, ${fixed.length} fixed.`;
}

function unseen({ present, earlier }: Compared): readonly string[] {
  const lookedAt = new Set(earlier.checked.categories);
  return CATEGORIES.filter((one) => present.categories.has(one) && !lookedAt.has(one)).map((category) => {
    const number = present.findings.filter((finding) => categoryOf(finding) === category).length;
    return `The baseline did not look for ${category}, so nobody can tell what of it is new; rules about new findings count all ${number}.`;
  });
}

function partial({ present, earlier }: Compared): readonly string[] {
  return (earlier.checked.partial ?? [])
    .filter((category) => present.categories.has(category))
    .map(
      (category) =>
        `The baseline looked for ${category} with rules switched off: findings may be called new only because nobody looked.`,
    );
}

/** What was published meanwhile is new, though nothing in the image is. */
function database({ present, earlier }: Compared): readonly string[] {
  const [now, then] = [present.database?.updatedAt, earlier.database?.updatedAt];
  if (now === undefined || then === undefined || now === then) return [];
  return [
    `The baseline was matched with a database of ${then}, this image with one of ${now}: vulnerabilities published in between are called new.`,
  ];
}

function hidden({ hidden }: Compared): readonly string[] {
  if (hidden === 0) return [];
  const [what, it] = hidden === 1 ? ["1 finding", "it is"] : [`${hidden} findings`, "they are"];
  return [
    `${what} of the baseline ${hidden === 1 ? "is" : "are"} not found any more, but something could not be read this time, so ${it} not called fixed.`,
  ];
}
