import type { Environment } from "./environment.ts";
import type { Delivery } from "./notice.ts";

/** One way to tell people or programs of a verdict. */
export interface Channel {
  /** As in `--notify`. */
  readonly id: string;
  /** Which variables of the environment say where to and with what secret. */
  readonly variables: {
    readonly url: string;
    readonly secret: string;
    /** In the place of the URL: what is to be put behind `prefix`. */
    readonly token?: { readonly name: string; readonly prefix: string };
  };
  /** The request of one try, made anew for each: a signature has a date. Pure. */
  letter(delivery: Delivery, target: Target, now: Date): Letter;
  /** What the body of a 2xx answer says against the delivery; absent = such an answer is enough. */
  readonly refusalIn?: (body: string) => Refusal | undefined;
}

export interface Target {
  readonly url: URL;
  /** What to sign with; absent = nothing is signed. */
  readonly secret?: string;
  readonly env: Environment;
}

export interface Letter {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Refusal {
  /** A sentence without its full stop; may hold the server's words. */
  readonly why: string;
  /** Whether another try, soon, may have more luck. */
  readonly isPassing: boolean;
}
