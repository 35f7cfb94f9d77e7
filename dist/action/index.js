import { i as collectInOneGo, t as EXIT } from "../parts/gate.js";
import { t as VERSION } from "../parts/version.js";
// src/action.ts
process.stdout.write(`drydock ${VERSION}\n`);
collectInOneGo();
for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, (error) => {
	process.stdout.write(`::error title=drydock::A bug in drydock itself, not an answer about the image.\n`);
	process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
	process.exit(EXIT.failed);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143));
main();
async function main() {
	const { runAction } = await import("../parts/github.js");
	const code = await runAction({
		env: process.env,
		log: process.stdout
	});
	process.exitCode = code;
	process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}
export {};
