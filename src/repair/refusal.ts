import type { FixCode } from "../model/index.ts";

/**
 * Why an image, or a package of it, is not repaired: nothing is raised, the archive failed verification, something cannot be
 * laid over. No failure of the work: whoever asked is told. `message` is a sentence, and may hold text of image or archive.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: FixCode;

  constructor(code: FixCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
