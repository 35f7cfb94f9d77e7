import { existsSync } from "node:fs";
import { DrydockError } from "../errors.ts";
import type { Digest } from "../model/image.ts";
import { isDigest } from "./digest.ts";

/** An image's name in a registry, as Docker's reference grammar reads it. */
export interface ImageName {
  /** Host, with `:port` where one was given; `docker.io` where the text names none. */
  readonly registry: string;
  /** `library/` is added to one-part names on `docker.io`. */
  readonly repository: string;
  /** Absent together with `digest` means `latest`. */
  readonly tag?: string;
  /** Names the manifest alone when there is a tag as well. */
  readonly digest?: Digest;
}

export type Reference =
  | { readonly kind: "docker-archive" | "oci-archive"; readonly path: string; readonly tag?: string }
  | { readonly kind: "oci"; readonly path: string; readonly tag?: string }
  | { readonly kind: "docker" | "podman"; readonly name: string }
  | { readonly kind: "registry"; readonly name: ImageName }
  | { readonly kind: "bare"; readonly text: string };

// Linear in the text: separators and letters never overlap. Source: distribution/reference, `regexp.go`.
const DOMAIN =
  /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const LONGEST_NAME = 255;
/** Name, tag and digest at their longest; keeps what the expressions see short. */
const LONGEST_TEXT = LONGEST_NAME + 1 + 128 + 1 + 71;

/**
 * Reads `[registry/]repository[:tag][@sha256:…]` with Docker's defaults.
 * Throws `DrydockError` REFERENCE.
 */
export function parseImageName(text: string): ImageName {
  if (text.length > LONGEST_TEXT) throw bad(`${text.slice(0, 40)}…`, "it is too long");
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest))
    throw bad(text, `"${digest}" is not a sha256 digest`, "Write sha256: and 64 lower-case hex digits.");

  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) throw bad(text, `"${tag}" is not a tag`);

  const { registry, path } = splitRegistry(colon < 0 ? named : named.slice(0, colon));
  if (!DOMAIN.test(registry)) throw bad(text, `"${registry}" is not a registry host`);
  const wrong = path.split("/").find((part) => !PATH_PART.test(part));
  if (wrong !== undefined)
    throw bad(
      text,
      wrong === "" ? "a part of the name is empty" : `"${wrong}" is not a part of a repository name`,
      /[A-Z]/.test(wrong) ? "Repository names are lower case." : undefined,
    );
  if (path.length + registry.length + 1 > LONGEST_NAME)
    throw bad(text, `the name is longer than ${LONGEST_NAME} characters`);
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The full form, with registry and `library/`; `parseImageName` gives the same name back. */
export function printImageName(name: ImageName): string {
  const tag = name.tag === undefined ? "" : `:${name.tag}`;
  const digest = name.digest === undefined ? "" : `@${name.digest}`;
  return `${name.registry}/${name.repository}${tag}${digest}`;
}

/**
 * Tells the sources apart by their scheme. A path may hold colons: the longest part that exists is the path, what
 * follows it the tag. A known scheme always wins, so the Docker Hub image `registry:2` has to be asked for as
 * `registry:registry:2`. Throws `DrydockError` REFERENCE.
 */
export function parseReference(text: string, exists: (path: string) => boolean = existsSync): Reference {
  const colon = text.indexOf(":");
  const scheme = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1);
  switch (scheme) {
    case "docker-archive":
    case "oci-archive":
    case "oci":
      if (rest === "") throw bad(text, "the path is missing", `Write ${scheme}:PATH or ${scheme}:PATH:TAG.`);
      return { kind: scheme, ...splitPath(rest, exists) };
    case "docker":
    case "podman":
      if (rest.startsWith("//"))
        throw bad(text, `${scheme}:// is another tool's form`, `Write registry:${rest.slice(2)}.`);
      if (rest === "") throw bad(text, "the image's name is missing", `Write ${scheme}:NAME.`);
      return { kind: scheme, name: rest };
    case "registry":
      return { kind: "registry", name: parseImageName(rest) };
    default:
      if (text.trim() === "") throw bad(text, "it is empty", "Name an image, or the path of one.");
      return { kind: "bare", text };
  }
}

/** `PATH[:TAG]`: see `parseReference` about colons in the path. Where nothing exists, the tag follows the last name. */
export function splitPath(
  text: string,
  exists: (path: string) => boolean = existsSync,
): { readonly path: string; readonly tag?: string } {
  if (exists(text)) return { path: text };
  for (let end = text.lastIndexOf(":"); end > 0; end = text.lastIndexOf(":", end - 1)) {
    const path = text.slice(0, end);
    if (exists(path)) return withTag(path, text.slice(end + 1));
  }
  const first = text.indexOf(":", text.lastIndexOf("/") + 1);
  return first <= 0 ? { path: text } : withTag(text.slice(0, first), text.slice(first + 1));
}

function withTag(path: string, tag: string): { readonly path: string; readonly tag?: string } {
  return tag === "" ? { path } : { path, tag };
}

/** The first part is a host if it cannot be a part of a name on Docker Hub. */
function splitRegistry(name: string): { readonly registry: string; readonly path: string } {
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = /[.:A-Z]/.test(first) || first === "localhost";
  if (!isHost) return { registry: "docker.io", path: name };
  // Docker Hub's old host name is still in use.
  return { registry: first === "index.docker.io" ? "docker.io" : first, path: name.slice(slash + 1) };
}

function bad(text: string, why: string, hint?: string): DrydockError {
  return new DrydockError(
    "REFERENCE",
    `"${text}" is not an image reference: ${why}.`,
    hint === undefined ? {} : { hint },
  );
}

/**
 * The path in `sbom:FILE` or `dockerfile:FILE`, which name no image but what tells of one; `undefined` for every other
 * reference. Throws `DrydockError` REFERENCE.
 */
export function documentPath(scheme: "sbom" | "dockerfile", reference: string): string | undefined {
  if (!reference.startsWith(`${scheme}:`)) return undefined;
  const path = reference.slice(scheme.length + 1);
  if (path !== "") return path;
  throw new DrydockError("REFERENCE", `"${reference}" is not a reference: the path is missing.`, {
    hint: `Write ${scheme}:FILE.`,
  });
}
