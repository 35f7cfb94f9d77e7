// Scans the bundled image with the bundled sample database, as a pipeline would, and says what the exit code means.
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const path = (name) => relative(process.cwd(), join(here, "..", name)) || ".";
const image = ["scan", path("demo/image.tar"), "--dockerfile", path("demo/Dockerfile")];
const words = [...image, "--db", path("sample-db"), "--no-cache"];

process.stderr.write(`$ drydock ${words.join(" ")}\n\n`);
const { status } = spawnSync(process.execPath, [join(here, "../../dist/cli/index.js"), ...words], { stdio: "inherit" });
process.stderr.write(`\nExit code ${status}: ${status === 1 ? "the pipeline stops here, as it should" : "not what the example expects"}.\n`);
process.exitCode = status === 1 ? 0 : (status ?? 2);
