import { readFileSync } from "node:fs";
import { Agent as PlainAgent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import { join } from "node:path";
import type { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { printable } from "./document.ts";
import { type EngineAddress, type EngineKind, engineAddress } from "./engine-address.ts";
import {
  exchange,
  type HttpResponse,
  type Limits,
  type Method,
  PassingTrouble,
  type RequestBody,
  readCapped,
} from "./http.ts";

/** Docker packs a whole image before it sends the first byte of it. */
const PATIENT: Limits = { connect: 10_000, headers: 30 * 60_000, body: 10 * 60_000 };
/** The newest version 1.x of the API that this was written for; older engines are spoken to in their own. */
const NEWEST_API = 51;
/** Of an engine that does not say its version. */
const OLDEST_API = 24;
const MAX_COMPLAINT = 64 * 1024;

/** Nothing answers at an engine's address, or it broke off. */
export class EngineSilent extends DrydockError {
  /** Nobody listens; as against: not to us. */
  readonly asleep: boolean;

  constructor(message: string, hint: string, cause: PassingTrouble) {
    super("ENGINE", message, { hint, cause });
    this.asleep = cause.reason === "ECONNREFUSED" || cause.reason === "ENOENT";
  }
}

/** A running engine with Docker's API, which podman speaks too. Source: Docker Engine API 1.41 to 1.51. */
export class Engine {
  readonly kind: EngineKind;
  readonly #address: EngineAddress;
  readonly #agent: PlainAgent;
  #version: Promise<number> | undefined;
  #builder = "";

  private constructor(kind: EngineKind, address: EngineAddress) {
    this.kind = kind;
    this.#address = address;
    this.#agent = address.url.protocol === "https:" ? new TlsAgent(certificates(address)) : new PlainAgent();
  }

  /** `undefined` where there is none. Throws `DrydockError` ENGINE for an address that cannot be used. */
  static find(kind: EngineKind, host: Host): Engine | undefined {
    const address = engineAddress(kind, host);
    return address === undefined ? undefined : new Engine(kind, address);
  }

  static missing(kind: EngineKind): never {
    throw new DrydockError("ENGINE", `No ${kind} engine is running here: there is no socket.`, {
      hint: START[kind],
    });
  }

  /** Somebody asked for this very engine. */
  get chosen(): boolean {
    return this.#address.chosen;
  }

  /** The minor number of the API's version, as both sides know it. */
  version(): Promise<number> {
    this.#version ??= this.#ping();
    return this.#version;
  }

  /** What builds where nobody says which: the newer builder, or Docker's own of old. Throws as `version`. */
  async builder(): Promise<"buildkit" | "classic"> {
    await this.version();
    return this.#builder === "2" ? "buildkit" : "classic";
  }

  /** Throws `DrydockError` ENGINE where nothing answers. */
  async get(path: string): Promise<HttpResponse> {
    return this.#exchange(`/v1.${await this.version()}${path}`);
  }

  /** The same with another method, and a tar as body where there is one. */
  async send(method: Method, path: string, body?: RequestBody): Promise<HttpResponse> {
    const headers = { "Content-Type": "application/x-tar" };
    return this.#exchange(`/v1.${await this.version()}${path}`, {
      method,
      ...(body === undefined ? {} : { body, headers }),
    });
  }

  /** Throws `DrydockError` ENGINE. */
  async json<T>(response: HttpResponse, schema: z.ZodType<T>, cap: number): Promise<T> {
    try {
      const bytes = await readCapped(response, cap, "The engine's answer");
      return schema.parse(JSON.parse(bytes.toString("utf8")));
    } catch (cause) {
      throw new DrydockError("ENGINE", `${this.#address.text} did not answer as an engine does.`, { cause });
    }
  }

  /** A large body. Throws `DrydockError` ENGINE where the connection breaks. */
  async *body(response: HttpResponse): AsyncGenerator<Buffer> {
    try {
      yield* response.body;
    } catch (error) {
      throw error instanceof PassingTrouble ? this.#silent(error) : error;
    }
  }

  /** The error that an answer without success means. */
  async failure(response: HttpResponse): Promise<DrydockError> {
    const told = await readCapped(response, MAX_COMPLAINT, "The engine's answer").catch(() =>
      Buffer.alloc(0),
    );
    const words = messageIn(told.toString("utf8"));
    const denied = response.status === 401 || response.status === 403;
    return new DrydockError(
      denied ? "DENIED" : "ENGINE",
      `The ${this.kind} engine answered ${response.status}${words === undefined ? "" : `: ${printable(words)}`}.`,
      { hint: "Look into the engine's log; or save the image and scan the archive." },
    );
  }

  async #ping(): Promise<number> {
    const response = await this.#exchange("/_ping");
    response.discard();
    if (response.status !== 200) throw await this.failure(response);
    this.#builder = String(response.headers["builder-version"] ?? "");
    const minor = Number(
      /^1\.(\d{1,3})$/.exec(String(response.headers["api-version"] ?? ""))?.[1] ?? OLDEST_API,
    );
    return Math.min(minor, NEWEST_API);
  }

  async #exchange(
    path: string,
    request: {
      readonly method?: Method;
      readonly body?: RequestBody;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<HttpResponse> {
    const { url, socketPath } = this.#address;
    try {
      return await exchange({
        ...request,
        url: new URL(path, url),
        agent: this.#agent,
        limits: PATIENT,
        ...(socketPath === undefined ? {} : { socketPath }),
      });
    } catch (error) {
      if (!(error instanceof PassingTrouble)) throw error;
      throw this.#silent(error);
    }
  }

  #silent(cause: PassingTrouble): DrydockError {
    const { text, url } = this.#address;
    const at = `The ${this.kind} engine at ${text}`;
    const error = (why: string, hint: string) =>
      new EngineSilent(`${at} ${why} (${cause.reason}).`, hint, cause);
    switch (cause.reason) {
      case "EACCES":
      case "EPERM":
        return error("does not let this user in", "Run as a member of the socket's group, or as root.");
      case "ENOENT":
      case "ECONNREFUSED":
        return error("does not answer", START[this.kind]);
      case "ECONNRESET":
        return error("broke off", "Look into the engine's log, and try again.");
      default:
        return error(
          "does not answer",
          url.protocol === "https:"
            ? "Check DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH."
            : "Check its address; for TLS set DOCKER_TLS_VERIFY.",
        );
    }
  }
}

const START: Readonly<Record<EngineKind, string>> = {
  docker: "Start Docker, set DOCKER_HOST, or save the image and scan the archive.",
  podman:
    "Start its service with podman system service, set CONTAINER_HOST, or save the image with podman save and scan the archive.",
};

function certificates({ certificates: folder, text }: EngineAddress): object {
  if (folder === undefined) return {};
  try {
    const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readFileSync(join(folder, name)));
    return { ca, cert, key };
  } catch (cause) {
    throw new DrydockError("ENGINE", `The certificates for ${text} cannot be read from ${folder}.`, {
      hint: "DOCKER_CERT_PATH names the folder of ca.pem, cert.pem and key.pem.",
      cause,
    });
  }
}

function messageIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const message = (value as { message?: unknown } | null)?.message;
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
