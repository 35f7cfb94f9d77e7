#!/usr/bin/env node
/** The command-line door: words in, reports and an exit code out. */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { databaseInfos, updateDatabases } from "./advisories/index.ts";
import { collectInOneGo } from "./collector.ts";
import { longNames, withOptions } from "./command-line.ts";
import {
  DATABASE_OPTIONS,
  POLICY_EXPLAIN_OPTIONS,
  POLICY_TEST_OPTIONS,
  REBASE_OPTIONS,
  RULES_OPTIONS,
  STATUS_OPTIONS,
  VERIFY_OPTIONS,
  WAIVE_OPTIONS,
} from "./command-options.ts";
import { isNewIn } from "./compared.ts";
import { DrydockError } from "./errors.ts";
import { explainedText } from "./explain-text.ts";
import type { Host } from "./host.ts";
import type { DatabaseInfo, Outcome } from "./model/index.ts";
import { notifier } from "./notify/index.ts";
import { SCAN_OPTIONS } from "./options.ts";
import { scan } from "./pipeline.ts";
import { explainPolicy } from "./policy-explain.ts";
import { policyImport } from "./policy-import.ts";
import { testPolicy } from "./policy-test.ts";
import { printedRules } from "./print-rules.ts";
import { createLogger, type ProgressLogger } from "./progress.ts";
import { publisher } from "./publish-result.ts";
import {
  databaseOptions,
  judgementOptions,
  notifyOptions,
  type RawOptions,
  rebaseOptions,
  reportTargets,
  scanOptions,
  statusOptions,
  verifyOptions,
  waiveOptions,
} from "./read-options.ts";
import { escapeForTerminal, escapeLines, printJson } from "./report/index.ts";
import { VERSION } from "./version.ts";
import { waive } from "./waive.ts";
import { writeReports } from "./write-reports.ts";

const EXIT: Readonly<Record<Outcome, number>> = { pass: 0, blocked: 1, unproven: 3 };
const EXIT_FAILED = 2;

const EXIT_CODES = `
Exit codes: 0 pass, 1 blocked by policy, 3 unproven (something could not be read or told), 2 the work could not be done.`;

const REFERENCES_HELP = `
References: docker-archive:PATH[:TAG], oci-archive:PATH[:TAG], oci:DIR[:TAG], docker:NAME, podman:NAME, registry:NAME,
sbom:FILE, dockerfile:FILE, or just a path or a name (a name is looked for in the local engine, then in its registry).`;

