/** Whose a layer is: the base image's, or of the Dockerfile's author. */
export type Owner = "base" | "own" | "unknown";

/** Where a layer comes from. Plain JSON. */
export interface LayerOrigin {
  /** As its author would have written it; the file's own words where it is found there. */
  readonly instruction?: string;
  /**
   * Of a layer of the base image, and of one whose instruction is not found, the `FROM` to start looking from. Absent
   * without a Dockerfile.
   */
  readonly dockerfile?: DockerfileLines;
  readonly owner: Owner;
  /** Of owner and lines both. */
  readonly certainty: "proved" | "likely" | "unknown";
  /** A sentence for people. */
  readonly note?: string;
}

export interface DockerfileLines {
  /** Relative to the repository, as far as that is known. */
  readonly path: string;
  /** Lines count from 1, both inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** Of `endLine`: the column after its last character, counted from 1 in UTF-16 code units. */
  readonly endColumn?: number;
}

export interface BaseImage {
  /** With its tag, if it is told. */
  readonly name?: string;
  readonly digest?: string;
  /** Who says so. */
  readonly from: "label" | "annotation" | "dockerfile" | "history";
}
