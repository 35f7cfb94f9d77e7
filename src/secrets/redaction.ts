import { findSecrets } from "./find.ts";

/** Stops an instruction of a megabyte from being searched over and over: nobody is shown so much of it. */
const MAX_LENGTH = 8_192;
/** Searched behind that, and never shown: what tells a secret may stand behind the place of the cut. */
const MARGIN = 4_096;

/** To its end, or as far as it may be one: the rest may have been cut off. Lines may be joined by `\\n`, or quoted. */
const PRIVATE_KEY =
  /(-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----)([\w+/=\s\\:,.'"-]{40,}?)(?=-----END |[^\w+/=\s\\:,.'"-]|$)/g;

const NAME = String.raw`\w{0,40}(?:passwd|password|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|credentials?)(?![A-Za-z_]*(?:FILE|PATH|DIR|URL)\b)\w{0,20}`;

/** Where a credential stands: group 1 stays, group 2 is the value. Every part is bounded. */
const CREDENTIALS: readonly RegExp[] = [
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"']{0,200}:)([^\s/@"']{1,500})(?=@)/gi,
  /((?:^|\s)(?:-u|--user|--proxy-user|--password|--pass|--passphrase|--token|--secret)(?:=|\s{1,4})["']?)([^\s"']{1,500})/g,
  /(\bsshpass\s{1,4}-p\s{0,4}["']?|\b(?:mysql|mysqladmin|mysqldump|mariadb)\b[^|;&\n]{0,80}?\s-p)([^\s"']{1,500})/g,
  /(\b(?:authorization|x-api-key|x-auth-token|private-token)["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:basic|bearer|token)\s{1,4})?)([^\s"']{1,500})/gi,
  new RegExp(String.raw`(\b${NAME}["']?\s{0,2}[=:]\s{0,2}")([^"]{1,500})`, "gi"),
  new RegExp(String.raw`(\b${NAME}["']?\s{0,2}[=:]\s{0,2}')([^']{1,500})`, "gi"),
  new RegExp(String.raw`(\b${NAME}["']?\s{0,2}[=:]\s{0,2})([^\s"';&|]{1,500})`, "gi"),
  new RegExp(String.raw`(^\s{0,8}(?:ENV|ARG)\s{1,8}${NAME}\s{1,8})([^\s=].{0,500})`, "gi"),
  /(\becho\s{1,4}(?:-[neE]{1,3}\s{1,4})?["']?(?:[\w.-]{1,64}:)?)([^\s"'|]{1,500})(?=["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?(?:ch)?passwd\b)/g,
  /(\bchpasswd\b[^|;&\n]{0,40}<<<\s{0,4}["']?[\w.-]{1,64}:)([^\s"']{1,500})/g,
  /(\b(?:useradd|usermod|adduser)\b[^|;&\n]{0,200}?\s(?:-[A-Za-z]{0,8}p|--password)[\s=]{1,4}["']?)([^\s"']{1,500})/g,
  /(\b(?:openssl\s{1,4}passwd|mkpasswd)\s)([^|;&\n)]{1,500})/g,
  /(\b(?:identified\s{1,8}(?:with\s{1,8}\w{1,60}\s{1,8})?(?:by|as)|password)\s{1,8}["'\\]{1,3})([^"'\\]{1,200})/gi,
  /(\bcurl\b[^|;&\n]{0,300}?\s-[a-zA-Z]{0,10}[uU]\s{0,4}["']?[^\s:"']{0,100}:)([^\s"']{1,500})/g,
  /(\b(?:docker|podman|buildah|skopeo|nerdctl|helm|oras|crane|az)\b[^|;&\n]{0,40}?\slogin\b[^|;&\n]{0,200}?\s(?:-p|--password)[\s=]{1,4}["']?)([^\s"']{1,500})/g,
  /(:_(?:authToken|auth|password)["']?[\s=]{1,4}["']?)([^\s"']{1,500})/g,
  /(\baws_(?:secret_access_key|session_token)\s{1,4}["']?|\s--(?:access-key-secret|sts-token|oauth2-bearer|(?:http|ftp|proxy)-password)[\s=]{1,4}["']?)([^\s"']{1,500})/g,
  /(\bcomposer\b[^|;&\n]{0,100}?(?:oauth|token|bearer|http-basic)[\w.-]{0,100}\s{1,4})([^|;&\n]{1,500})/g,
];

/**
 * A text from a build (an instruction, a row of the history) as it may be shown: what could be a secret is taken out, with
 * its length in its place.
 */
export function redactedText(text: string): string {
  const whole = text.replace(PRIVATE_KEY, withoutValue);
  const searched = whole.slice(0, MAX_LENGTH + MARGIN);
  const shown = CREDENTIALS.reduce(
    (some, pattern) => some.replace(pattern, withoutValue),
    withoutSecrets(searched),
  );
  // What the end of the searched part has cut in two stands at its very end.
  const certain = searched.length < whole.length ? shown.length - MARGIN : shown.length;
  const end = Math.min(MAX_LENGTH, certain);
  return end < shown.length ? `${shown.slice(0, end)}…` : shown;
}

function withoutValue(whole: string, lead: string, value: string): string {
  return isHarmless(value) ? whole : `${lead}<${value.length} characters>`;
}

/** A variable, a file that is mounted, or what has been taken out already tells nothing; `$6$…` is a password's hash. */
function isHarmless(value: string): boolean {
  return /^(?:\$(?!\w{1,3}\$)|<)|^\/run\/secrets\//.test(value);
}

/** From the last one to the first, so that places stay right. Offsets count bytes. */
function withoutSecrets(text: string): string {
  let bytes = Buffer.from(text);
  let end = bytes.length;
  for (const { offset, length, redacted } of findSecrets(bytes).toSorted((a, b) => b.offset - a.offset)) {
    if (offset + length > end) continue;
    const shown = Buffer.from(`<${redacted}>`);
    bytes = Buffer.concat([bytes.subarray(0, offset), shown, bytes.subarray(offset + length)]);
    end = offset;
  }
  return bytes.toString();
}
