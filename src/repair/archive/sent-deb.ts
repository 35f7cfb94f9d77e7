import type { SentError } from "../../sent-error.ts";
import type { Deb } from "./deb.ts";
import { Stanza } from "./deb822.ts";

/** What a thread that reads packages is told: as `readDeb` is. */
export interface DebOrder {
  readonly path: string;
  readonly data: string;
}

export type DebAnswer = { readonly deb: SentDeb } | { readonly error: SentError };

/** A package as plain data. */
export interface SentDeb extends Omit<Deb, "control"> {
  readonly control: Stanza["fields"];
}

export function packDeb(deb: Deb): SentDeb {
  return { ...deb, control: deb.control.fields };
}

/** The clone of a buffer is a plain array of bytes. */
export function unpackDeb({ control, info, ...rest }: SentDeb): Deb {
  const buffers = [...info].map(([name, { content, ...more }]) => {
    const { buffer, byteOffset, byteLength } = content;
    return [name, { ...more, content: Buffer.from(buffer, byteOffset, byteLength) }] as const;
  });
  return { ...rest, control: new Stanza(control), info: new Map(buffers) };
}
