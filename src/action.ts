/** The door of the GitHub Action: the runner's environment in, an exit code out. */
import { collectInOneGo } from "./collector.ts";
import { EXIT } from "./gate.ts";
import { VERSION } from "./version.ts";

// At once, so that a log tells whether drydock has started; all that takes time to load comes afterwards.
process.stdout.write(`drydock ${VERSION}\n`);
collectInOneGo();

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stdout.write(`::error title=drydock::A bug in drydock itself, not an answer about the image.\n`);
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(EXIT.failed);
  });
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143)); // "exit" handlers remove temporary files
}

/** Not awaited: parts that are imported on the way must not have to wait for this one. */
void main();

async function main(): Promise<void> {
  const { runAction } = await import("./github/index.ts");
  const code = await runAction({ env: process.env, log: process.stdout });
  // Once everything written has left; open sockets and unfinished reads do not hold it back.
  process.exitCode = code;
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}
