/** How long the doors take to open, beside Node itself: in rounds, since whole milliseconds depend on what else runs. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./median.ts";

export interface Start {
  readonly name: string;
  /** Milliseconds from the start of the process until it has ended; or until its first line, where the name says so. */
  readonly milliseconds: number;
  /** Round by round over a bare Node. */
  readonly overNode?: number;
}

const ROUNDS = 15;
const root = join(import.meta.dirname, "..");
const cli = join(root, "dist/cli/index.js");
const action = join(root, "dist/action/index.js");
/** Nothing that goes to GitHub. */
const inputs = {
  INPUT_ARCHIVE: join(root, "examples/demo/image.tar"),
  INPUT_DB: join(root, "examples/sample-db"),
  INPUT_OFFLINE: "true",
  INPUT_CACHE: "false",
  INPUT_SARIF: "false",
  INPUT_CHECK: "off",
  INPUT_SUMMARY: "false",
};
const database = ["--db", join(root, "examples/sample-db"), "--offline", "--no-cache"];

/** Medians of `ROUNDS`. `work` = a folder for a script of nothing. */
export async function startTimes(work: string): Promise<Start[]> {
  const nothing = join(work, "nothing.js");
  writeFileSync(nothing, "");
  const scan = [cli, "scan", join(root, "examples/demo/image.tar"), ...database];
  const cases = [
    { name: "node, nothing to do", args: [nothing] },
    { name: "drydock --version", args: [cli, "--version"] },
    { name: "drydock --help", args: [cli, "--help"] },
    { name: "drydock scan, first line", args: scan, isFirstLine: true },
    { name: "drydock scan, demo image", args: scan },
    { name: "the action, first line", args: [action], isFirstLine: true },
  ];
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times: number[] = [];
    for (const { args, isFirstLine = false } of cases) times.push(await timed(args, isFirstLine));
    rounds.push(times);
  }
  return cases.map(({ name }, index) => {
    const milliseconds = median(rounds.map((times) => times[index] ?? 0));
    const overNode = median(rounds.map((times) => (times[index] ?? 0) / (times[0] ?? 1)));
    return {
      name,
      milliseconds: Math.round(milliseconds),
      ...(index === 0 ? {} : { overNode: round2(overNode) }),
    };
  });
}

async function timed(args: readonly string[], isFirstLine: boolean): Promise<number> {
  const env = { ...process.env, ...inputs };
  const started = performance.now();
  let first: number | undefined;
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env });
  const told = () => {
    first ??= performance.now() - started;
  };
  child.stdout.on("data", told);
  child.stderr.on("data", told);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  const ended = performance.now() - started;
  if (code === null || code === 2) throw new Error(`${args.join(" ")} failed`);
  return isFirstLine ? (first ?? ended) : ended;
}

function round2(value: number): number {
  return Number(value.toFixed(2));
}
