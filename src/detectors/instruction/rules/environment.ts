import { UNKNOWN } from "../../../dockerfile/index.ts";
import { opensDebugger, type UnsafeVariable, unsafeVariables } from "../../baseline/unsafe-environment.ts";
import { lastShipped } from "../lineage.ts";
import type { Hit, InstructionRule } from "../rule.ts";
import type { Scene, Step } from "../scene.ts";

export const debugMode: InstructionRule = {
  id: "DD-DF-079",
  category: "instruction",
  title: "Debug mode shipped",
  severity: "medium",
  fires:
    "The shipped image switches a framework's debug or development mode on (FLASK_DEBUG=1, DJANGO_DEBUG=True, APP_DEBUG=true, NODE_ENV=development, ASPNETCORE_ENVIRONMENT=Development, …), or starts a debugger that listens on all addresses.",
  guards: "A stage that is not shipped, and a variable that is set back later, are fine.",
  advice: "Set it when a container is started for debugging, never in the image.",
  peers: [],
  *check(scene) {
    yield* unsafeIn(scene, "debug");
    for (const keyword of ["CMD", "ENTRYPOINT"]) {
      const debugged = lastShipped(scene, keyword)?.commands.find(
        ({ args, assignments }) =>
          args.some(opensDebugger) ||
          unsafeVariables(new Map(assignments.map(({ name, value }) => [name, value]))).some(isOf("debug")),
      );
      if (debugged !== undefined) yield { at: debugged, title: `${keyword} starts in debug mode` };
    }
  },
};

export const unsafeSearchPath: InstructionRule = {
  id: "DD-DF-080",
  category: "instruction",
  title: "Unsafe search path",
  severity: "medium",
  fires:
    "The shipped image sets PATH, LD_LIBRARY_PATH or PYTHONPATH with an empty, relative or world-writable element (such as . or /tmp), or sets LD_PRELOAD.",
  guards:
    "LD_PRELOAD of a known allocator (jemalloc, tcmalloc, mimalloc), Windows paths, and elements that nobody knows are fine.",
  advice:
    "Name absolute folders only that root owns; put the colon and the old value in only where there is one (the :+ form).",
  peers: [],
  *check(scene) {
    yield* unsafeIn(scene, "search-path");
  },
};

function isOf(kind: UnsafeVariable["kind"]): (variable: UnsafeVariable) => boolean {
  return (variable) => variable.kind === kind;
}

/** What the environment is in the end counts, and the instruction that made it so is shown. */
function* unsafeIn({ shipped, file }: Scene, kind: UnsafeVariable["kind"]): Generator<Hit> {
  if (file.escape === "`") return; // Windows
  const steps = new Map<string, Step>();
  const env = new Map<string, string>();
  for (const step of shipped)
    if (step.keyword === "ENV" && !step.isTrigger)
      for (const [name, value = ""] of step.pairs) {
        steps.set(name, step);
        // What nobody knows stands like a variable, and is no reason to fire.
        env.set(name, value.replaceAll(UNKNOWN, "$"));
      }
  for (const { name, what } of unsafeVariables(env).filter(isOf(kind)))
    yield { at: steps.get(name)!, subject: `ENV ${name}`, evidence: [what], fact: `env:${name}` };
}
