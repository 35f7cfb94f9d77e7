import { t as packError } from "./sent-error.js";
import { r as readDeb, t as packDeb } from "./sent-deb.js";
import { parentPort } from "node:worker_threads";
// src/repair/archive/deb-worker.ts
const port = parentPort;
port.on("message", async ({ path, data }) => {
	const answer = await readDeb(path, data).then((deb) => ({ deb: packDeb(deb) }), (error) => ({ error: packError(error) }));
	port.postMessage(answer);
});
export {};
