import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Access } from "./access.ts";
import { parseChallenges } from "./challenge.ts";
import { type Credentials, findCredentials } from "./credentials.ts";
import type { HttpResponse, Limits } from "./http.ts";
import type { Route } from "./redirect.ts";
import { loginCommand, registryFailure } from "./registry-failure.ts";
import type { Secrets } from "./secrets.ts";
import { basic, fetchToken, type Token } from "./token.ts";

/** How the registry is spoken to. */
export interface Way {
  readonly registry: URL;
  readonly route: Route;
  readonly limits: Limits;
}

/** What one wants to be allowed to. */
interface Wanted {
  readonly access: Access;
  readonly scopes: readonly string[];
}

/** What is sent in `Authorization` for one repository. Tokens are kept until they expire. */
export class Authorization {
  readonly #name: { readonly registry: string; readonly repository: string };
  readonly #host: Host;
  readonly #secrets: Secrets;
  readonly #wanted: Wanted;
  #credentials: Promise<Credentials | undefined> | undefined;
  #header: { readonly text: string; readonly until: number } | undefined;
  #underway: Promise<string> | undefined;

  constructor(
    name: { readonly registry: string; readonly repository: string },
    host: Host,
    secrets: Secrets,
    wanted: Wanted,
  ) {
    this.#name = name;
    this.#host = host;
    this.#secrets = secrets;
    this.#wanted = wanted;
  }

  /** What has been accepted before and still holds. */
  current(): string | undefined {
    return this.#header !== undefined && this.#host.now().getTime() < this.#header.until
      ? this.#header.text
      : undefined;
  }

  /**
   * The answer to a challenge. `sent` is what was refused. Layers read side by side share one question.
   * Throws `DrydockError` UNAUTHORIZED, CREDENTIALS.
   */
  async answer(header: string | undefined, sent: string | undefined, way: Way): Promise<string> {
    const known = this.current();
    if (known !== undefined && known !== sent) return known;
    this.#underway ??= this.#prove(header, way).finally(() => {
      this.#underway = undefined;
    });
    return this.#underway;
  }

  /** The error for a second 401. */
  async refused(response: HttpResponse, what: string): Promise<DrydockError> {
    this.#header = undefined;
    const credentials = await this.#find();
    const bearer = parseChallenges(response.headers["www-authenticate"]).find(
      (one) => one.scheme === "bearer",
    );
    const { access } = this.#wanted;
    const cause = await registryFailure(response, what, this.#secrets, access);
    if (credentials !== undefined && bearer?.scheme === "bearer" && bearer.error === "insufficient_scope")
      return new DrydockError("DENIED", `${what}: ${credentials.from} has no permission to ${access} it.`, {
        hint: `Log in as somebody who may ${access} it, or ask its owner.`,
        cause,
      });
    return credentials === undefined
      ? this.#anonymous(what, cause)
      : this.#unwelcome(what, credentials, cause);
  }

  async #prove(header: string | undefined, way: Way): Promise<string> {
    const [challenge] = parseChallenges(header);
    const what = `${this.#name.registry}/${this.#name.repository}`;
    const credentials = await this.#find();
    if (challenge === undefined) {
      throw credentials === undefined
        ? this.#anonymous(what)
        : new DrydockError("UNAUTHORIZED", `${what}: the registry wants a proof that drydock cannot give.`, {
            hint: "It offers neither Basic nor Bearer authentication.",
          });
    }
    if (credentials?.kind === "bearer") return this.#keep({ value: credentials.token, until: Infinity });
    if (challenge.scheme === "bearer")
      return this.#keep(
        await fetchToken({
          ...way,
          name: this.#name,
          scopes: this.#wanted.scopes,
          challenge,
          credentials,
          host: this.#host,
          secrets: this.#secrets,
        }),
      );
    if (credentials === undefined) throw this.#anonymous(what);
    if (credentials.kind !== "basic") throw this.#unwelcome(what, credentials);
    this.#header = { text: basic(credentials), until: Infinity };
    return this.#header.text;
  }

  #keep(token: Token): string {
    this.#header = { text: `Bearer ${token.value}`, until: token.until };
    return this.#header.text;
  }

  #find(): Promise<Credentials | undefined> {
    this.#credentials ??= findCredentials(this.#name, this.#host).then((found) => {
      if (found?.kind === "basic") this.#secrets.add(`${found.user}:${found.password}`, found.password);
      else if (found !== undefined) this.#secrets.add(found.token);
      return found;
    });
    return this.#credentials;
  }

  #anonymous(what: string, cause?: DrydockError): DrydockError {
    return new DrydockError(
      "UNAUTHORIZED",
      `${what}: the registry wants to know who asks, or there is no such repository.`,
      {
        hint: `Check the name, or log in: ${loginCommand(this.#name.registry)}`,
        cause,
      },
    );
  }

  #unwelcome(what: string, { from }: Credentials, cause?: DrydockError): DrydockError {
    return new DrydockError(
      "UNAUTHORIZED",
      `${what}: the registry does not accept the credentials of ${from}.`,
      {
        hint: `Log in again: ${loginCommand(this.#name.registry)}`,
        cause,
      },
    );
  }
}
