/** Words that say that the value of a setting is a credential. */
const CREDENTIAL =
  /pass(?:word|wd|phrase)|passwd|(?:^|[_.-])(?:pass|pwd|pw)$|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|credential|connection[_.-]?string/i;
/** Of these the value is about a credential, and is none. */
const ABOUT =
  /(?:[_.-](?:file|path|dir|url|uri|name|ttl|header|enabled|required|length|type|sha256|checksum|algorithm|expiry|expires|policy|version|region|endpoint|host|port|provider|mode|issuer|audience|prefix|format|limit|size|count|timeout)|public.*)$/i;
/** Values that are nobody's secret: empty, a switch, a number, a variable, a path. */
const HARMLESS =
  /^(?:|true|false|yes|no|on|off|none|null|enabled|disabled|\d{1,6}|\$\w{1,100}|\$\{[^}]{1,200}\}|\/[\w./-]{1,200})$/i;
const PLACEHOLDER =
  /^(?:x+|\*+|0+|\.+|<.*>|\$\{.*|\{\{.*|your[-_ ].*|(?:.*[-_ ])?(?:change[-_ ]?me|example|sample|dummy|placeholder|replace[-_ ]?me|test|fake|todo)(?:[-_ ].*)?|1234567890)$/i;
/** User and password of an address. */
const USERINFO = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"']{0,100}:([^\s@/"']{1,200})@/gi;

export type CredentialValue = "harmless" | "placeholder" | "literal";

/** Whether a variable, argument or label of this name is where a credential goes. */
export function isCredentialName(name: string): boolean {
  return CREDENTIAL.test(name) && !ABOUT.test(name) && name !== "PWD" && name !== "OLDPWD";
}

/** What a value given to such a name is. */
export function credentialValue(value: string): CredentialValue {
  const plain = value.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (HARMLESS.test(plain)) return "harmless";
  return plain.length < 200 && PLACEHOLDER.test(plain) ? "placeholder" : "literal";
}

/** Whether an address in the text has a password in it that is one. */
export function hasUrlPassword(text: string): boolean {
  for (const [, password = ""] of text.matchAll(USERINFO))
    if (credentialValue(password) === "literal" && !/^\$/.test(password)) return true;
  return false;
}
