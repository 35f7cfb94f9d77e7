import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { Host } from "../host.ts";
import { escapeForTerminal } from "../report/index.ts";

/** Where the log goes; `process.stdout` in earnest. */
export interface LogStream {
  write(text: string): unknown;
}

export type Headline = "notice" | "warning" | "error";

/**
 * What one says to the runner of GitHub Actions: commands in the log, and lines in its files. Source: GitHub Docs,
 * "Workflow commands for GitHub Actions". The toolkit's package for it (`@actions/core`) brings a megabyte of HTTP client.
 */
export class Runner {
  readonly #env: Host["env"];
  readonly #log: LogStream;

  constructor(env: Host["env"], log: LogStream) {
    this.#env = env;
    this.#log = log;
  }

  /** From here on the runner shows `***` in its place, also in what later steps print. */
  mask(secret: string): void {
    for (const line of secret.split(/\r?\n/)) {
      // Shorter ones would strike out half of the log, and hide nothing.
      if (line.trim().length >= 3) this.#command("add-mask", line);
    }
  }

  group(name: string): void {
    this.#command("group", escapeForTerminal(name));
  }

  endGroup(): void {
    this.#command("endgroup", "");
  }

  /** A line in the log that the page of the run repeats at its top; at most ten of a kind are. Lines stay lines. */
  headline(kind: Headline, text: string): void {
    this.#command(kind, text.split("\n").map(escapeForTerminal).join("\n"), "title=drydock");
  }

  /** A text that the runner obeys nothing of: a second wall behind the escaping. */
  unheeded(text: string): void {
    const token = randomUUID();
    this.#command("stop-commands", token);
    this.#log.write(text === "" || text.endsWith("\n") ? text : `${text}\n`);
    this.#command(token, "");
  }

  /** For later steps. */
  output(name: string, value: string): void {
    this.#append("GITHUB_OUTPUT", `${name}<<${delimited(value)}`);
  }

  /** Markdown for the page of the run. */
  summary(markdown: string): void {
    this.#append("GITHUB_STEP_SUMMARY", markdown);
  }

  #append(variable: string, text: string): void {
    const file = this.#env[variable];
    if (file) appendFileSync(file, text);
  }

  #command(name: string, data: string, properties = ""): void {
    const escaped = data.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
    this.#log.write(`::${name}${properties === "" ? "" : ` ${properties}`}::${escaped}\n`);
  }
}

/** Nobody can guess where the value ends, so nothing in it can add an output of its own. */
function delimited(value: string): string {
  const end = `drydock_${randomUUID()}`;
  return `${end}\n${value}\n${end}\n`;
}
