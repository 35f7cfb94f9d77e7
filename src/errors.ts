/**
 * Trouble that the user or the outside has caused, and trouble that sits in the content of an image.
 * Everything else is our own bug and is thrown as it is.
 */

/** What went wrong, in a form that a script can compare. Each code is documented in README's error table. */
export type ErrorCode =
  | "USAGE" // an option or argument that cannot be taken
  | "REFERENCE" // an image reference that cannot be parsed
  | "NOT_FOUND" // no such file, image, tag or platform
  | "PLATFORM" // the image has no build for the wanted platform
  | "IMAGE_INVALID" // manifest, config or archive is not what it should be
  | "DIGEST_MISMATCH" // bytes do not hash to what the manifest promised
  | "UNAUTHORIZED" // registry or engine wants (other) credentials
  | "DENIED" // credentials are fine, the permission is missing
  | "RATE_LIMITED" // still 429 after the retries
  | "NETWORK" // no answer, or the connection broke more often than we retry
  | "ENGINE" // Docker or podman socket missing or answering with an error
  | "CREDENTIALS" // a credential file or helper that cannot be read
  | "DATABASE_MISSING" // no advisory database, and none may be fetched
  | "DATABASE_STALE" // older than allowed
  | "DATABASE_INVALID" // damaged, cut off, or of another schema
  | "POLICY_INVALID" // drydock.yml cannot be taken
  | "CHANGED" // somebody else has changed meanwhile what was to be written
  | "DISK" // disk full, no permission, cannot write
  | "UNSUPPORTED"; // this Node, this build or this registry cannot do it

/** An error to be shown to the user without a stack: what happened, and what to try. Exit code 2. */
export class DrydockError extends Error {
  override readonly name = "DrydockError";
  readonly code: ErrorCode;
  /** One sentence in the imperative: what the user can do about it. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/**
 * Content of an image that cannot be read: a corrupt package database, a file over a cap. Thrown by analyzers and
 * parsers; whoever runs them turns it into a `Gap` and goes on.
 */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** The same where a cap fired (size, count, depth): the `Gap` is of kind `limit`. */
export class OverLimit extends Unreadable {}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
