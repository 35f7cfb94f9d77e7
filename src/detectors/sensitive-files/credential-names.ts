/** Words in the name of a variable or setting that make its value a credential. */
const CREDENTIAL =
  /pass(?:word|wd|phrase)|secret|(?:^|_)(?:pass|pwd|token|tokens|credentials?)(?:$|_)|token$|(?:api|app|access|private|auth|master|encryption|signing)_?key(?:$|_)|connection_?string/;
/** Of these the value is about a credential, and is none. */
const ABOUT =
  /_(?:file|path|dir|name|ttl|header|enabled|required|sha256|checksum|expiry|expires|timeout|length|min|max|type|id|algorithm|url|uri|endpoint|host|port|policy|mode|format|prefix|limit|size|count|version)$|public/;

/** Whether a variable of this name (in lower case) holds a credential, by the catalogue's row DD-DF-005. */
export function isCredentialName(name: string): boolean {
  const normal = name.replaceAll("-", "_").replaceAll(".", "_");
  return CREDENTIAL.test(normal) && !ABOUT.test(normal);
}
