import { Unreadable } from "../errors.ts";
import { arrayOf, type JsonObject, objectOf, parseObject } from "../inventory/json-object.ts";
import { isOpenVex } from "./openvex.ts";

/** As annotations and statements name OpenVEX; versions follow. */
const PREDICATE = "https://openvex.dev/ns";

export function isVexPredicate(type: string): boolean {
  return type.startsWith(PREDICATE);
}

/**
 * The OpenVEX document in an in-toto statement, which may be in a DSSE envelope, which may be in a Sigstore bundle;
 * `undefined` = it is about something else, or of something else than `digests`. Signatures are not looked at. Throws
 * `Unreadable`. Sources: in-toto attestation framework, Statement v1; DSSE protocol; Sigstore bundle v0.3.
 */
export function vexIn(document: JsonObject, digests: readonly string[]): JsonObject | undefined {
  if (isOpenVex(document)) return document;
  const statement = statementIn(document);
  const { predicateType } = statement;
  if (typeof predicateType !== "string" || !isVexPredicate(predicateType)) return undefined;
  const about = subjectsOf(statement).filter((digest) => digests.includes(digest));
  const predicate = objectOf(statement.predicate);
  if (predicate === undefined) throw new Unreadable("its in-toto statement has no predicate");
  return about.length === 0 ? undefined : withProducts(predicate, about);
}

function statementIn(document: JsonObject): JsonObject {
  const envelope = objectOf(document.dsseEnvelope) ?? document;
  const { payload, payloadType } = envelope;
  if (payloadType !== undefined && payloadType !== "application/vnd.in-toto+json") return {};
  const statement =
    typeof payload === "string" ? parseObject(Buffer.from(payload, "base64")) : objectOf(document);
  const type = statement?._type;
  if (typeof type !== "string" || !type.startsWith("https://in-toto.io/Statement/"))
    throw new Unreadable("it is neither OpenVEX nor an in-toto statement");
  return statement ?? {};
}

function subjectsOf(statement: JsonObject): string[] {
  return arrayOf(statement.subject).flatMap((item) => {
    const hex = objectOf(objectOf(item)?.digest)?.sha256;
    return typeof hex === "string" ? [`sha256:${hex.toLowerCase()}`] : [];
  });
}

/** A statement without products is about the subject. Source: OpenVEX specification, "Data inheritance". */
function withProducts(predicate: JsonObject, subjects: readonly string[]): JsonObject {
  const inherited = subjects.map((digest) => ({ hashes: { "sha-256": digest.slice("sha256:".length) } }));
  const statements = arrayOf(predicate.statements).map((item) => {
    const statement = objectOf(item) ?? {};
    return arrayOf(statement.products).length > 0 ? statement : { ...statement, products: inherited };
  });
  return { ...predicate, statements };
}
