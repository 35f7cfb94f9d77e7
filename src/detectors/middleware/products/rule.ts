import type { Rule } from "../../../model/index.ts";

/** What holds for every row of the catalogue's section on middleware. */
const GUARDS =
  "It does not fire for what listens on loopback only, for sample files, for a file that neither the command line nor the product's own default leads to, and for a product that is not in the image.";

/** A row of the catalogue. `guards` = what it spares besides what all rows do. */
export function middlewareRule(
  row: Pick<Rule, "id" | "title" | "severity" | "fires" | "advice"> & {
    readonly guards?: string;
    readonly peers?: readonly string[];
  },
): Rule {
  const { guards, peers = [] } = row;
  return {
    ...row,
    category: "baseline",
    peers,
    guards: guards === undefined ? GUARDS : `${GUARDS} ${guards}`,
  };
}
