import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";

/** Of one call to the API with all its tries, unless `DRYDOCK_GITHUB_TIMEOUT` says otherwise. */
const USUAL_SECONDS = 90;
const MOST_SECONDS = 600;

/** Where GitHub's API is, and how long to put up with it. Throws `DrydockError` USAGE. */
export function apiOptions({ GITHUB_API_URL, DRYDOCK_GITHUB_TIMEOUT }: Host["env"]): {
  readonly apiUrl: URL;
  readonly timeoutMs: number;
} {
  const address = GITHUB_API_URL || "https://api.github.com";
  if (!URL.canParse(address) || !/^https?:/.test(address))
    throw new DrydockError("USAGE", "GITHUB_API_URL is not the address of an API.");
  const seconds = Number(DRYDOCK_GITHUB_TIMEOUT || USUAL_SECONDS);
  if (!(seconds > 0 && seconds <= MOST_SECONDS))
    throw new DrydockError(
      "USAGE",
      `DRYDOCK_GITHUB_TIMEOUT has to be a number of seconds up to ${MOST_SECONDS}.`,
    );
  return { apiUrl: new URL(address), timeoutMs: seconds * 1_000 };
}
