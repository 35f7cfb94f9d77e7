#!/usr/bin/env node
/**
 * The command-line door: words in, reports and an exit code out. What a command needs is imported when it is called: help
 * and the version are there at once, and a scan loads no more than a scan takes.
 */
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { collectInOneGo } from "./collector.ts";
import { longNames, withOptions } from "./command-line.ts";
import {
  DATABASE_OPTIONS,
  FIX_OPTIONS,
  POLICY_EXPLAIN_OPTIONS,
  POLICY_TEST_OPTIONS,
  REBASE_OPTIONS,
  RULES_OPTIONS,
  STATUS_OPTIONS,
  VERIFY_OPTIONS,
  WAIVE_OPTIONS,
} from "./command-options.ts";
import { failureText } from "./failure-text.ts";
import { EXIT, gateOf } from "./gate.ts";
import type { Host } from "./host.ts";
import type { DatabaseInfo } from "./model/index.ts";
import { COMMAND_LINE_OPTIONS, SCAN_OPTIONS } from "./options.ts";
import { createLogger, type ProgressLogger } from "./progress.ts";
import type { RawOptions } from "./read-options.ts";
import { escapeForTerminal } from "./report/escape.ts";
import { VERSION } from "./version.ts";

const EXIT_CODES = `
Exit codes: 0 pass, 1 blocked by policy, 3 unproven (something could not be read or told), 2 the work could not be done.`;

const FIX_EXIT_CODES = `
Exit codes: 0 repaired, or nothing to repair, or the image cannot be (the report says why), 1 blocked by policy (--gate-on),
or not all repaired (--required), 3 unproven (--gate-on), 2 the work could not be done.`;

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
    drydock
      .command("scan")
      .argument(
        "[image]",
        "what to scan, e.g. docker:app:1.0 or ./image.tar; in a GitLab job what CS_IMAGE says",
      ),
    [...SCAN_OPTIONS, ...COMMAND_LINE_OPTIONS],
  )
    .description("scan an image, judge it, write the reports")
    .addHelpText("after", `${EXIT_CODES}\n${REFERENCES_HELP}`)
    .action(async (image: string | undefined, raw: RawOptions) =>
      finish(await scanned(image, longNames(raw))),
    );

  withOptions(
    drydock.command("fix").argument("<image>", "what to repair, e.g. registry.example/team/app:1.0"),
    FIX_OPTIONS,
  )
    .description("raise system packages that have findings, and push the image anew under a tag of its own")
    .addHelpText("after", `${FIX_EXIT_CODES}\n${REFERENCES_HELP}`)
    .action(async (image: string, raw: RawOptions) => finish(await runFix(image, longNames(raw))));

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
      const { statusOptions } = await import("./read-options.ts");
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
    .action(async (id: string | undefined, raw: RawOptions) => {
      const { printedRules } = await import("./print-rules.ts");
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
    .action(async (file: string) => {
      const { policyImport } = await import("./policy-import.ts");
      print(await policyImport(file, hostFor({})));
    });
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
      const { judgementOptions } = await import("./read-options.ts");
      const { explainPolicy } = await import("./policy-explain.ts");
      const { explainedText } = await import("./explain-text.ts");
      const named = longNames(raw);
      const explained = await explainPolicy(name, path, judgementOptions(named), hostFor(named));
      print(explainedText(explained, raw.json === true));
    });

  const db = drydock.command("db").description("the advisory database");
  withOptions(db.command("update"), DATABASE_OPTIONS)
    .description("fetch the database now if there is a newer one")
    .action(async (raw: RawOptions) => {
      const { updateDatabases } = await import("./advisories/index.ts");
      const { databaseOptions } = await import("./read-options.ts");
      const named = longNames(raw);
      print(databaseTexts(await updateDatabases(databaseOptions(named), hostFor(named))));
    });
  withOptions(db.command("info"), DATABASE_OPTIONS)
    .description("say which database is there and how old it is")
    .action(async (raw: RawOptions) => {
      const { databaseInfos } = await import("./advisories/index.ts");
      const { databaseOptions } = await import("./read-options.ts");
      const named = longNames(raw);
      print(databaseTexts(await databaseInfos(databaseOptions(named), hostFor(named))));
    });
  return drydock;
}

async function scanned(named: string | undefined, words: RawOptions): Promise<number> {
  const { gitlabInputs, gitlabPlaces } = await import("./gitlab/index.ts");
  const { reportPlaces } = await import("./read-options.ts");
  const { runScan } = await import("./run-scan.ts");
  const { image, raw, env } = gitlabInputs(named, words, process.env, hostFor(words).log);
  const host = { ...hostFor(raw), env };
  const show = gitlabPlaces(reportPlaces(raw), host);
  const door = { paper: process.stdout, judged: () => voice?.clear(), explain };
  const { result, gate } = await runScan(image, raw, host, door);
  await show(result, gate);
  return EXIT[gate.outcome];
}

async function runFix(image: string, raw: RawOptions): Promise<number> {
  const { repairOptions, reportsOnly, reportTargets, scanOptions } = await import("./read-options.ts");
  const { fixImage } = await import("./fix-command.ts");
  const { writeReports } = await import("./write-reports.ts");
  const reports = reportsOnly(raw);
  const targets = reportTargets(reports);
  const fix = repairOptions(raw, "", raw["dry-run"] === true);
  const options = scanOptions(image, { ...reports, "gate-on": undefined });
  const result = await fixImage({ ...options, fix }, hostFor(raw));
  voice?.clear();
  await writeReports(result, targets, process.stdout);
  return EXIT[gateOf(result, fix).outcome];
}

async function runRebase(image: string, raw: RawOptions): Promise<number> {
  const { rebaseOptions } = await import("./read-options.ts");
  const { rebase } = await import("./rebase-image.ts");
  const { rebaseText } = await import("./rebase/index.ts");
  const { printJson } = await import("./report/escape.ts");
  const options = rebaseOptions(image, raw);
  const answer = await rebase(options, hostFor(raw));
  print(options.format === "json" ? printJson(answer) : rebaseText(answer));
  return answer.isProven ? EXIT.pass : EXIT.unproven;
}

async function runPolicyTest(path: string, raw: RawOptions): Promise<number> {
  const { judgementOptions, reportTargets } = await import("./read-options.ts");
  const { testPolicy } = await import("./policy-test.ts");
  const { writeReports } = await import("./write-reports.ts");
  const targets = reportTargets(raw);
  const result = await testPolicy(path, judgementOptions(raw), hostFor(raw));
  await writeReports(result, targets, process.stdout);
  return EXIT[result.verdict.outcome];
}

async function runVerify(image: string, raw: RawOptions): Promise<number> {
  const { reportTargets, verifyOptions } = await import("./read-options.ts");
  const { verifyImage } = await import("./verify.ts");
  const { writeReports } = await import("./write-reports.ts");
  const targets = reportTargets(raw);
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
  const { waiveOptions } = await import("./read-options.ts");
  const { waive } = await import("./waive.ts");
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
  process.stderr.write(failureText(error));
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
    process.exit(EXIT.failed);
  });
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143)); // "exit" handlers remove temporary files
}

/** Not awaited: parts that are imported on the way must not have to wait for this one. */
void main();

async function main(): Promise<void> {
  try {
    let code = 0;
    await program((result) => {
      code = result;
    }).parseAsync(process.argv);
    exit(code);
  } catch (error) {
    if (error instanceof CommanderError) {
      exit(error.exitCode === 0 ? 0 : EXIT.failed);
    } else {
      explain(error);
      exit(EXIT.failed);
    }
  }
}
