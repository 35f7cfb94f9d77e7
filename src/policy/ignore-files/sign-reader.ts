import { BadPattern } from "./automaton.ts";

/** The signs of a pattern, one after the other; what reads a language of patterns builds on it. */
export class SignReader {
  protected readonly signs: readonly string[];
  protected at = 0;

  constructor(text: string) {
    this.signs = [...text];
  }

  protected get next(): string | undefined {
    return this.signs[this.at];
  }

  protected take(): string {
    const sign = this.next;
    if (sign === undefined) throw new BadPattern("it ends too early");
    this.at++;
    return sign;
  }

  protected takeIf(sign: string): boolean {
    if (this.next !== sign) return false;
    this.at++;
    return true;
  }
}
