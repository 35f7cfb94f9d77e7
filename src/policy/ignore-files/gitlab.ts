import { isScalar } from "yaml";
import { imageNameIn, isVulnerability, repositoryOf } from "../../model/index.ts";
import type { ReadDocument } from "../document.ts";
import { quote, start } from "../mistake.ts";
import { type IgnoreEntry, type LeftOut, type ReadEntries, reasonOf } from "./entry.ts";
import { type Pair, pairsIn, unknownKeysIn } from "./yaml-rows.ts";

const LISTS = ["generalallowlist", "images"];

/**
 * Reads a `vulnerability-allowlist.yml`: ids that hold for all images, and ids that hold for some. What stands after an
 * id is a comment. An image is named without its tag: alone, with its registry, or with `@sha256`. Throws
 * `DrydockError` POLICY_INVALID. Source: GitLab's documentation, "Container scanning",
 * `vulnerability-allowlist.yml` data format.
 */
export function readGitlab(read: ReadDocument): ReadEntries {
  const { document } = read;
  const leftOut: LeftOut[] = unknownKeysIn(read, LISTS, "GitLab");
  const entries: IgnoreEntry[] = pairsIn(read, document.get("generalallowlist", true)).map((pair) =>
    entryOf(pair, read),
  );
  for (const { key, value, line } of pairsIn(read, document.get("images", true))) {
    if (isTagged(key)) {
      leftOut.push({ line, why: `${quote(key)} has a tag; images are named without` });
      continue;
    }
    entries.push(...pairsIn(read, value).map((pair) => entryOf(pair, read, key)));
  }
  return { entries, leftOut };
}

function isTagged(key: string): boolean {
  const [name = ""] = key.split("@", 1);
  return repositoryOf(name) !== name;
}

function entryOf({ key: id, value, line }: Pair, read: ReadDocument, image?: string): IgnoreEntry {
  if (value !== null && !isScalar(value))
    return read.fail([{ at: start(value), text: `what stands after ${quote(id)} must be a comment` }]);
  const comment = value?.value;
  return {
    line,
    what: image === undefined ? id : `${id} in ${image}`,
    ...reasonOf(comment === null || comment === undefined ? undefined : String(comment)),
    ids: { vulnerability: id },
    covers: (finding, { images }) =>
      isVulnerability(finding) &&
      finding.rule === id &&
      (image === undefined || images.some((name) => isNamed(image, name))),
  };
}

/** Whether a key stands for the image: all of its name, or the last parts of it. */
function isNamed(key: string, reference: string): boolean {
  const image = imageNameIn(reference);
  if (image === undefined) return false;
  const repository = repositoryOf(image);
  const [, digest] = /@(sha256:.*)$/s.exec(image) ?? [];
  const ends = digest === undefined ? [""] : ["", "@sha256", `@${digest}`];
  const names = ends.map((end) => `${repository}${end}`);
  return names.some((name) => name === key || name.endsWith(`/${key}`));
}
