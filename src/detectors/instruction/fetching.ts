import type { Settings } from "../../model/index.ts";
import type { Command } from "./command.ts";
import { type OptionWords, optionWords } from "./option-words.ts";

/** Options of curl and wget whose value is the next word. Source: curl(1), wget(1). */
const VALUED: Readonly<Record<string, ReadonlySet<string>>> = {
  curl: set(
    "-A -b -c -C -d -D -e -E -F -h -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --user-agent --cookie --cookie-jar --data --data-raw --data-binary --data-urlencode --form --header --config --max-time --connect-timeout --output --output-dir --referer --cert --key --cacert --capath --pass --proxy --proxy-user --user --proxy-header --range --request --upload-file --url --write-out --retry --retry-delay --retry-max-time --resolve --connect-to --limit-rate --interface --ciphers --tls-max --oauth2-bearer --max-redirs",
  ),
  wget: set(
    "-a -A -B -D -e -i -I -l -o -O -P -Q -R -t -T -U -w -X --output-document --output-file --directory-prefix --header --user --password --http-user --http-password --post-data --tries --timeout --user-agent --referer --execute --ca-certificate --ca-directory --certificate --private-key --secure-protocol --waitretry --wait --input-file --append-output --accept --reject --level",
  ),
};

/** A download by curl or wget. */
export interface Download extends OptionWords {
  readonly program: "curl" | "wget";
  /** What is fetched, as far as it is told; the value of `--url` too. */
  readonly urls: readonly string[];
}

export function downloadBy({ name, args }: Pick<Command, "name" | "args">): Download | undefined {
  if (name !== "curl" && name !== "wget") return undefined;
  const words = optionWords(args, VALUED[name]!);
  const named = words.values.filter(([option]) => option === "--url").map(([, value]) => value);
  return { ...words, program: name, urls: [...words.operands, ...named] };
}

/** The host of an address, in lower case, without user and port; `undefined` = it is none. */
export function hostOf(url: string): string | undefined {
  const found =
    /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?(?:[^\s/@]{0,400}@)?(\[[0-9a-f:.]{2,60}\]|[^\s/:?#@]{1,255})/i.exec(
      url,
    );
  return found?.[1]?.toLowerCase();
}

/** This machine, or one that the policy trusts over plain HTTP. */
export function isTrustedHost(url: string, { trustedHosts }: Settings): boolean {
  const host = hostOf(url) ?? "";
  return isThisMachine(host) || trustedHosts.some((one) => one.toLowerCase() === host);
}

export function isThisMachine(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\]|::1)$/.test(
    host.replace(/^([^:]{1,255}):\d{1,5}$/, "$1"),
  );
}

export function isBareAddress(url: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/.test(hostOf(url) ?? "");
}

export function isPlainHttp(url: string): boolean {
  return /^http:\/\//i.test(url);
}

function set(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
