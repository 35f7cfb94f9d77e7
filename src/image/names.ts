import { parseImageName, printImageName } from "./reference.ts";

/**
 * Whether an image that a source calls `name` is the one the user calls `wanted`: the same text, the same name after
 * Docker's defaults (`alpine` is `docker.io/library/alpine:latest`), or its tag alone.
 */
export function imageNameMatches(name: string, wanted: string): boolean {
  return name === wanted || tagOf(name) === wanted || (isName(wanted) && full(name) === full(wanted));
}

/** A lone word such as `3.19` is more likely a tag than the name of an image on Docker Hub. */
function isName(text: string): boolean {
  return /[:/]/.test(text);
}

function tagOf(name: string): string | undefined {
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  return colon < 0 ? undefined : name.slice(colon + 1);
}

/** `undefined` for texts that are no names, which only match themselves. */
function full(text: string): string | symbol {
  try {
    const name = parseImageName(text);
    return printImageName(
      name.tag === undefined && name.digest === undefined ? { ...name, tag: "latest" } : name,
    );
  } catch {
    return Symbol(text); // equal to nothing
  }
}
