import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dockerArchive } from "../support/image.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";
import { startGitLab, TOKEN, type Trouble } from "./api-server.ts";

const cli = join(import.meta.dirname, "../../src/cli.ts");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-gitlab-cli-"));
  writeFileSync(join(folder, "app.tar"), dockerArchive(sampleImage()));
  writeFileSync(join(folder, "lenient.yml"), "version: 1\nblock: []\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A scan in a job, with no image on the command line. */
async function scan(trouble: Trouble, ...words: readonly string[]) {
  const gitlab = await startGitLab(trouble);
  const env = { ...process.env, ...gitlab.env, XDG_CACHE_HOME: join(folder, "cache"), CS_IMAGE: "app.tar" };
  const places = ["--report-to", "gitlab-note,gitlab-status"];
  const args = ["--disable-warning=ExperimentalWarning", cli, "scan", "--db", sampleDatabase, ...places];
  const child = spawn(process.execPath, [...args, ...words], { cwd: folder, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const [code] = await once(child, "close");
  await gitlab.stop();
  expect(said).not.toContain(TOKEN);
  const warnings = said.split("\n").filter((line) => line.includes("in GitLab: "));
  const states = gitlab.seen.flatMap(({ path, body }) =>
    path.includes("/statuses/") ? [JSON.parse(body).state] : [],
  );
  return {
    code,
    warnings: warnings.length,
    notes: gitlab.notes.map(({ body }) => body.split("\n")[2]),
    states,
  };
}

const refused: Trouble = (_, response) => {
  response.writeHead(403).end('{"message":"403 Forbidden"}');
  return true;
};

test("the verdict is shown, and is the exit code's, whether or not it can be shown", async () => {
  const fine = () => undefined;
  const lenient = ["--policy", "lenient.yml"];
  expect(await scan(fine)).toEqual({
    code: 1,
    warnings: 0,
    notes: ["### drydock: blocked"],
    states: ["failed"],
  });
  expect(await scan(fine, ...lenient)).toEqual({
    code: 0,
    warnings: 0,
    notes: ["### drydock: pass"],
    states: ["success"],
  });
  expect(await scan(refused)).toEqual({ code: 1, warnings: 2, notes: [], states: ["failed"] });
  expect(await scan(refused, ...lenient)).toEqual({ code: 0, warnings: 2, notes: [], states: ["success"] });
});
