import { execFile } from "node:child_process";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Credentials } from "./credentials.ts";

/** Some ask a cloud's API; none should ask a person. */
const TIMEOUT = 30_000;
/** An answer has some hundred bytes; tokens of clouds a few thousand. */
const MAX_ANSWER = 1024 * 1024;

// The name becomes a part of a program's: no slash may lead out of PATH's folders.
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const answerSchema = z.object({ Username: z.string(), Secret: z.string() });

/**
 * Asks `docker-credential-NAME get` for a server. `undefined` = it knows none. Nothing it says is told to anybody, as
 * it may be the secret. Throws `DrydockError` CREDENTIALS. Source: docker-credential-helpers, README.
 */
export async function askHelper(
  name: string,
  server: string,
  { env }: Host,
  timeout: number = TIMEOUT,
): Promise<Credentials | undefined> {
  if (!NAME.test(name))
    throw new DrydockError("CREDENTIALS", `${JSON.stringify(name)} is not the name of a credential helper.`, {
      hint: "Check credHelpers and credsStore in Docker's config.json.",
    });
  const program = `docker-credential-${name}`;
  const { failure, output } = await run(program, server, env, timeout);
  if (failure !== undefined) {
    if (/credentials not found/i.test(output)) return undefined;
    throw new DrydockError("CREDENTIALS", `${program} gave no credentials for ${server}: ${failure}.`, {
      hint: `Try it: echo ${server} | ${program} get`,
    });
  }
  const answer = answerSchema.safeParse(parsed(output)).data;
  if (answer === undefined)
    throw new DrydockError("CREDENTIALS", `${program} gave an answer for ${server} that cannot be read.`, {
      hint: "Update it, or log in without it.",
    });
  const { Username: user, Secret: secret } = answer;
  if (secret === "") return undefined;
  // What Docker's helpers write where the secret buys tokens.
  if (user === "<token>") return { kind: "identity", token: secret, from: program };
  return { kind: "basic", user, password: secret, from: program };
}

function run(
  program: string,
  server: string,
  env: Host["env"],
  timeout: number,
): Promise<{ readonly failure?: string; readonly output: string }> {
  return new Promise((resolve) => {
    const options = {
      env,
      timeout,
      maxBuffer: MAX_ANSWER,
      killSignal: "SIGKILL",
      windowsHide: true,
    } as const;
    const child = execFile(program, ["get"], options, (error, output) => {
      resolve(error === null ? { output } : { output, failure: failureOf(error) });
    });
    child.stdin?.on("error", () => undefined); // it may not care to read
    child.stdin?.end(server);
  });
}

function failureOf(error: { code?: string | number | null; killed?: boolean }): string {
  if (error.code === "ENOENT") return "there is no such program in PATH";
  if (error.code === "EACCES") return "it must not be run";
  if (error.killed) return "it did not answer in time";
  return `it ended with ${error.code ?? "a signal"}`;
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
