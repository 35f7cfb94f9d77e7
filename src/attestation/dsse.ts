import { type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { keyHint } from "./keys.ts";
import { BUNDLE_TYPE, IN_TOTO_TYPE } from "./kinds.ts";

/** A payload with signatures over it and its type. Source: DSSE, envelope.md. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

/** More of them are no signatures but work for whoever checks them. */
const MAX_SIGNATURES = 16;

export const envelopeSchema = z.looseObject({
  payloadType: z.string(),
  payload: z.base64(),
  signatures: z.array(z.looseObject({ sig: z.base64() })).max(MAX_SIGNATURES),
});

/** Signs an in-toto statement. */
export function signed(statement: Buffer, key: KeyObject): Envelope {
  const sig = sign(hashOf(key), encoded(IN_TOTO_TYPE, statement), key).toString("base64");
  return { payloadType: IN_TOTO_TYPE, payload: statement.toString("base64"), signatures: [{ sig }] };
}

/** The in-toto statement, if one of the signatures is by this key; `undefined` = none is. These bytes are what was signed. */
export function verified({ payloadType, payload, signatures }: Envelope, key: KeyObject): Buffer | undefined {
  if (payloadType !== IN_TOTO_TYPE) return undefined;
  const bytes = Buffer.from(payload, "base64");
  const message = encoded(payloadType, bytes);
  const holds = ({ sig }: { readonly sig: string }) =>
    verify(hashOf(key), message, key, Buffer.from(sig, "base64"));
  return signatures.some(holds) ? bytes : undefined;
}

/** As cosign keeps what was signed with a key of one's own. Source: Sigstore bundle, version 0.3. */
export function bundleOf(envelope: Envelope, key: KeyObject) {
  return {
    mediaType: BUNDLE_TYPE,
    verificationMaterial: { publicKey: { hint: keyHint(key) } },
    dsseEnvelope: envelope,
  };
}

/** Ed25519 has a hash of its own. */
function hashOf(key: KeyObject): "sha256" | null {
  return key.asymmetricKeyType === "ed25519" ? null : "sha256";
}

/** Pre-authentication encoding. Source: DSSE, protocol.md. */
function encoded(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body]);
}
