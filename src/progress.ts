import type { Logger, Stage } from "./log.ts";
import { escapeForTerminal } from "./report/escape.ts";

/** The part of `process.stderr` that is needed. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface ProgressLogger extends Logger {
  /** Takes a half-drawn line off the screen; to be called before anything else is printed. Idempotent. */
  clear(): void;
}

interface Options {
  /** Errors only, and those are not ours to print: nothing at all. */
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly stream: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; for tests. */
  readonly now?: () => number;
}

interface RunningStage {
  readonly name: string;
  readonly startedAt: number;
  readonly totalBytes: number | undefined;
  readonly totalSteps: number | undefined;
  bytes: number;
  steps: number;
  step: string | undefined;
  toldAt: number;
}

/** At most 10 drawings a second: more only costs time. */
const REDRAW_MS = 100;
/** In a log that is kept, one sign of life every 10 seconds. */
const SIGN_OF_LIFE_MS = 10_000;
/** Shorter stages end without a word. */
const WORTH_TELLING_MS = 1_000;

const ERASE_LINE = "\r\u001b[2K";

/**
 * The voice for people: one live line on a terminal; in a pipe or a CI job a line at the start of each stage, one every
 * ten seconds and one at its end if it took a second or more; nothing when quiet. It draws when told of progress, never
 * by a timer, so that nothing is left running or half drawn.
 */
export function createLogger(options: Options): ProgressLogger {
  const { stream, env, quiet, verbose } = options;
  const now = options.now ?? (() => performance.now());
  const live = stream.isTTY === true && !isSet(env.CI) && env.TERM !== "dumb";
  const color = live && !isSet(env.NO_COLOR);
  const stages: RunningStage[] = [];
  let drawn = false;
  let drawnAt = Number.NEGATIVE_INFINITY;

  function clear(): void {
    if (drawn) stream.write(ERASE_LINE);
    drawn = false;
  }

  function draw(): void {
    const stage = stages.at(-1);
    if (stage === undefined) {
      clear();
      return;
    }
    drawnAt = now();
    // One column is left free: some terminals wrap when the last one is written.
    const line = describe(stage, drawnAt).slice(0, (stream.columns ?? 80) - 1);
    stream.write(`${ERASE_LINE}${line}`);
    drawn = true;
  }

  function print(line: string): void {
    if (quiet) return;
    clear();
    stream.write(`${line}\n`);
    if (live) draw();
  }

  function say(text: string): void {
    print(`drydock: ${text}`);
  }

  function told(stage: RunningStage): void {
    const time = now();
    if (live) {
      if (time - drawnAt >= REDRAW_MS) draw();
    } else if (time - stage.toldAt >= SIGN_OF_LIFE_MS) {
      stage.toldAt = time;
      say(describe(stage, time));
    }
  }

  function begin(stage: RunningStage): Stage {
    stages.push(stage);
    if (live) draw();
    else say(stage.name);
    return {
      advance({ bytes, step }) {
        stage.bytes += bytes ?? 0;
        if (step !== undefined) {
          stage.steps++;
          stage.step = escapeForTerminal(step);
        }
        told(stage);
      },
      done(summary) {
        const index = stages.indexOf(stage);
        if (index < 0) return;
        stages.splice(index, 1);
        const time = now() - stage.startedAt;
        if (summary !== undefined || time >= WORTH_TELLING_MS) say(ending(stage, time, summary));
        else if (live) draw();
      },
    };
  }

  return {
    clear,
    warn(message) {
      print(`drydock: ${color ? "\u001b[33mwarning:\u001b[0m" : "warning:"} ${escapeForTerminal(message)}`);
    },
    debug(message) {
      if (verbose) print(`drydock: debug: ${escapeForTerminal(message)}`);
    },
    stage(name, total) {
      if (quiet) return { advance() {}, done() {} };
      const startedAt = now();
      return begin({
        name: escapeForTerminal(name),
        startedAt,
        totalBytes: total?.bytes,
        totalSteps: total?.steps,
        bytes: 0,
        steps: 0,
        step: undefined,
        toldAt: startedAt,
      });
    },
  };
}

/** Source: no-color.org, and the CI convention: present and not empty. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "false";
}

/** `reading layers: layer 2 of 5, 120.4 MB of 300.0 MB (40 %), 85.0 MB/s`. */
function describe(stage: RunningStage, time: number): string {
  const { bytes, totalBytes, step, steps, totalSteps } = stage;
  const seconds = (time - stage.startedAt) / 1000;
  const parts = [
    ...(step === undefined ? [] : [step]),
    ...(step === undefined && totalSteps !== undefined ? [`${steps} of ${totalSteps}`] : []),
    ...(bytes === 0 ? [] : [amount(bytes, totalBytes)]),
    ...(bytes === 0 || seconds < 0.5 ? [] : [`${size(bytes / seconds)}/s`]),
  ];
  return parts.length === 0 ? `${stage.name} …` : `${stage.name}: ${parts.join(", ")}`;
}

function ending(stage: RunningStage, time: number, summary: string | undefined): string {
  const bytes = stage.bytes === 0 ? [] : [size(stage.bytes)];
  const parts = summary === undefined ? bytes : [escapeForTerminal(summary)];
  return `${stage.name}: ${[...parts, `${(time / 1000).toFixed(1)} s`].join(", ")}`;
}

/** A promised total may be wrong: more than 100 % is not shown. */
function amount(bytes: number, total: number | undefined): string {
  if (total === undefined || total < bytes) return size(bytes);
  return `${size(bytes)} of ${size(total)} (${Math.floor((bytes / total) * 100)} %)`;
}

function size(bytes: number): string {
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(0)} kB`;
  return bytes < 1_000_000_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
