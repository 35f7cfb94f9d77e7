/** debconf runs the script once more from its beginning, now with what it has done so far. */
export class RunAgain extends Error {}

/** Why a script cannot be proved. Thrown wherever that comes to light; `proveScripts` makes a verdict of it. */
export class Refusal extends Error {
  readonly reason: string;
  /** 1-based; of the command, where one is to blame. */
  line: number | undefined;
  /** The command as written, cut to a length that can be shown; not yet escaped. */
  command: string | undefined;

  constructor(reason: string, line?: number, command?: string) {
    super(reason);
    this.reason = reason;
    this.line = line;
    this.command = command;
  }
}
