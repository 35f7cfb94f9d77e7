import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type TestServer } from "../image/ill-registry.ts";
import { cli } from "../support/cli.ts";
import { buildImage, dockerArchive } from "../support/image.ts";
import { alpineFiles, sampleDatabase, sampleImage } from "../support/sample.ts";

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "drydock-notify-"));
  writeFileSync(join(folder, "app.tar"), dockerArchive(sampleImage()));
  writeFileSync(join(folder, "lenient.yml"), "version: 1\nblock: []\n");
  server = await serve((request, response) => {
    response.writeHead(request.path === "/broken" ? 403 : 200).end();
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function scan(path: string, ...words: readonly string[]) {
  const env = {
    ...process.env,
    XDG_CACHE_HOME: join(folder, "cache"),
    DRYDOCK_WEBHOOK_URL: path === "" ? "" : `http://${server.host}${path}`,
  };
  const args = [cli(), "scan", "app.tar", "--db", sampleDatabase];
  const child = spawn(process.execPath, [...args, ...words], { cwd: folder, env });
  let said = "";
  child.stdout.resume();
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, "close");
  return { code, warnings: said.split("\n").filter((line) => /warning|USAGE|--baseline/.test(line)) };
}

test("the verdict is sent, and is the exit code's, whether or not it arrives", async () => {
  expect(await scan("/fine", "--notify", "webhook")).toEqual({ code: 1, warnings: [] });
  const passed = await scan("/broken", "--notify", "webhook", "--policy", "lenient.yml");
  expect(passed).toEqual({
    code: 0,
    warnings: [`drydock: warning: The verdict could not be sent to webhook: ${server.host} answered 403.`],
  });
  const blocked = await scan("/broken", "--notify", "webhook");
  expect(blocked).toEqual({ ...passed, code: 1 });
  expect(server.seen.map(({ path, body }) => [path, JSON.parse(body).outcome])).toEqual([
    ["/fine", "blocked"],
    ["/broken", "pass"],
    ["/broken", "blocked"],
  ]);
});

test("without an address it is said, and the verdict stands", async () => {
  expect(await scan("", "--notify", "webhook,webhook", "--policy", "lenient.yml")).toEqual({
    code: 0,
    warnings: ["drydock: warning: Nothing will be sent to webhook: DRYDOCK_WEBHOOK_URL is not set."],
  });
});

test("new findings need something to be new against", async () => {
  expect(await scan("/fine", "--notify", "webhook", "--notify-on", "new")).toEqual({
    code: 2,
    warnings: [
      "drydock: USAGE: --notify-on new: there is nothing that findings could be new against.",
      "  Name what to compare with by --baseline.",
    ],
  });
});

test("--notify-on new tells of what the baseline did not have, and only then", async () => {
  const before = server.seen.length;
  const told = ["--notify", "webhook", "--notify-on", "new", "--checks", "system", "--baseline"];
  expect(await scan("/new", ...told, "app.tar")).toEqual({ code: 1, warnings: [] });
  expect(server.seen.slice(before)).toEqual([]);
  writeFileSync(join(folder, "base.tar"), dockerArchive(buildImage({ layers: [alpineFiles()] })));
  expect(await scan("/new", ...told, "base.tar")).toEqual({ code: 1, warnings: [] });
  expect(server.seen.slice(before).map(({ path }) => path)).toEqual(["/new"]);
});