function program(finish: (code: number) => void): Command {
  const drydock = new Command("drydock")
    .description("The dry dock for container images: scan, judge, report.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });

  withOptions(
    drydock.command("scan").argument("<image>", "what to scan, e.g. docker:app:1.0 or ./image.tar"),
    SCAN_OPTIONS,
  )
    .description("scan an image, judge it, write the reports")
    .addHelpText("after", `${EXIT_CODES}\n${REFERENCES_HELP}`)
    .action(async (image: string, raw: RawOptions) => finish(await runScan(image, longNames(raw))));

  withOptions(
    drydock.command("verify").argument("<image>", "in its registry, e.g. registry.example/team/app:1.0"),
    VERIFY_OPTIONS,
  )
    .description("judge an image by the result that is attached to it, without scanning it")
    .addHelpText("after", EXIT_CODES)
    .action(async (image: string, raw: RawOptions) => finish(await runVerify(image, longNames(raw))));

  withOptions(
    drydock.command("status").argument("<image>", "in its registry, e.g. registry.example/team/app:1.0"),
    STATUS_OPTIONS,
  )
    .description("say whether an image was scanned, when, and what was found")
    .action(async (image: string, raw: RawOptions) => {
      const options = statusOptions(image, longNames(raw));
      const { imageStatus, printedStatus } = await import("./status.ts");
      const status = await imageStatus(options, hostFor(raw));
      print(printedStatus(status, options.format));
      finish(status.status === "NONE" ? EXIT.unproven : EXIT.pass);
    });

  withOptions(
    drydock.command("rebase").argument("<image>", "whose base image is to be another one"),
    REBASE_OPTIONS,
  )
    .description("say which vulnerabilities would go and come with another base image; nothing is built")
    .addHelpText("after", `${EXIT_CODES}\n${REFERENCES_HELP}`)
    .action(async (image: string, raw: RawOptions) => finish(await runRebase(image, longNames(raw))));

  withOptions(
    drydock.command("waive").argument("<fingerprint>", "of the finding, or its first 8 digits or more"),
    WAIVE_OPTIONS,
  )
    .description("write a waiver for a finding of a stored result into the policy file")
    .action(async (fingerprint: string, raw: RawOptions) => {
      const named = longNames(raw);
      print(await waived(fingerprint, named));
    });

  withOptions(drydock.command("rules").argument("[id]", "one rule, whole"), RULES_OPTIONS)
    .description("print the catalogue of rules")
    .action((id: string | undefined, raw: RawOptions) => {
      print(printedRules(id, raw.json === true, process.stdout));
    });

  const policy = drydock.command("policy").description("the policy file");
  policy
    .command("import")
    .argument(
      "<file>",
      "a delivery chain of ACR as JSON: the reply of GetChain, a ChainConfig, or Terraform's",
    )
    .description("print a policy file that blocks what the chain does, and how each part was read")
    .action(async (file: string) => print(await policyImport(file, hostFor({}))));
  withOptions(
    policy.command("test").argument("<result>", "a JSON report, e.g. drydock-result.json"),
    POLICY_TEST_OPTIONS,
  )
    .description("judge a stored result by a policy; nothing is scanned")
    .addHelpText("after", EXIT_CODES)
    .action(async (path: string, raw: RawOptions) => finish(await runPolicyTest(path, longNames(raw))));
  withOptions(
    policy
      .command("explain")
      .argument("<finding>", "CVE-…, DD-…, or the first 8 digits of a fingerprint or more")
      .argument("<result>", "a JSON report, e.g. drydock-result.json"),
    POLICY_EXPLAIN_OPTIONS,
  )
    .description("say why a policy decides about a finding as it does, and what would change it")
    .action(async (name: string, path: string, raw: RawOptions) => {
      const named = longNames(raw);
      const explained = await explainPolicy(name, path, judgementOptions(named), hostFor(named));
      print(explainedText(explained, raw.json === true));
    });

  const db = drydock.command("db").description("the advisory database");
  withOptions(db.command("update"), DATABASE_OPTIONS)
    .description("fetch the database now if there is a newer one")
    .action(async (raw: RawOptions) => {
      const named = longNames(raw);
      print(databaseTexts(await updateDatabases(databaseOptions(named), hostFor(named))));
    });
  withOptions(db.command("info"), DATABASE_OPTIONS)
    .description("say which database is there and how old it is")
    .action(async (raw: RawOptions) => {
      const named = longNames(raw);
      print(databaseTexts(await databaseInfos(databaseOptions(named), hostFor(named))));
    });
  return drydock;
}

async function runScan(image: string, raw: RawOptions): Promise<number> {
  const targets = reportTargets(raw);
  const options = scanOptions(image, raw);
  const host = hostFor(raw);
  const notify = notifier(notifyOptions(raw), host);
  const allowActions = raw["allow-registry-actions"] === true;
  const { opened, act, attach, failed } = await publisher({ ...options, allowActions }, host);
  const result = await scan(options, host, opened)
    .then(act)
    .catch(async (error: unknown) => {
      await failed(error);
      throw error;
    });
  voice?.clear();
  await writeReports(result, targets, process.stdout);
  await attach(result).catch((error: unknown) => {
    // What stands in the way of the image is told before what stands in the way of its result.
    if (!(error instanceof DrydockError) || result.verdict.outcome === "pass") throw error;
    explain(error);
  });
  await notify(result, isNewIn(result));
  return EXIT[result.verdict.outcome];
}

async function runRebase(image: string, raw: RawOptions): Promise<number> {
  const options = rebaseOptions(image, raw);
  const { rebase } = await import("./rebase-image.ts");
  const { rebaseText } = await import("./rebase/index.ts");
  const answer = await rebase(options, hostFor(raw));
  print(options.format === "json" ? printJson(answer) : rebaseText(answer));
  return answer.isProven ? EXIT.pass : EXIT.unproven;
}

async function runPolicyTest(path: string, raw: RawOptions): Promise<number> {
  const targets = reportTargets(raw);
  const result = await testPolicy(path, judgementOptions(raw), hostFor(raw));
  await writeReports(result, targets, process.stdout);
  return EXIT[result.verdict.outcome];
}

async function runVerify(image: string, raw: RawOptions): Promise<number> {
  const targets = reportTargets(raw);
  const { verifyImage } = await import("./verify.ts");
  const result = await verifyImage(verifyOptions(image, raw), hostFor(raw));
  voice?.clear();
  await writeReports(result, targets, process.stdout);
  return EXIT[result.verdict.outcome];
}

/** The voice of this process; made once, so that whoever prints can take its half-drawn line away first. */
let voice: ProgressLogger | undefined;

function hostFor(raw: RawOptions): Host {
  const { env } = process;
  const cacheDir = typeof raw["cache-dir"] === "string" ? raw["cache-dir"] : defaultCacheDir(env);
  voice = createLogger({
    quiet: raw.quiet === true,
    verbose: raw.verbose === true,
    stream: process.stderr,
    env,
  });
  return { cacheDir: resolve(cacheDir), cwd: process.cwd(), env, log: voice, now: () => new Date() };
}

function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "drydock");
}

