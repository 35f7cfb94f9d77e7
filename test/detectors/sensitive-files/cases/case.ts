import { createHash } from "node:crypto";
import type { Severity } from "../../../../src/model/index.ts";

/** A file, and what one rule is to say about it. */
export interface Case {
  readonly rule: string;
  readonly path: string;
  readonly content: string | Buffer;
  /** Absent = the rule is to say nothing. */
  readonly severity?: Severity;
  readonly line?: number | undefined;
  /** Must be in no output. */
  readonly secret?: string;
}

/** The rule fires. `secret` stands in the content, and nowhere else. */
export function catches(
  rule: string,
  path: string,
  content: string | Buffer,
  severity: Severity,
  { line, secret }: { readonly line?: number; readonly secret?: string } = {},
): Case {
  return { rule, path, content, severity, line, ...(secret === undefined ? {} : { secret }) };
}

export function catchesNot(rule: string, path: string, content: string | Buffer): Case {
  return { rule, path, content };
}

/** Letters and digits that look random and are the same each time: no secret of anybody's. */
export function random(seed: string, length = 40): string {
  let text = "";
  for (let round = 0; text.length < length; round++)
    text += createHash("sha512")
      .update(`${seed} ${round}`)
      .digest("base64")
      .replace(/[^A-Za-z0-9]/g, "");
  return text.slice(0, length);
}

/** A block that looks like a key, put together here so that no scanner takes this file for one. */
export function pem(label: string, { headers = "", body = random(label, 640) } = {}): string {
  const lines = [
    `-----BEGIN ${label}-----`,
    headers,
    ...(body.match(/.{1,64}/g) ?? []),
    `-----END ${label}-----`,
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

/** OpenSSH's own form with this cipher in its header. */
export function openSshKey(cipher: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(cipher.length);
  const key = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    length,
    Buffer.from(cipher),
    createHash("sha512").update(cipher).digest(),
    createHash("sha512").update(`${cipher} again`).digest(),
  ]);
  return pem(["OPENSSH", "PRIVATE KEY"].join(" "), { body: key.toString("base64") });
}

export const RSA = ["RSA", "PRIVATE KEY"].join(" ");
export const PKCS8 = ["PRIVATE", "KEY"].join(" ");
export const EC = ["EC", "PRIVATE KEY"].join(" ");
export const ENCRYPTED = ["ENCRYPTED", "PRIVATE KEY"].join(" ");

/** A reference to a variable, which is no secret. */
export function variable(name: string): string {
  return `\${${name}}`;
}
