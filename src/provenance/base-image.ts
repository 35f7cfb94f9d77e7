import type { StageChain } from "../dockerfile/index.ts";
import type { BaseImage } from "../model/provenance.ts";
import type { HistoryRow } from "./history-row.ts";

const NAME = "org.opencontainers.image.base.name";
const DIGEST = "org.opencontainers.image.base.digest";

type Texts = Readonly<Record<string, string>>;

/**
 * Annotations are the image's own, so they come first; labels come last, as an image inherits those of its base and
 * with them its base's base. `chain` only if the image was built from it. Source: OCI image-spec 1.1, annotations.md.
 */
export function baseImage(
  annotations: Texts,
  labels: Texts,
  chain: StageChain | undefined,
  rows: readonly HistoryRow[],
): BaseImage | undefined {
  const annotated = stated(annotations, "annotation");
  if (annotated !== undefined) return annotated;
  if (chain?.isScratch) return undefined;
  const labelled = stated(labels, "label");
  if (chain?.base !== undefined) {
    const written = reference(chain.base);
    const digest = written.digest ?? (labelled?.name === written.name ? labelled.digest : undefined);
    return { name: written.name, ...(digest === undefined ? {} : { digest }), from: "dockerfile" };
  }
  if (labelled !== undefined) return labelled;
  const named = rows.findLast(({ from }) => from !== undefined)?.from;
  return named === undefined ? undefined : { ...reference(named), from: "history" };
}

function stated(texts: Texts, from: "label" | "annotation"): BaseImage | undefined {
  const name = own(texts, NAME);
  const digest = own(texts, DIGEST);
  if (name === undefined && digest === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), ...(digest === undefined ? {} : { digest }), from };
}

function own(texts: Texts, key: string): string | undefined {
  return Object.hasOwn(texts, key) && texts[key] !== "" ? texts[key] : undefined;
}

/** The digest is what follows the `@`; a tag stays with the name. */
function reference(text: string): { readonly name: string; readonly digest?: string } {
  const at = text.indexOf("@");
  return at < 0 ? { name: text } : { name: text.slice(0, at), digest: text.slice(at + 1) };
}
