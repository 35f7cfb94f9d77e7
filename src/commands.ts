/**
 * What each command does, from its words to its exit code. What it needs is imported when it is called: help and the
 * version are there at once, and a scan loads no more than a scan takes.
 */
import { EXIT, type Gate, gateOf, worst } from "./gate.ts";
import type { DatabaseInfo } from "./model/index.ts";
import type { Publisher } from "./publish-result.ts";
import type { RawOptions } from "./raw-options.ts";
import { escapeForTerminal } from "./report/escape.ts";
import { clear, explain, hostFor, print } from "./terminal.ts";

export async function scanCommand(named: string | undefined, words: RawOptions): Promise<number> {
  const { gitlabInputs, gitlabPlaces } = await import("./gitlab/index.ts");
  const { reportPlaces } = await import("./read-options.ts");
  const { runScan } = await import("./run-scan.ts");
  const { image, raw, env } = gitlabInputs(named, words, process.env, hostFor(words).log);
  const host = { ...hostFor(raw), env };
  const show = gitlabPlaces(reportPlaces(raw), host);
  const door = { paper: process.stdout, judged: () => clear(), explain };
  const { result, gate } = await runScan(image, raw, host, door);
  await show(result, gate);
  return EXIT[gate.outcome];
}

export async function fixCommand(image: string, raw: RawOptions): Promise<number> {
  const { reportTargets, scanOptions } = await import("./read-options.ts");
  const { repairOptions, reportsOnly, wantedPlatforms } = await import("./read-repair-options.ts");
  const { fixImage } = await import("./fix-command.ts");
  const { attachedOrTold, publisher } = await import("./publish-result.ts");
  const { targetsFor, writeReports } = await import("./write-reports.ts");
  const reports = reportsOnly(raw);
  const targets = reportTargets(reports);
  const fix = repairOptions(raw, "", raw["dry-run"] === true);
  const options = { ...scanOptions(image, { ...reports, "gate-on": undefined }), fix };
  const platforms = wantedPlatforms(raw);
  const host = hostFor(raw);
  const publishers: Publisher[] = [];
  const fixOne = async (one: typeof options) => {
    const own = await publisher({ ...one, allowActions: false }, host);
    publishers.push(own);
    return await fixImage(one, host, own.opened).catch(async (error: unknown) => {
      await own.failed(error);
      throw error;
    });
  };
  const places = platforms === undefined ? () => targets : targetsFor(targets);
  const results =
    platforms === undefined
      ? [await fixOne(options)]
      : await (await import("./fix-index.ts")).fixIndex(options, platforms, host, fixOne);
  clear();
  const outcomes: Gate["outcome"][] = [];
  for (const [index, result] of results.entries()) {
    await writeReports(result, places(result), process.stdout);
    const { outcome } = gateOf(result, fix);
    await attachedOrTold(publishers[index]!.attach(result), outcome === "pass", explain);
    outcomes.push(outcome);
  }
  return EXIT[worst(outcomes)];
}

export async function rebaseCommand(image: string, raw: RawOptions): Promise<number> {
  const { rebaseOptions } = await import("./read-options.ts");
  const { rebase } = await import("./rebase-image.ts");
  const { rebaseText } = await import("./rebase/index.ts");
  const { printJson } = await import("./report/escape.ts");
  const options = rebaseOptions(image, raw);
  const answer = await rebase(options, hostFor(raw));
  print(options.format === "json" ? printJson(answer) : rebaseText(answer));
  return answer.isProven ? EXIT.pass : EXIT.unproven;
}

export async function policyTestCommand(path: string, raw: RawOptions): Promise<number> {
  const { judgementOptions, reportTargets } = await import("./read-options.ts");
  const { testPolicy } = await import("./policy-test.ts");
  const { writeReports } = await import("./write-reports.ts");
  const targets = reportTargets(raw);
  const result = await testPolicy(path, judgementOptions(raw), hostFor(raw));
  await writeReports(result, targets, process.stdout);
  return EXIT[result.verdict.outcome];
}

export async function verifyCommand(image: string, raw: RawOptions): Promise<number> {
  const { reportTargets, verifyOptions } = await import("./read-options.ts");
  const { verifyImage } = await import("./verify.ts");
  const { writeReports } = await import("./write-reports.ts");
  const targets = reportTargets(raw);
  const result = await verifyImage(verifyOptions(image, raw), hostFor(raw));
  clear();
  await writeReports(result, targets, process.stdout);
  return EXIT[result.verdict.outcome];
}

export async function statusCommand(image: string, raw: RawOptions): Promise<number> {
  const { statusOptions } = await import("./read-options.ts");
  const { imageStatus, printedStatus } = await import("./status.ts");
  const options = statusOptions(image, raw);
  const status = await imageStatus(options, hostFor(raw));
  print(printedStatus(status, options.format));
  return status.status === "NONE" ? EXIT.unproven : EXIT.pass;
}

export async function waiveCommand(fingerprint: string, raw: RawOptions): Promise<void> {
  const { waiveOptions } = await import("./read-options.ts");
  const { waive } = await import("./waive.ts");
  const { finding, file, expires, images } = await waive(fingerprint, waiveOptions(raw), hostFor(raw));
  const where = finding.kind === "risk" ? finding.subject : finding.package.name;
  const scope = images === undefined ? "all images" : [images].flat().join(", ");
  const text = `${finding.rule} in ${where} is waived until ${expires} for ${scope}, in ${file}.`;
  print(`${escapeForTerminal(text)}\n`);
}

export async function rulesCommand(id: string | undefined, raw: RawOptions): Promise<void> {
  const { printedRules } = await import("./print-rules.ts");
  print(printedRules(id, raw.json === true, process.stdout));
}

export async function policyImportCommand(file: string): Promise<void> {
  const { policyImport } = await import("./policy-import.ts");
  print(await policyImport(file, hostFor({})));
}

export async function policyExplainCommand(name: string, path: string, raw: RawOptions): Promise<void> {
  const { judgementOptions } = await import("./read-options.ts");
  const { explainPolicy } = await import("./policy-explain.ts");
  const { explainedText } = await import("./explain-text.ts");
  const explained = await explainPolicy(name, path, judgementOptions(raw), hostFor(raw));
  print(explainedText(explained, raw.json === true));
}

export async function databaseCommand(wish: "update" | "info", raw: RawOptions): Promise<void> {
  const { databaseInfos, updateDatabases } = await import("./advisories/index.ts");
  const { databaseOptions } = await import("./read-options.ts");
  const asked = wish === "update" ? updateDatabases : databaseInfos;
  print(databaseTexts(await asked(databaseOptions(raw), hostFor(raw))));
}

function databaseTexts(infos: readonly DatabaseInfo[]): string {
  const blocks = infos.map((info) =>
    Object.entries(info)
      .map(([key, value]) => `${key.padEnd(13)} ${escapeForTerminal(String(value))}\n`)
      .join(""),
  );
  return blocks.join("\n");
}
