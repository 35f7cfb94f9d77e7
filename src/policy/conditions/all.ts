/** Every condition that a rule may have, a line each. */

export { age } from "./age.ts";
export { branch } from "./branch.ts";
export { category } from "./category.ts";
export { cvss } from "./cvss.ts";
export { cwe } from "./cwe.ts";
export { environment } from "./environment.ts";
export { epss } from "./epss.ts";
export { fixAge } from "./fix-age.ts";
export { fixable } from "./fixable.ts";
export { image } from "./image.ts";
export { kev } from "./kev.ts";
export { layer } from "./layer.ts";
export { licence } from "./licence.ts";
export { isNew } from "./new.ts";
export { owner } from "./owner.ts";
export { packageName } from "./package.ts";
export { path } from "./path.ts";
export { publishedBefore } from "./published-before.ts";
export { purl } from "./purl.ts";
export { rule } from "./rule.ts";
export { severity } from "./severity.ts";
export { status } from "./status.ts";
