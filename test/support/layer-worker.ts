/** A thread that reads layers with the analyzers of `threadAnalyzers`. */
import { parentPort } from "node:worker_threads";
import { serveLayers } from "../../src/analysis/workers/serve.ts";
import { threadAnalyzers } from "./thread-analyzers.ts";

serveLayers(parentPort!, threadAnalyzers);
