import { compareIdentifiers, compareNumbers, type Dotted, parseDotted } from "./dotted.ts";
import { defineEcosystem } from "./ranges.ts";
import { readBound, seriesTest } from "./series.ts";

/**
 * Versions of Bitnami's packages: what looks like a pre-release is the revision of the package, and comes after the
 * bare version. Source: the README and behaviour of bitnami/go-version. It wants three numbers; some of Bitnami's own
 * components have two or four, so any number is taken here.
 */
export const bitnami = defineEcosystem<Dotted>("bitnami", {
  parse: parseRevision,
  order,
  comparison: (operator, text) => {
    const bound = readBound(text, parseRevision);
    return operator === "~>" || bound === undefined ? undefined : seriesTest(operator, bound, order);
  },
  special: (alternative) => (alternative === "" ? () => true : undefined),
});

function parseRevision(text: string): Dotted | undefined {
  return parseDotted(text.replace(/^v/, ""));
}

function order(a: Dotted, b: Dotted): number {
  return compareNumbers(a.numbers, b.numbers) || compareIdentifiers(a.pre, b.pre);
}
