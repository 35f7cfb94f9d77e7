import { z } from "zod";
import { DrydockError } from "../errors.ts";
import { printable } from "../image/document.ts";
import { type HttpResponse, PassingTrouble, readCapped } from "../image/http.ts";
import { retryAfterOf } from "../image/registry-failure.ts";
import type { Secrets } from "../image/secrets.ts";

/** Enough for a few sentences; of a longer answer nothing is told. */
const MAX_COMPLAINT = 64 * 1024;

/** The token is good, but may not do this. Its permissions are written in the workflow. */
export class MissingPermission extends DrydockError {}

const complaintSchema = z.object({
  message: z.string().nullish(),
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string().nullish(), code: z.string().nullish() })]))
    .nullish()
    .catch(undefined),
});

/**
 * The error that an answer without success means. Source: GitHub Docs, "Troubleshooting the REST API" and "Rate limits
 * for the REST API": a spent limit is a 403 or a 429.
 */
export async function failureOf(
  response: HttpResponse,
  what: string,
  secrets: Secrets,
): Promise<DrydockError> {
  const { status } = response;
  const said = await complaint(response, secrets);
  const told = `GitHub answered ${status} about ${what}${said === undefined ? "" : `: ${said}`}.`;
  if (status === 429 || (status === 403 && isLimited(response, said)))
    return new PassingTrouble("RATE_LIMITED", told, passing(pauseOf(response)));
  if (status === 408 || status >= 500)
    return new PassingTrouble("NETWORK", told, passing(retryAfterOf(response)));
  if (status === 401)
    return new DrydockError("UNAUTHORIZED", told, {
      hint: "Check the input token; without it the job's own is taken.",
    });
  if (status === 403 && /not accessible by/i.test(said ?? "")) return new MissingPermission("DENIED", told);
  if (status === 403) return new DrydockError("DENIED", told);
  if (status === 404)
    return new DrydockError("NOT_FOUND", told, { hint: "It may be there and not be shown to this token." });
  return new DrydockError("UNSUPPORTED", told);
}

function passing(retryAfter: number | undefined) {
  return { tries: 4, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

function isLimited({ headers }: HttpResponse, said: string | undefined): boolean {
  return (
    headers["retry-after"] !== undefined ||
    headers["x-ratelimit-remaining"] === "0" ||
    /rate limit/i.test(said ?? "")
  );
}

/** In seconds: what it asks for, or until the limit is set back. */
function pauseOf(response: HttpResponse): number | undefined {
  const asked = retryAfterOf(response);
  if (asked !== undefined) return asked;
  const { "x-ratelimit-remaining": left, "x-ratelimit-reset": reset } = response.headers;
  if (left !== "0" || typeof reset !== "string" || !/^\d{1,12}$/.test(reset)) return undefined;
  return Math.max(0, Number(reset) - Date.now() / 1000);
}

async function complaint(response: HttpResponse, secrets: Secrets): Promise<string | undefined> {
  try {
    const body = await readCapped(response, MAX_COMPLAINT, "the answer");
    const { message, errors } = complaintSchema.parse(JSON.parse(body.toString("utf8")));
    const details = (errors ?? []).map((one) => (typeof one === "string" ? one : (one.message ?? one.code)));
    const words = [message, ...details].filter((text) => text !== undefined && text !== null && text !== "");
    return words.length === 0 ? undefined : printable(secrets.hide(words.join("; "))).replace(/\.$/, "");
  } catch {
    return undefined; // the status has said it all
  }
}
