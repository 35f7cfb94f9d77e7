import type { Gap } from "../model/index.ts";
import type { DetectorInput, ReadImage } from "./detector.ts";

/** An input whose second looks at the layers are watched. */
interface Watched {
  readonly input: DetectorInput;
  /** Of layers that could not be read again as far as they were read at first: they broke off, or time was up. */
  readonly gaps: readonly Gap[];
}

/** What a second look does not see, its detector takes for not there: so each such gap is told, whoever looks. */
export function watched(input: DetectorInput): Watched {
  const { read } = input;
  if (read === undefined) return { input, gaps: [] };
  const known = new Set(read.view.gaps.map(keyOf));
  const gaps: Gap[] = [];
  const again: ReadImage["again"] = async (analyzers, layers) => {
    const results = await read.again(analyzers, layers);
    for (const gap of [...results.values()].flatMap((result) => result.gaps)) {
      if (gap.by !== "layers" || known.has(keyOf(gap))) continue;
      known.add(keyOf(gap));
      gaps.push(gap);
    }
    return results;
  };
  return { input: { ...input, read: { ...read, again } }, gaps };
}

function keyOf({ where, reason }: Gap): string {
  return `${where}\n${reason}`;
}
