/** The door of a thread that reads packages, one after another. */
import { parentPort } from "node:worker_threads";
import { packError } from "../../sent-error.ts";
import { readDeb } from "./deb.ts";
import { type DebAnswer, type DebOrder, packDeb } from "./sent-deb.ts";

const port = parentPort!;
port.on("message", async ({ path, data }: DebOrder) => {
  const answer: DebAnswer = await readDeb(path, data).then(
    (deb) => ({ deb: packDeb(deb) }),
    (error) => ({ error: packError(error) }),
  );
  port.postMessage(answer);
});
