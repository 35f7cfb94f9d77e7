import type { Owner } from "../../model/index.ts";
import { historyRow } from "../../provenance/index.ts";
import type { ReadImage } from "../detector.ts";
import type { Scene, Step } from "./scene.ts";

/** Whose an instruction is: of a Dockerfile its author's, of the history as its layers tell. */
export function rowOwners({ source }: Scene, read: ReadImage | undefined): (step: Step) => Owner {
  if (source === "dockerfile") return () => "own";
  const owners = read === undefined ? [] : ownersOfRows(read);
  return ({ instruction }) => owners[instruction.startLine - 1] ?? "unknown";
}

/**
 * A row that brought no layer is the base's where a layer of the base comes after it, and the image's own where one of its
 * own came before; between the two nobody can tell.
 */
function ownersOfRows({ image, origins }: ReadImage): readonly Owner[] {
  const rows = image.config.history.map(historyRow);
  if (rows.filter(({ hasLayer }) => hasLayer).length !== image.layers.length) return [];
  let layer = -1;
  const layers = rows.map(({ hasLayer }) => (hasLayer ? ++layer : undefined));
  const of = (index: number | undefined): Owner =>
    index === undefined ? "unknown" : (origins[index]?.owner ?? "unknown");
  let before: number | undefined;
  return layers.map((own) => {
    before = own ?? before;
    if (own !== undefined) return of(own);
    // Layers stand in the order of their numbers.
    const next = before === undefined ? 0 : before + 1;
    if (of(next) === "base") return "base";
    return of(before) === "own" ? "own" : "unknown";
  });
}
