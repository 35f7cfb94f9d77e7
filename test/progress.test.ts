import { describe, expect, test } from "vitest";
import { createLogger, type Stream } from "../src/progress.ts";

interface Setting {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Record<string, string>;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** A logger on a stream that keeps what it is given, with a clock that stands until it is moved. */
function voice({ isTTY = false, columns = 80, env = {}, quiet = false, verbose = false }: Setting = {}) {
  const written: string[] = [];
  let time = 0;
  const stream: Stream = { isTTY, columns, write: (text) => written.push(text) };
  const log = createLogger({ quiet, verbose, stream, env, now: () => time });
  return {
    log,
    written,
    text: () => written.join(""),
    wait(milliseconds: number) {
      time += milliseconds;
    },
  };
}

const ERASE = "\r\u001b[2K";
const MB = 1_000_000;

/** What a terminal would show: each line after its last erasure. */
function screen(text: string): readonly string[] {
  return text.split("\n").map((line) => line.split(ERASE).at(-1)!);
}

describe("in a pipe or a CI job", () => {
  test("a line at the start, one every ten seconds, one at the end", () => {
    const { log, text, wait } = voice();
    const stage = log.stage("reading layers", { bytes: 400 * MB, steps: 5 });
    for (let second = 0; second < 25; second++) {
      stage.advance({ step: `layer ${1 + Math.floor(second / 5)} of 5` });
      for (let i = 0; i < 10; i++) {
        wait(100);
        stage.advance({ bytes: MB });
      }
    }
    stage.done("5 layers");
    expect(text()).toBe(
      [
        "drydock: reading layers",
        "drydock: reading layers: layer 2 of 5, 100.0 MB of 400.0 MB (25 %), 10.0 MB/s",
        "drydock: reading layers: layer 4 of 5, 200.0 MB of 400.0 MB (50 %), 10.0 MB/s",
        "drydock: reading layers: 5 layers, 25.0 s",
        "",
      ].join("\n"),
    );
  });

  test("a short stage ends without a word, a longer one with what it read", () => {
    const { log, text, wait } = voice();
    log.stage("resolving").done();
    const stage = log.stage("downloading");
    wait(1_000);
    stage.advance({ bytes: 1_500 });
    stage.done();
    expect(text()).toBe("drydock: resolving\ndrydock: downloading\ndrydock: downloading: 2 kB, 1.0 s\n");
  });

  test("a terminal in a CI job or a dumb one is no place for a live line", () => {
    for (const env of [{ CI: "true" }, { TERM: "dumb" }]) {
      const { log, text } = voice({ isTTY: true, env });
      log.stage("x").advance({ bytes: 1 });
      expect(text()).toBe("drydock: x\n");
    }
    const { log, text } = voice({ isTTY: true, env: { CI: "false" } });
    log.stage("x");
    expect(text()).toBe(`${ERASE}x …`);
  });
});

describe("on a terminal", () => {
  test("at most ten drawings a second", () => {
    const { log, written, wait } = voice({ isTTY: true });
    const stage = log.stage("reading", { bytes: 100 * MB });
    for (let i = 0; i < 10_000; i++) {
      wait(1);
      stage.advance({ bytes: 10_000 });
    }
    expect(written.length).toBe(101);
    expect(written.at(-1)).toBe(`${ERASE}reading: 100.0 MB of 100.0 MB (100 %), 10.0 MB/s`);
  });

  test("the line is gone at the end", () => {
    const { log, text, wait } = voice({ isTTY: true });
    const stage = log.stage("reading");
    wait(500);
    stage.advance({ bytes: 3 });
    stage.done();
    expect(text().endsWith(ERASE)).toBe(true);
    expect(screen(text())).toEqual([""]);
  });

  test("clear() takes a half-drawn line away after an error, once", () => {
    const { log, text } = voice({ isTTY: true });
    log.stage("reading");
    log.clear();
    const before = text();
    log.clear();
    expect(text()).toBe(before);
    expect(screen(before)).toEqual([""]);
  });

  test("a warning stands above the line, which comes back", () => {
    const { log, text } = voice({ isTTY: true });
    log.stage("reading");
    log.warn("odd");
    expect(screen(text())).toEqual(["drydock: \u001b[33mwarning:\u001b[0m odd", "reading …"]);
  });

  test("stages within and beside each other: the one begun last is shown", () => {
    const { log, text } = voice({ isTTY: true });
    const outer = log.stage("outer");
    const inner = log.stage("inner");
    expect(screen(text())).toEqual(["inner …"]);
    inner.done();
    expect(screen(text())).toEqual(["outer …"]);
    const late = log.stage("late");
    outer.done();
    outer.done();
    expect(screen(text())).toEqual(["late …"]);
    late.done();
    expect(screen(text())).toEqual([""]);
  });

  test("the line is never wider than the terminal", () => {
    const { log, text } = voice({ isTTY: true, columns: 20 });
    log.stage("x".repeat(100));
    expect(screen(text())).toEqual(["x".repeat(19)]);
  });

  test("NO_COLOR: no colour, still a live line", () => {
    const { log, text } = voice({ isTTY: true, env: { NO_COLOR: "1" } });
    log.warn("odd");
    log.stage("x");
    expect(screen(text())).toEqual(["drydock: warning: odd", "x …"]);
  });
});

test("quiet says nothing at all, even when verbose", () => {
  for (const isTTY of [true, false]) {
    const { log, written, wait } = voice({ isTTY, quiet: true, verbose: true });
    const stage = log.stage("reading");
    wait(20_000);
    stage.advance({ bytes: 5, step: "layer 1 of 1" });
    stage.done("all");
    log.warn("odd");
    log.debug("detail");
    log.clear();
    expect(written).toEqual([]);
  }
});

test("details only when verbose", () => {
  const [silent, talkative] = [voice(), voice({ verbose: true })];
  silent.log.debug("detail");
  talkative.log.debug("detail");
  expect([silent.text(), talkative.text()]).toEqual(["", "drydock: debug: detail\n"]);
});

test("more bytes than promised are not more than all of them", () => {
  const { log, text, wait } = voice();
  const stage = log.stage("reading", { bytes: 10 });
  wait(10_000);
  stage.advance({ bytes: 20_000 });
  expect(text()).toContain("drydock: reading: 20 kB, 2 kB/s\n");
});

test("hostile names stay text", () => {
  const { log, text, wait } = voice();
  const stage = log.stage("\u001b[2Jx");
  wait(10_000);
  stage.advance({ step: "a\n::error::b" });
  stage.done("\u202e##[error]");
  log.warn("::error::x\r\n::error::y");
  const lines = text().split("\n");
  expect(text()).not.toMatch(/[\u001b\u202e\r]|##\[/);
  expect(lines.filter((line) => line !== "" && !line.startsWith("drydock: "))).toEqual([]);
});
