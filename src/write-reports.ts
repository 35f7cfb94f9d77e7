import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DrydockError, messageOf } from "./errors.ts";
import { platformName } from "./image/platform.ts";
import type { ScanResult } from "./model/index.ts";
import type { ReportTarget } from "./read-options.ts";
import { type Context, gitlabJob, reporter } from "./report/index.ts";

/** What a report on standard output needs to know of it. */
export interface Paper {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const PLAIN_WIDTH = 100;

/**
 * Renders every report and puts it where it belongs. A file is complete or not there: it is written beside its place
 * and renamed. Throws `DrydockError` DISK.
 */
export async function writeReports(
  result: ScanResult,
  targets: readonly ReportTarget[],
  stdout: Paper,
): Promise<void> {
  const reports = targets.map((target) => {
    const { format } = target;
    return { format, render: reporter(format).render, file: reportFile(target) };
  });
  for (const { format, render, file } of reports) {
    const others = reports.flatMap((one) => (one.format === format ? [] : (one.file ?? [])));
    const gitlab = gitlabJob(process.env, process.cwd(), others);
    if (file === undefined) {
      stdout.write(render(result, { ...contextOf(stdout), gitlab }));
    } else {
      await writeWhole(file, render(result, { color: false, width: PLAIN_WIDTH, gitlab }));
    }
  }
}

/**
 * The same for each image of several: a folder has a folder for each platform, a path `{platform}` in it. Throws
 * `DrydockError` USAGE for a path without.
 */
export function targetsFor(
  targets: readonly ReportTarget[],
): (result: Pick<ScanResult, "image">) => readonly ReportTarget[] {
  const lacking = targets.find(({ path }) => path?.includes(PLATFORM) === false);
  if (lacking !== undefined)
    throw new DrydockError("USAGE", `${lacking.path}: each platform has a report of its own.`, {
      hint: `Write ${PLATFORM} into the path, such as ${lacking.format}=report-${PLATFORM}.json.`,
    });
  return ({ image }) => {
    const name = platformName(image.platform).replaceAll("/", "-");
    return targets.map(({ path, folder, ...target }) => ({
      ...target,
      ...(path === undefined ? {} : { path: path.replaceAll(PLATFORM, name) }),
      ...(folder === undefined ? {} : { folder: join(folder, name) }),
    }));
  };
}

const PLATFORM = "{platform}";

/** Where a report is to be written; `undefined` = to standard output. */
export function reportFile({ format, path, folder }: ReportTarget): string | undefined {
  return path ?? (folder === undefined ? undefined : join(folder, reporter(format).filename));
}

/** Colour for terminals, and their width. */
export function contextOf({ isTTY, columns }: Paper): Context {
  return { color: isTTY === true && colorWanted(process.env), width: columns ?? PLAIN_WIDTH };
}

/** Source: no-color.org. */
function colorWanted(env: NodeJS.ProcessEnv): boolean {
  return (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}

async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString("hex")}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(unfinished, text);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new DrydockError("DISK", `The report ${file} could not be written: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
