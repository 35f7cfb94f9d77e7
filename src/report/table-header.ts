import type { ScanResult } from "../model/scan-result.ts";
import { escapeForTerminal } from "./escape.ts";
import { type FactText, factsOf } from "./facts.ts";
import { cut, type Paint, pad, type Style, wrap } from "./text.ts";

/** Leaves 71 of 80 columns: a whole digest. */
const LABEL_WIDTH = 9;

const STYLES: Readonly<Record<NonNullable<FactText["tone"]>, Style>> = {
  name: "bold",
  warning: "yellow",
  bad: "redBold",
};

/** What was scanned, and with what. */
export function headerLines(result: ScanResult, width: number, paint: Paint): readonly string[] {
  const room = width - LABEL_WIDTH;
  return factsOf(result).flatMap(({ label, texts }) =>
    texts
      .flatMap((text) => lines(text, room, paint))
      .map((line, i) => `${paint("dim", pad(i === 0 ? label : "", LABEL_WIDTH))}${line}`),
  );
}

function lines({ text, tone, isList }: FactText, room: number, paint: Paint): readonly string[] {
  const escaped = escapeForTerminal(text);
  const fitting = isList === true ? wrap(escaped, room) : [cut(escaped, room)];
  return tone === undefined ? fitting : fitting.map((line) => paint(STYLES[tone], line));
}
