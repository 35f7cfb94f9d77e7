import { isLoopback } from "../image/http-agents.ts";
import type { Secrets } from "../image/secrets.ts";
import type { Channel, Target } from "./channel.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Shorter parts of a path are words such as `hooks`; tokens that stand in a path are longer. */
const MIN_TOKEN = 12;

export type Reading =
  | { readonly target: Target; readonly warning?: string }
  | { readonly target?: never; readonly warning: string };

/**
 * Where the environment sends a channel's messages. All of it that is secret is known to `secrets` afterwards: many
 * services take whoever knows the address for its owner. A warning is a sentence that holds none of it.
 */
export function targetOf({ variables }: Channel, env: Environment, secrets: Secrets): Reading {
  const { token } = variables;
  const secret = env[variables.secret]?.trim();
  if (secret) secrets.add(secret);
  const [name, text] = addressOf(variables, env);
  if (text === undefined) {
    const either = token === undefined ? "" : ` or ${token.name}`;
    return { warning: `${variables.url}${either} is not set.` };
  }
  secrets.add(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return { warning: `${name} is not an address that starts with https://.` };
  secrets.add(...secretsIn(url));
  const target = { url, ...(secret ? { secret } : {}), env };
  return url.protocol === "http:" && !isLoopback(url.hostname)
    ? { target, warning: `${name} is plain HTTP: whoever is on the way can read and change what is sent.` }
    : { target };
}

function addressOf(
  { url, token }: Channel["variables"],
  env: Environment,
): readonly [name: string, text: string | undefined] {
  const text = env[url]?.trim();
  const value = token === undefined ? undefined : env[token.name]?.trim();
  if (text || token === undefined || !value) return [url, text || undefined];
  return [token.name, `${token.prefix}${encodeURIComponent(value)}`];
}

function secretsIn(url: URL): readonly string[] {
  const userInfo = [url.username, url.password].map(decoded);
  const path = url.pathname.split("/").filter((part) => part.length >= MIN_TOKEN);
  return [url.href, ...userInfo, ...url.searchParams.values(), ...path, ...path.map(decoded)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}
