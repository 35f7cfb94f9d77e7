import type { FixCode } from "../model/index.ts";

/** Why an image is not repaired. No failure of the work: whoever asked is told, with what can be done. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: FixCode;

  constructor(code: FixCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