function databaseTexts(infos: readonly DatabaseInfo[]): string {
  const blocks = infos.map((info) =>
    Object.entries(info)
      .map(([key, value]) => `${key.padEnd(13)} ${escapeForTerminal(String(value))}\n`)
      .join(""),
  );
  return blocks.join("\n");
}

async function waived(fingerprint: string, raw: RawOptions): Promise<string> {
  const { finding, file, expires, images } = await waive(fingerprint, waiveOptions(raw), hostFor(raw));
  const where = finding.kind === "risk" ? finding.subject : finding.package.name;
  const scope = images === undefined ? "all images" : [images].flat().join(", ");
  const text = `${finding.rule} in ${where} is waived until ${expires} for ${scope}, in ${file}.`;
  return `${escapeForTerminal(text)}\n`;
}

function print(text: string): void {
  voice?.clear();
  process.stdout.write(text);
}

/** Our own bug must not look like a verdict: Node's exit code for it would be 1, "blocked". */
function explain(error: unknown): void {
  voice?.clear();
  if (!(error instanceof DrydockError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `drydock: a bug in drydock itself, not an answer about the image. Please report it.\n${trace}\n`,
    );
    return;
  }
  const hint = error.hint === undefined ? "" : `\n  ${escapeForTerminal(error.hint)}`;
  process.stderr.write(`drydock: ${error.code}: ${escapeLines(error.message)}${hint}\n`);
}

/** Ends the process once everything written has left it; open sockets and unfinished reads do not hold it back. */
function exit(code: number): void {
  process.exitCode = code;
  process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
}

collectInOneGo();
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error) => {
    explain(error);
    process.exit(EXIT_FAILED);
  });
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143)); // "exit" handlers remove temporary files
}

try {
  let code = 0;
  await program((result) => {
    code = result;
  }).parseAsync(process.argv);
  exit(code);
} catch (error) {
  if (error instanceof CommanderError) {
    exit(error.exitCode === 0 ? 0 : EXIT_FAILED);
  } else {
    explain(error);
    exit(EXIT_FAILED);
  }
}
