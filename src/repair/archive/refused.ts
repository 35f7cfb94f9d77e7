import type { FixCode } from "../model.ts";

/** A reason not to repair with what was found: the archive failed verification, or a package cannot be laid over. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: FixCode;

  /** `message` is a sentence; it may hold text of the archive or the image. */
  constructor(code: FixCode, message: string) {
    super(message);
    this.code = code;
  }
}
