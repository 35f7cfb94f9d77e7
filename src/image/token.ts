import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Challenge } from "./challenge.ts";
import type { Credentials } from "./credentials.ts";
import { exchange, type HttpResponse, type Limits, printUrl, readCapped } from "./http.ts";
import { isLoopback } from "./http-agents.ts";
import { follow, type Route } from "./redirect.ts";
import { loginCommand, registryFailure } from "./registry-failure.ts";
import type { Secrets } from "./secrets.ts";

/** Real ones have some kilobytes. */
const MAX_ANSWER = 256 * 1024;
/** What the specification says where the server does not. */
const STANDARD_SECONDS = 60;

const answerSchema = z.object({
  token: z.string().nullish(),
  access_token: z.string().nullish(),
  expires_in: z.number().nullish(),
});

export interface Token {
  readonly value: string;
  /** In milliseconds of the host's clock. */
  readonly until: number;
}

export interface TokenRequest {
  readonly name: { readonly registry: string; readonly repository: string };
  /** Least privilege first. */
  readonly scopes: readonly string[];
  readonly challenge: Extract<Challenge, { scheme: "bearer" }>;
  readonly credentials: Credentials | undefined;
  readonly registry: URL;
  readonly route: Route;
  readonly limits: Limits;
  readonly host: Host;
  readonly secrets: Secrets;
}

/**
 * Asks the token server that the registry named for a token. Throws `DrydockError` UNAUTHORIZED where it refuses,
 * `PassingTrouble` where it should be asked again.
 * Source: distribution, docs/content/spec/auth/{token,oauth}.md.
 */
export async function fetchToken(request: TokenRequest): Promise<Token> {
  const realm = realmOf(request);
  const from = request.host.now().getTime();
  const response = await ask(realm, request);
  const what = `The token server ${printUrl(realm)}`;
  if (response.status === 401 || response.status === 403) throw await refused(response, request);
  if (response.status !== 200) throw await registryFailure(response, what, request.secrets);
  const answer = answerSchema.safeParse(parsed(await readCapped(response, MAX_ANSWER, what))).data;
  const value = answer?.token || answer?.access_token;
  // It goes into a header, where a line break would begin another one.
  if (!value || !/^[\x21-\x7e]+$/.test(value))
    throw new DrydockError("UNAUTHORIZED", `${what} gave no token.`, {
      hint: "Check that the registry's name is right; a proxy or web site may have answered in its place.",
    });
  request.secrets.add(value);
  const seconds = Math.max(answer?.expires_in ?? STANDARD_SECONDS, STANDARD_SECONDS);
  return { value, until: from + seconds * 900 }; // a tenth less, as it takes time to get there
}

function ask(
  realm: URL,
  { scopes: own, challenge, credentials, route, limits }: TokenRequest,
): Promise<HttpResponse> {
  // Some registries insist on a scope of their own.
  const scopes = [...new Set([...own, ...(challenge.scope ? [challenge.scope] : [])])];
  if (credentials?.kind === "identity") {
    const form = new URLSearchParams({ grant_type: "refresh_token", client_id: "drydock" });
    if (challenge.service !== undefined) form.set("service", challenge.service);
    form.set("scope", scopes.join(" "));
    form.set("refresh_token", credentials.token);
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" };
    // Not followed anywhere: the token is in the body.
    const agent = route.agents.for(realm);
    return exchange({ url: realm, method: "POST", headers, body: form.toString(), agent, limits });
  }
  const url = new URL(realm);
  if (challenge.service !== undefined) url.searchParams.set("service", challenge.service);
  for (const one of scopes) url.searchParams.append("scope", one);
  const authorization = credentials?.kind === "basic" ? { Authorization: basic(credentials) } : {};
  return follow({ url, headers: { Accept: "application/json", ...authorization }, limits }, route);
}

export function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

/**
 * A registry may name any server it likes, but passwords go to none of them in the clear, unless the registry itself
 * is spoken to so: on this machine, or with `--insecure`.
 */
function realmOf({ challenge, registry, route }: TokenRequest): URL {
  const realm = URL.canParse(challenge.realm) ? new URL(challenge.realm) : undefined;
  if (realm === undefined || !/^https?:$/.test(realm.protocol) || realm.username || realm.password)
    throw new DrydockError("UNAUTHORIZED", `${registry.host} names a token server that cannot be asked.`, {
      hint: "The registry is set up wrongly: its realm must be an https address.",
    });
  if (realm.protocol === "https:") return realm;
  const plainAnyway = registry.protocol === "http:" && (route.plainAllowed || isLoopback(realm.hostname));
  if (plainAnyway) return realm;
  throw new DrydockError(
    "UNAUTHORIZED",
    `${registry.host} wants us to log in at ${printUrl(realm)}, which is not encrypted.`,
    { hint: "The registry is set up wrongly: its realm must be an https address." },
  );
}

async function refused(
  response: HttpResponse,
  { name: { registry }, credentials, secrets }: TokenRequest,
): Promise<DrydockError> {
  const who =
    credentials === undefined ? "without credentials" : `for the credentials of ${credentials.from}`;
  return new DrydockError("UNAUTHORIZED", `${registry}: its token server gives no token ${who}.`, {
    hint: `Check the name, or log in: ${loginCommand(registry)}`,
    cause: await registryFailure(response, registry, secrets),
  });
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined; // the parser's error would repeat pieces of the token
  }
}
