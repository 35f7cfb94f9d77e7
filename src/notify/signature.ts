import { createHmac } from "node:crypto";

/** HMAC-SHA256 of `text`, both in UTF-8. Source: RFC 2104. */
export function hmacSha256(secret: string, text: string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(text).digest(encoding);
}

/**
 * The headers by which a receiver tells who sent a body, when, and whether it has seen it: `sha256=` and the HMAC of
 * `<timestamp>.<body>`, so that neither can be exchanged. The timestamp is that of the try, in seconds; the delivery's id
 * stays the same. Without a secret there is no signature.
 */
export function signedHeaders(
  { event, id, body }: { readonly event: string; readonly id: string; readonly body: string },
  secret: string | undefined,
  now: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    "Content-Type": "application/json; charset=utf-8",
    "X-Drydock-Event": event,
    "X-Drydock-Delivery": id,
    "X-Drydock-Timestamp": timestamp,
    ...(secret === undefined
      ? {}
      : { "X-Drydock-Signature-256": `sha256=${hmacSha256(secret, `${timestamp}.${body}`, "hex")}` }),
  };
}
