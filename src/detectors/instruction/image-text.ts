import { UNKNOWN } from "../../dockerfile/index.ts";
import { type ImageName, parseImageName } from "../../image/reference.ts";

/** An image's name as far as a Dockerfile tells it; pieces that nobody knows are `UNKNOWN`. */
export interface ImageText {
  readonly text: string;
  /** Absent where there is none, or nobody knows whether there is one. */
  readonly tag?: string;
  readonly hasDigest: boolean;
  /** A tag or digest may be in the part that nobody knows. */
  readonly isOpen: boolean;
}

export function imageText(text: string): ImageText {
  const [named = "", ...digest] = text.split("@");
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  return {
    text,
    ...(colon < 0 ? {} : { tag: named.slice(colon + 1) }),
    hasDigest: digest.length > 0,
    isOpen: digest.length === 0 && named.endsWith(UNKNOWN),
  };
}

/** `undefined` = no builder would take it for an image. */
export function imageName(text: string): ImageName | undefined {
  try {
    return parseImageName(text);
  } catch {
    return undefined; // it throws for nothing but the text
  }
}
