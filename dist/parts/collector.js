import { setFlagsFromString } from "node:v8";
// src/collector.ts
function collectInOneGo() {
	setFlagsFromString("--no-concurrent-marking");
	setFlagsFromString("--no-incremental-marking");
	setFlagsFromString("--semi-space-growth-factor=1");
}
export { collectInOneGo as t };
