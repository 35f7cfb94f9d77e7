import { keyBody } from "../key-body.ts";
import { type Found, type Judgement, RANK, type SecretRule } from "../rule.ts";
import { formed, START } from "../shapes.ts";

export const privateKey: SecretRule = formed({
  id: "DD-SF-186",
  title: "Private key",
  shape: "a private key in PEM, OpenSSH or PGP armor",
  guards: "A header without a body that decodes to a key. An encrypted key is high.",
  peers: ["GL private-key", "TS private-key", "SAS common_private_key"],
  anchors: ["PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"],
  back: 36,
  after: 4096,
  expression: "-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----",
  judge({ text, end, value }) {
    const key = keyBody(text.slice(end), value);
    if (key === undefined) return undefined;
    const secret = key.body;
    return key.isEncrypted ? { severity: "high", note: "encrypted", secret } : { secret };
  },
});

/** Base64 of `{"alg":`, `{"typ":`, `{"kid":`, `{"x5t":`, `{"jku":` and of the first two with a blank. */
const HEADERS = [
  "eyJhbGciOi",
  "eyJ0eXAiOi",
  "eyJraWQiOi",
  "eyJ4NXQiOi",
  "eyJqa3UiOi",
  "eyAiYWxnIj",
  "eyAidHlwIj",
];

export const jwt: SecretRule = formed({
  id: "DD-SF-185",
  title: "JSON Web Token",
  severity: "medium",
  shape: "a signed JSON Web Token",
  guards:
    "An unsigned one (`alg` is `none`), an expired one, the samples of documents, and public keys of roles such as `anon`.",
  peers: ["GL jwt", "TS jwt-token"],
  anchors: HEADERS,
  after: 3000,
  expression: String.raw`${START}(?<value>ey[A-Za-z0-9_-]{12,600}\.ey[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{20,1000})(?![A-Za-z0-9_-])`,
  floor: 3,
  rank: RANK.form,
  judge: signed,
});

/** RFC 7519: header, claims and signature. */
function signed({ value }: Found): Judgement | undefined {
  const [head, body] = value.split(".");
  const header = decoded(head);
  const claims = decoded(body);
  if (header === undefined || claims === undefined) return undefined;
  const { alg } = header;
  if (typeof alg !== "string" || alg.toLowerCase() === "none") return undefined;
  if (claims.sub === "1234567890" || claims.some === "payload" || claims.role === "anon") return undefined;
  return typeof claims.exp === "number" ? { expires: claims.exp } : {};
}

function decoded(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
