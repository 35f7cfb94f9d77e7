/**
 * Secrets in bytes: text or a piece of a file comes in, out come the rules that fired, with the place, a redacted form and
 * a salted hash. The value itself never leaves this room. A new kind of secret is one row of a table in `rules/`.
 */
export { RuleBook } from "./book.ts";
export { type Credential, credentialIn, credentialValue, hasUrlPassword, tokenIn } from "./credential.ts";
export { isCredentialName } from "./credential-name.ts";
export { findSecrets, type SecretHit } from "./find.ts";
export { isPlaceholder, isStandIn } from "./placeholder.ts";
export { redactedText } from "./redaction.ts";
export type { SecretRule } from "./rule.ts";
export { secretRules } from "./rules/index.ts";
export { type PlacedHit, SecretSearch } from "./search.ts";
