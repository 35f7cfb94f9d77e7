/** Words that say that the value of a setting is a credential. Not in `tokenizer`, `secretary`, `passwordless`. */
const CREDENTIAL =
  /pass(?:word|wd|phrase)(?!less)|(?:^|[_.-])(?:pass|pwd|pw)(?:$|[_.-](?!thr))|secret(?!ar)|token(?!i[sz])|credential|(?:api|app|access|private|auth|master|encryption|signing)[_.-]?key(?!board|ring|word)|connection[_.-]?string/i;
/** Of these the value is about a credential, and is none; but AppRole's `SECRET_ID` of Vault is one. */
const ABOUT =
  /[_.-](?:file|path|dir|url|uri|name|(?<!secret[_.-])id|ttl|header|enabled|required|length|min|max|type|sha256|checksum|algorithm|expiry|expires|expiration|lifetime|duration|policy|version|region|endpoint|host|port|provider|mode|issuer|audience|prefix|format|limit|size|count|timeout)(?:[_.-](?:in|at|ms|millis|milliseconds|s|secs?|seconds|mins?|minutes|hours|days))?$|public/i;
/** The shell's own, which are paths. */
const FOLDER = /^(?:OLD)?PWD$/i;

/**
 * Whether a variable, argument, label or setting of this name is where a credential goes, by the words of the
 * catalogue's row DD-DF-005 and its guards. Capital letters make no difference.
 */
export function isCredentialName(name: string): boolean {
  return CREDENTIAL.test(name) && !ABOUT.test(name) && !FOLDER.test(name);
}
