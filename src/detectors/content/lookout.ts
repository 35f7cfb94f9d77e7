import { AnchorScanner } from "../../patterns/index.ts";
import { type ContentAnchor, type ContentKind, type Contributor, MAX_WINDOW } from "./contributor.ts";

/** Whose anchor it is, and which of his. */
export interface LookoutAnchor {
  readonly owner: number;
  readonly index: number;
}

/** Anchors that are looked for together, and the most that anybody wants to see around them. */
interface Among {
  readonly scanner: AnchorScanner;
  readonly anchors: readonly LookoutAnchor[];
  readonly before: number;
  readonly after: number;
}

/**
 * All contributors' anchors in one table: for text, and the few of them that make sense in other files. They are made when
 * the first such file comes.
 */
export class Lookout {
  readonly contributors: readonly Contributor[];
  #text: Among | undefined;
  #others: Among | undefined;

  constructor(contributors: readonly Contributor[]) {
    this.contributors = contributors;
  }

  among(kind: ContentKind): Among {
    if (kind === "text") {
      this.#text ??= among(this.contributors, () => true);
      return this.#text;
    }
    this.#others ??= among(this.contributors, ({ inBinary }) => inBinary === true);
    return this.#others;
  }
}

function among(contributors: readonly Contributor[], wants: (anchor: ContentAnchor) => boolean): Among {
  const found = contributors.flatMap(({ anchors }, owner) =>
    anchors.map((anchor, index) => ({ anchor, owner, index })).filter(({ anchor }) => wants(anchor)),
  );
  const scanner = new AnchorScanner(found.map(({ anchor }) => anchor));
  const most = (sizes: readonly number[]) => Math.min(MAX_WINDOW, Math.max(0, ...sizes));
  return {
    scanner,
    anchors: found.map(({ owner, index }) => ({ owner, index })),
    before: most(found.map(({ anchor }) => anchor.before ?? 0)),
    after: most([scanner.longest, ...found.map(({ anchor }) => anchor.after ?? 0)]),
  };
}
