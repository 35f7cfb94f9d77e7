import { createHash } from "node:crypto";
import { type Attempt, Attempts } from "./attempt.ts";
import { type HashKind, hashKind } from "./kinds.ts";

/** A password field without what is in it. Plain JSON, safe to keep and to show. */
export type PasswordField =
  | { readonly state: "empty" }
  /** No password matches. */
  | { readonly state: "locked" }
  /** `x`: the shadow file has it. */
  | { readonly state: "shadow" }
  | {
      readonly state: "usable";
      readonly kind: HashKind;
      readonly attempt: Attempt;
      /** Equal for fields of one file that hold the same hash, and absent where no other does. */
      readonly same?: number;
    };

/** Fields of one file. */
export interface PasswordFields {
  read(account: string, field: string): PasswordField;
  /** With `same` set; in the order in which they were read. */
  all(): readonly PasswordField[];
}

export function passwordFields(): PasswordFields {
  const attempts = new Attempts();
  const fields: { field: PasswordField; digest?: string }[] = [];
  return {
    read(account, text) {
      const kind = hashKind(text);
      const field: PasswordField =
        text === ""
          ? { state: "empty" }
          : text === "x"
            ? { state: "shadow" }
            : kind === undefined
              ? { state: "locked" }
              : { state: "usable", kind, attempt: attempts.try(account, text, kind) };
      // Only to compare: it is gone with this object.
      const digest = field.state === "usable" ? createHash("sha256").update(text).digest("hex") : undefined;
      fields.push(digest === undefined ? { field } : { field, digest });
      return field;
    },
    all() {
      const groups = new Map<string, number>();
      const counts = new Map<string, number>();
      for (const { digest } of fields) {
        if (digest === undefined) continue;
        if (!groups.has(digest)) groups.set(digest, groups.size + 1);
        counts.set(digest, (counts.get(digest) ?? 0) + 1);
      }
      return fields.map(({ field, digest }) =>
        digest !== undefined && (counts.get(digest) ?? 0) > 1 && field.state === "usable"
          ? { ...field, same: groups.get(digest)! }
          : field,
      );
    },
  };
}
