import type { FixCode } from "../model.ts";

/** A package, or a whole archive, that is not to be used: becomes a line of the plan's `left`, never a layer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: FixCode;

  constructor(code: FixCode, reason: string) {
    super(reason);
    this.code = code;
  }
}
