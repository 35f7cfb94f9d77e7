import { compareDotted, type Dotted, parseDotted } from "./dotted.ts";
import { defineEcosystem, type Test } from "./ranges.ts";
import { readBound, seriesTest } from "./series.ts";

/** npm itself takes no longer versions. */
const MAX_LENGTH = 256;

/**
 * Versions as npm reads those of installed packages, loosely: `v1.2.3`, `=1.2.3` and `1.2.3beta` are versions. Ranges
 * as npm's with pre-releases included, so `<2` leaves out 2.0.0-rc; besides, commas may separate, as in advisories.
 * Unlike go-npm-version, `~1.2` and `^1.2` leave out pre-releases of the next series, and `1.0 - 2.0` is known.
 * Source: node-semver's README and its behaviour, includePrerelease and loose.
 */
export const npm = defineEcosystem<Dotted>("npm", {
  parse,
  order: compareDotted,
  comparison: (operator, text) => {
    const bound = readBound(text, parse);
    return operator === "!=" || bound === undefined ? undefined : seriesTest(operator, bound, compareDotted);
  },
  special: hyphenRange,
});

function parse(text: string): Dotted | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const version = parseDotted(text.trim().replace(/^[v=\s]+/, ""));
  return version?.numbers.length === 3 ? version : undefined;
}

/**
 * `1.2 - 2.3.4` is `>=1.2 <=2.3.4`, but that it takes pre-releases of the lower bound too. Nothing at all is anything.
 */
function hyphenRange(alternative: string): Test<Dotted> | undefined {
  if (alternative === "") return () => true;
  const [from, hyphen, to, ...more] = alternative.split(/\s+/);
  if (hyphen !== "-" || from === undefined || to === undefined || more.length > 0) return undefined;
  const [low, high] = [readBound(from, parse), readBound(to, parse)];
  const open = low?.whole?.pre.length === 0 ? { ...low, whole: undefined } : low;
  const above = open && seriesTest(">=", open, compareDotted);
  const below = high && seriesTest("<=", high, compareDotted);
  return above && below && ((version) => above(version) && below(version));
}
