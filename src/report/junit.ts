import type { ScanResult } from "../model/scan-result.ts";
import { escapeXml } from "./escape.ts";
import { fitting } from "./fitting.ts";
import { findingCases, fixedCases, type TestCase } from "./junit-cases.ts";
import type { Reporter } from "./reporter.ts";
import { imageName } from "./sarif-image-name.ts";
import { short } from "./sarif-text.ts";

/** GitLab reads files below 30 MB. */
const MAX_BYTES = 29_000_000;
/** Of an image; names of cases are cut where they are made. */
const MAX_NAME = 300;
const MAX_TEXT = 2_000;
const MAX_MESSAGE = 200;

/**
 * JUnit's XML: one suite for the image. What blocks is a failure, what could not be told and blocks is an error, what
 * is noted or waived is skipped with its reason. GitLab shows it in every tier; the elements and attributes are those
 * of `junit-10.xsd`. Source: GitLab, "Unit test reports"; Jenkins xUnit plugin.
 */
export const junit: Reporter = {
  id: "junit",
  filename: "drydock-junit.xml",
  render: (result) =>
    fitting(findingCases(result), MAX_BYTES, (kept, dropped) =>
      document(result, [...fixedCases(result, dropped), ...kept]),
    ),
};

function document(result: ScanResult, cases: readonly TestCase[]): string {
  const of = (outcome: TestCase["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${of("failure")}" errors="${of("error")}"`;
  const timestamp = new Date(result.scannedAt).toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="drydock" ${counts}>`,
    `  <testsuite name="${attribute(imageName(result.image), MAX_NAME)}" ${counts} skipped="${of("skipped")}" timestamp="${timestamp}">`,
    ...cases.map(testcase),
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function testcase({ group, name, outcome, text }: TestCase): string {
  const start = `    <testcase classname="drydock.${group}" name="${attribute(name, MAX_NAME)}"`;
  if (outcome === "success") return `${start}/>`;
  const message = attribute(text[0] ?? "", MAX_MESSAGE);
  const content = text.map((line) => escapeXml(short(line, MAX_TEXT))).join("\n");
  return `${start}><${outcome} message="${message}">${content}</${outcome}></testcase>`;
}

function attribute(text: string, length: number): string {
  return escapeXml(short(text, length));
}
