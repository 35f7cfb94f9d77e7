import { DrydockError } from "../errors.ts";
import type { Digest } from "../model/image.ts";
import { hexOf } from "./digest.ts";
import { MAX_DOCUMENT, printable } from "./document.ts";
import { type HttpResponse, readCapped } from "./http.ts";
import { type Descriptor, parseManifest } from "./manifest-document.ts";

const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
/** What registries answer that do not know the question; the specification has only 404. */
const UNKNOWN_QUESTION: readonly number[] = [400, 404, 405, 406, 501];
/** Stops a registry whose list has no end. */
const MAX_PAGES = 100;
const MAX_REFERRERS = 10_000;

type Get = (
  path: string,
  headers: Readonly<Record<string, string>>,
  also: readonly number[],
) => Promise<HttpResponse>;

/** `undefined` = the registry has no such list. Source: distribution-spec 1.1, "Listing Referrers". */
export async function listReferrers(
  digest: Digest,
  what: string,
  get: Get,
): Promise<readonly Descriptor[] | undefined> {
  const found: Descriptor[] = [];
  let query = "";
  for (let page = 1; page <= MAX_PAGES; page++) {
    const response = await get(
      `referrers/${digest}${query}`,
      { Accept: INDEX_TYPE },
      page === 1 ? UNKNOWN_QUESTION : [],
    );
    if (page === 1 && !isIndex(response)) {
      response.discard();
      return undefined;
    }
    found.push(...parseReferrers(await readCapped(response, MAX_DOCUMENT, what), what));
    if (found.length > MAX_REFERRERS) break;
    const next = nextPage(response, what);
    if (next === undefined) return found;
    query = next;
  }
  throw new DrydockError(
    "IMAGE_INVALID",
    `${what} has more than ${MAX_REFERRERS} entries or ${MAX_PAGES} pages.`,
  );
}

/** Under which the list lies where the registry does not keep one itself. Source: "Referrers Tag Schema". */
export function fallbackTag(digest: Digest): string {
  return `sha256-${hexOf(digest)}`;
}

/** The entries of a list. Throws `DrydockError` IMAGE_INVALID. */
export function parseReferrers(bytes: Buffer, what: string): readonly Descriptor[] {
  const document = parseManifest(bytes, what);
  if (document.kind === "index") return document.manifests;
  throw new DrydockError("IMAGE_INVALID", `${what} is a manifest, not a list.`);
}

function isIndex({ status, headers }: HttpResponse): boolean {
  const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  return status === 200 && type === INDEX_TYPE;
}

/** The query of the next page. Its path is the same; a host in front of it may be one that only the registry knows. */
function nextPage(response: HttpResponse, what: string): string | undefined {
  const link = [response.headers.link ?? []].flat().join(", ");
  const [, target] = /<([^<>]*)>\s*;[^<]*\brel="?next"?/i.exec(link) ?? [];
  if (target === undefined) return undefined;
  const next = URL.canParse(target, response.url.href) ? new URL(target, response.url) : undefined;
  if (next?.pathname !== response.url.pathname || next.search === "")
    throw new DrydockError("NETWORK", `${what} goes on at a place that it cannot: ${printable(target)}.`);
  return next.search;
}
