/**
 * What comes in: the variables of a GitLab job, and a judged `ScanResult`. What goes out: options that the variables
 * stand in for (`inputs.ts`), and a note on the merge request or a status of the commit where they were asked for. The
 * verdict is told as it was judged; what does not arrive is a warning and nothing else.
 */
import { messageOf } from "../errors.ts";
import type { Gate } from "../gate.ts";
import type { Host } from "../host.ts";
import { discreetHost } from "../image/discreet-host.ts";
import { createAgents, isLoopback } from "../image/http-agents.ts";
import { Secrets } from "../image/secrets.ts";
import type { ScanResult } from "../model/index.ts";
import type { PLACES } from "../options.ts";
import { Api, type Way } from "./client.ts";
import { type Job, jobOf } from "./job.ts";
import { writeNote } from "./note.ts";
import { noteText } from "./note-text.ts";
import { setStatus } from "./status.ts";

export { gitlabInputs } from "./inputs.ts";

/** Where a result can be shown, as in `--report-to`. */
type Place = (typeof PLACES)[number];

/** Shows a result; never throws. */
type Show = (result: ScanResult, gate: Gate) => Promise<void>;

const NAMES: Readonly<Record<Place, string>> = { "gitlab-note": "note", "gitlab-status": "status" };

/**
 * To be asked before the scan: what is missing is a warning at once, and then nothing is shown. A job for a fork has no
 * token, and must be able to pass all the same. `tryMs` = how long one try may take, for tests.
 */
export function gitlabPlaces(places: readonly Place[], host: Host, tryMs?: number): Show {
  const { log } = host;
  if (places.length === 0) return async () => undefined;
  const job = jobOf(host.env);
  if (typeof job === "string") {
    log.warn(`Nothing will be told to GitLab: ${job}`);
    return async () => undefined;
  }
  const secrets = new Secrets();
  secrets.add(job.token);
  const discreet = discreetHost(host, secrets);
  if (job.api.protocol === "http:" && !isLoopback(job.api.hostname))
    log.warn("CI_API_V4_URL is plain HTTP: whoever is on the way can read the token.");
  return async (result, gate) => {
    const { log: quiet } = discreet;
    for (const place of places) {
      try {
        const way: Way = { agents: createAgents(discreet, false), host: discreet };
        const api = new Api(job, tryMs === undefined ? way : { ...way, tryMs });
        quiet.debug(await show(place, api, job, result, gate));
      } catch (error) {
        // Even a mistake of ours in here must not take the place of the verdict.
        quiet.warn(`The ${NAMES[place]} could not be written in GitLab: ${messageOf(error)}`);
      }
    }
  };
}

async function show(place: Place, api: Api, job: Job, result: ScanResult, gate: Gate): Promise<string> {
  if (place === "gitlab-status") {
    await setStatus(api, job, gate);
    return "The status was set in GitLab.";
  }
  const { mergeRequest } = job;
  if (mergeRequest === undefined) return "No note in GitLab: the pipeline is of no merge request.";
  await writeNote(api, job, mergeRequest, noteText(result, job));
  return "The note was written in GitLab.";
}
