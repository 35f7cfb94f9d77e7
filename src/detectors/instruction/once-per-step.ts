import type { Command } from "./command.ts";
import type { Step } from "./scene.ts";

/** What is read out of a step, read when it is first asked for: each of its thousands of commands may ask. */
export function oncePerStep<T>(read: (step: Step) => T): (step: Step) => T {
  const known = new WeakMap<Step, { readonly value: T }>();
  return (step) => {
    const found = known.get(step) ?? { value: read(step) };
    known.set(step, found);
    return found.value;
  };
}

const places = oncePerStep(({ commands }) => new Map(commands.map((command, place) => [command, place])));

/** Where the command stands among those of its step. */
export function placeOf(command: Command): number {
  return places(command.step).get(command) ?? -1;
}
