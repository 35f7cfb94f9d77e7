#!/usr/bin/env node
/** The command-line door: words in, reports and an exit code out. */
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
import {
  databaseCommand,
  fixCommand,
  policyExplainCommand,
  policyImportCommand,
  policyTestCommand,
  rebaseCommand,
  rulesCommand,
  scanCommand,
  statusCommand,
  verifyCommand,
  waiveCommand,
} from "./commands.ts";
import { EXIT } from "./gate.ts";
import { COMMAND_LINE_OPTIONS, SCAN_OPTIONS } from "./options.ts";
import type { RawOptions } from "./raw-options.ts";
import { exit, explain } from "./terminal.ts";
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
      finish(await scanCommand(image, longNames(raw))),
    );

  withOptions(
    drydock.command("fix").argument("<image>", "what to repair, e.g. registry.example/team/app:1.0"),
    FIX_OPTIONS,
  )
    .description("raise system packages that have findings, and push the image anew under a tag of its own")
    .addHelpText("after", `${FIX_EXIT_CODES}\n${REFERENCES_HELP}`)
    .action(async (image: string, raw: RawOptions) => finish(await fixCommand(image, longNames(raw))));

  withOptions(
    drydock.command("verify").argument("<image>", "in its registry, e.g. registry.example/team/app:1.0"),
    VERIFY_OPTIONS,
  )
    .description("judge an image by the result that is attached to it, without scanning it")
    .addHelpText("after", EXIT_CODES)
    .action(async (image: string, raw: RawOptions) => finish(await verifyCommand(image, longNames(raw))));

  withOptions(
    drydock.command("status").argument("<image>", "in its registry, e.g. registry.example/team/app:1.0"),
    STATUS_OPTIONS,
  )
    .description("say whether an image was scanned, when, and what was found")
    .action(async (image: string, raw: RawOptions) => finish(await statusCommand(image, longNames(raw))));

  withOptions(
    drydock.command("rebase").argument("<image>", "whose base image is to be another one"),
    REBASE_OPTIONS,
  )
    .description("say which vulnerabilities would go and come with another base image; nothing is built")
    .addHelpText("after", `${EXIT_CODES}\n${REFERENCES_HELP}`)
    .action(async (image: string, raw: RawOptions) => finish(await rebaseCommand(image, longNames(raw))));

  withOptions(
    drydock.command("waive").argument("<fingerprint>", "of the finding, or its first 8 digits or more"),
    WAIVE_OPTIONS,
  )
    .description("write a waiver for a finding of a stored result into the policy file")
    .action((fingerprint: string, raw: RawOptions) => waiveCommand(fingerprint, longNames(raw)));

  withOptions(drydock.command("rules").argument("[id]", "one rule, whole"), RULES_OPTIONS)
    .description("print the catalogue of rules")
    .action((id: string | undefined, raw: RawOptions) => rulesCommand(id, longNames(raw)));

  const policy = drydock.command("policy").description("the policy file");
  policy
    .command("import")
    .argument(
      "<file>",
      "a delivery chain of ACR as JSON: the reply of GetChain, a ChainConfig, or Terraform's",
    )
    .description("print a policy file that blocks what the chain does, and how each part was read")
    .action((file: string) => policyImportCommand(file));
  withOptions(
    policy.command("test").argument("<result>", "a JSON report, e.g. drydock-result.json"),
    POLICY_TEST_OPTIONS,
  )
    .description("judge a stored result by a policy; nothing is scanned")
    .addHelpText("after", EXIT_CODES)
    .action(async (path: string, raw: RawOptions) => finish(await policyTestCommand(path, longNames(raw))));
  withOptions(
    policy
      .command("explain")
      .argument("<finding>", "CVE-…, DD-…, or the first 8 digits of a fingerprint or more")
      .argument("<result>", "a JSON report, e.g. drydock-result.json"),
    POLICY_EXPLAIN_OPTIONS,
  )
    .description("say why a policy decides about a finding as it does, and what would change it")
    .action((name: string, path: string, raw: RawOptions) =>
      policyExplainCommand(name, path, longNames(raw)),
    );

  const db = drydock.command("db").description("the advisory database");
  withOptions(db.command("update"), DATABASE_OPTIONS)
    .description("fetch the database now if there is a newer one")
    .action((raw: RawOptions) => databaseCommand("update", longNames(raw)));
  withOptions(db.command("info"), DATABASE_OPTIONS)
    .description("say which database is there and how old it is")
    .action((raw: RawOptions) => databaseCommand("info", longNames(raw)));
  return drydock;
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
