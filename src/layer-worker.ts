/** The door of a thread that reads layers: what it is started with says what is looked for. */
import { parentPort, workerData } from "node:worker_threads";
import { serveLayers } from "./analysis/workers/serve.ts";
import { analyzersOfWorker } from "./layer-analyzers.ts";

serveLayers(parentPort!, analyzersOfWorker(workerData));
