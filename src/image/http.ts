import {
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainRequest,
} from "node:http";
import { request as tlsRequest } from "node:https";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { DrydockError } from "../errors.ts";
import { VERSION } from "../version.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A body of any size: `open` is called for each sending of it. */
export interface RequestBody {
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  readonly url: URL;
  readonly method?: Method;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | RequestBody;
  readonly agent: Agent;
  /** A Unix socket to speak through; the URL's host is then only a name. */
  readonly socketPath?: string;
  readonly limits: Limits;
}

export interface HttpResponse {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** To be read once. Leaving it early closes the connection. Throws `PassingTrouble` where the connection breaks. */
  readonly body: AsyncIterable<Buffer>;
  /** For a body nobody wants. */
  discard(): void;
}

/** Milliseconds of silence after which the other side is given up. */
export interface Limits {
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
}

/** A caching registry may fetch from another one before it answers. */
export const LIMITS: Limits = { connect: 20_000, headers: 60_000, body: 60_000 };

/** Trouble of the outside that another try may not have. The code is NETWORK, or RATE_LIMITED. */
export class PassingTrouble extends DrydockError {
  /** What Node calls it, such as `ECONNREFUSED`; absent when the server answered. */
  readonly reason: string | undefined;
  /** Seconds the server asked to wait. */
  readonly retryAfter: number | undefined;
  /** How often to try in all. */
  readonly tries: number;

  constructor(
    code: "NETWORK" | "RATE_LIMITED",
    message: string,
    options: { hint?: string; cause?: unknown; reason?: string; retryAfter?: number; tries?: number },
  ) {
    super(code, message, options);
    this.reason = options.reason;
    this.retryAfter = options.retryAfter;
    this.tries = options.tries ?? 5;
  }
}

/** One exchange: no redirects, no second try. Throws `PassingTrouble`. */
export function exchange(request: HttpRequest): Promise<HttpResponse> {
  const { url, method = "GET", agent, socketPath, limits, body } = request;
  const send = url.protocol === "https:" ? tlsRequest : plainRequest;
  const headers = {
    "User-Agent": `drydock/${VERSION}`,
    "Accept-Encoding": "identity",
    ...(typeof body === "object" ? { "Content-Length": String(body.size) } : {}),
    ...request.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method,
      headers,
      agent,
      ...(socketPath === undefined ? {} : { socketPath }),
    });
    const giveUp = (reason: string) => () => outgoing.destroy(withCode(reason));
    let timer = setTimeout(giveUp("ETIMEDOUT"), limits.connect);
    outgoing.once("socket", (socket: Socket) => {
      const connected = () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp("ESTALLED"), limits.headers);
      };
      if (socket.connecting) socket.once(url.protocol === "https:" ? "secureConnect" : "connect", connected);
      else connected();
    });
    outgoing.once("response", (message) => {
      clearTimeout(timer);
      resolve({
        url,
        status: message.statusCode ?? 0,
        headers: message.headers,
        body: bodyOf(message, url, limits.body),
        discard: () => discard(message),
      });
    });
    // Stays after the answer: a connection that breaks later is told by the body.
    outgoing.on("error", (error) => {
      clearTimeout(timer);
      reject(connectionTrouble(error, url));
    });
    if (typeof body !== "object") return void outgoing.end(body);
    // The answer is only waited for once all is sent; until then each chunk that leaves is a sign of life.
    const alive = () => void timer.refresh();
    const content = Readable.from(body.open(), { objectMode: false }).on("data", alive);
    content.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
      outgoing.destroy();
    });
    outgoing.once("close", () => content.destroy());
    content.pipe(outgoing);
  });
}

/** A small body, whole. Throws `DrydockError` IMAGE_INVALID where it is larger than `cap` bytes. */
export async function readCapped(response: HttpResponse, cap: number, what: string): Promise<Buffer> {
  const tooLarge = () => new DrydockError("IMAGE_INVALID", `${what} is larger than ${cap} bytes.`);
  if (Number(response.headers["content-length"] ?? 0) > cap) {
    response.discard();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > cap) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** For messages. Without the query, which is the signature of a presigned address, and without user and password. */
export function printUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** The socket's own timeout would also count the time that the reader takes, so silence is measured here. */
async function* bodyOf(message: IncomingMessage, url: URL, limit: number): AsyncGenerator<Buffer> {
  let waiting = true;
  const timer = setTimeout(() => {
    if (waiting) message.destroy(withCode("ESTALLED"));
  }, limit);
  try {
    for await (const chunk of message) {
      waiting = false;
      yield chunk;
      waiting = true;
      timer.refresh();
    }
  } catch (error) {
    throw connectionTrouble(error as Error, url);
  } finally {
    clearTimeout(timer);
  }
}

/** A short rest is read, so that the connection can be used again. */
function discard(message: IncomingMessage): void {
  message.on("error", () => undefined);
  if (Number(message.headers["content-length"] ?? Infinity) <= 64 * 1024) message.resume();
  else message.destroy();
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

const NAME_UNKNOWN = new Set(["ENOTFOUND"]);
const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"]);
const NOT_TLS = new Set(["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"]);
const UNTRUSTED = /CERT|ISSUER|SELF_SIGNED|LEAF_SIGNATURE|ALTNAME|CRL/;

/**
 * Only Node's code is told: messages of proxy errors hold the proxy's address with its password, and so no cause either.
 */
function connectionTrouble(error: Error, url: URL): PassingTrouble {
  const reason = (error as NodeJS.ErrnoException).code ?? "ECONNRESET";
  const at = url.host;
  const trouble = (what: string, hint: string, tries: number) =>
    new PassingTrouble("NETWORK", `${at}: ${what} (${reason}).`, { reason, hint, tries });
  if (NAME_UNKNOWN.has(reason))
    return trouble("there is no such host", "Check the name, and the DNS of this machine.", 1);
  if (UNTRUSTED.test(reason))
    return trouble(
      "its certificate is not to be trusted",
      "If an authority of your own signed it, name its file in NODE_EXTRA_CA_CERTS; --insecure takes any certificate.",
      1,
    );
  if (NOT_TLS.has(reason))
    return trouble("it does not speak TLS", "If it speaks plain HTTP, --insecure allows that.", 1);
  const network = "Check the network; HTTPS_PROXY and NO_PROXY are honoured.";
  if (reason.startsWith("ERR_PROXY")) return trouble("the proxy refused", network, 2);
  if (NEVER_CONNECTED.has(reason)) return trouble("no connection", network, 3);
  if (reason === "ESTALLED") return trouble("no answer in time", network, 3);
  return trouble("the connection broke", network, 5);
}
