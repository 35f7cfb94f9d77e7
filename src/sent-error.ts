import { DrydockError, type ErrorCode, OverLimit, Unreadable } from "./errors.ts";

/** An error on its way from one thread to another, as plain data: a clone would keep neither its class nor its code. */
export interface SentError {
  readonly kind: "drydock" | "limit" | "unreadable" | "mistake";
  readonly message: string;
  readonly code?: ErrorCode;
  readonly hint?: string;
  readonly stack?: string;
}

export function packError(error: unknown): SentError {
  if (error instanceof DrydockError) {
    const { code, message, hint } = error;
    return { kind: "drydock", code, message, ...(hint === undefined ? {} : { hint }) };
  }
  if (error instanceof OverLimit) return { kind: "limit", message: error.message };
  if (error instanceof Unreadable) return { kind: "unreadable", message: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "mistake", message, ...(stack === undefined ? {} : { stack }) };
}

export function unpackError({ kind, message, code, hint, stack }: SentError): Error {
  if (kind === "drydock") return new DrydockError(code!, message, hint === undefined ? {} : { hint });
  if (kind === "limit") return new OverLimit(message);
  if (kind === "unreadable") return new Unreadable(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
