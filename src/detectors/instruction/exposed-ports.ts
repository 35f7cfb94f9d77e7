import { UNKNOWN, words } from "../../dockerfile/index.ts";
import type { Step } from "./scene.ts";

/** One word of `EXPOSE`. */
export interface ExposedPort {
  readonly text: string;
  /** Absent where the word is no port. */
  readonly range?: { readonly first: number; readonly last: number; readonly protocol: string };
}

/** The words of an `EXPOSE`; those whose value nobody knows are left out. */
export function exposedPorts(step: Step): readonly ExposedPort[] {
  if (step.keyword !== "EXPOSE") return [];
  const texts = words(step.instruction.rest, "\\").flatMap(({ raw }) => step.expand(raw).split(/\s+/));
  return texts.filter((text) => text !== "" && !text.includes(UNKNOWN)).map(exposedPort);
}

function exposedPort(text: string): ExposedPort {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?(?:\/(\w{1,10}))?$/.exec(text);
  if (match === null) return { text };
  const [, first = "", last = first, protocol = "tcp"] = match;
  return { text, range: { first: Number(first), last: Number(last), protocol: protocol.toLowerCase() } };
}
