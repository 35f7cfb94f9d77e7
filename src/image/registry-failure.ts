import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Access } from "./access.ts";
import { printable } from "./document.ts";
import { type HttpResponse, PassingTrouble, printUrl } from "./http.ts";
import type { Secrets } from "./secrets.ts";

/** Enough for a few sentences; what else comes is not read. */
const MAX_COMPLAINT = 64 * 1024;

const complaintSchema = z.object({
  errors: z.array(z.object({ code: z.string().nullish(), message: z.string().nullish() })).nullish(),
  // token servers
  error_description: z.string().nullish(),
  message: z.string().nullish(),
});

/** The error that an answer without success means. `what` was asked for, e.g. `docker.io/library/alpine:3`. */
export async function registryFailure(
  response: HttpResponse,
  what: string,
  secrets: Secrets,
  access: Access = "pull",
): Promise<DrydockError> {
  const { status } = response;
  const said = await complaint(response, secrets);
  const told = said === undefined ? "" : `: ${said}`;
  if (status === 429) {
    const retryAfter = retryAfterOf(response);
    const wait = retryAfter === undefined ? "" : ` It asks to wait ${Math.ceil(retryAfter)} s.`;
    return new PassingTrouble("RATE_LIMITED", `${what}: too many requests (429)${told}.${wait}`, {
      hint: "Try again later, log in for a higher limit, or use a mirror.",
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
  if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) {
    const retryAfter = retryAfterOf(response);
    return new PassingTrouble("NETWORK", `${what}: the server has a fault (${status})${told}.`, {
      hint: "Try again later.",
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
  return refusal(response, `${what}: `, told, access);
}

function refusal({ status, url }: HttpResponse, what: string, told: string, access: Access): DrydockError {
  if (status === 404)
    return new DrydockError("NOT_FOUND", `${what}there is no such image, tag or blob (404)${told}.`, {
      hint:
        access === "pull"
          ? "Check the name and the tag."
          : "Check the name; some registries want the repository to be made first.",
    });
  if (status === 403)
    return new DrydockError("DENIED", `${what}permission to ${access} is missing (403)${told}.`, {
      hint: `Log in as somebody who may ${access} it, or ask its owner.`,
    });
  if (status === 405 && access !== "pull")
    return new DrydockError("UNSUPPORTED", `${what}the registry does not do that (405)${told}.`, {
      hint:
        access === "delete"
          ? "Deleting is switched off in many registries; ask its owner."
          : "It may be a mirror that can only be read.",
    });
  if (status === 413)
    return new DrydockError("UNSUPPORTED", `${what}it is larger than the registry takes (413)${told}.`, {
      hint: "Raise the limit of the registry, or of the proxy in front of it.",
    });
  const at = printable(printUrl(url));
  return new DrydockError("NETWORK", `${what}the server answered ${status} at ${at}${told}.`, {
    hint: "Check that this is a registry of images, and the name.",
  });
}

/** For hints. */
export function loginCommand(registry: string): string {
  return registry === "docker.io" ? "docker login" : `docker login ${registry}`;
}

async function complaint(response: HttpResponse, secrets: Secrets): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_COMPLAINT) return undefined;
    }
    const parsed = complaintSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    const first = parsed.errors?.[0];
    const words = first?.message || first?.code || parsed.error_description || parsed.message;
    return words ? printable(secrets.hide(words)).replace(/\.$/, "") : undefined;
  } catch {
    return undefined; // the status has said it all
  }
}

/** In seconds. Source: RFC 9110, 10.2.3. */
export function retryAfterOf({ headers }: Pick<HttpResponse, "headers">): number | undefined {
  const text = headers["retry-after"]?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
