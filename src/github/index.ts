/**
 * The GitHub Action behind its door: inputs and the runner's environment come in; a log, outputs, a job summary, what
 * GitHub shows (code scanning, a check, a comment, the dependency graph) and an exit code go out. The scan itself, the
 * verdict and the reports are those of every other door. Nothing that fails here changes a verdict.
 */
export { runAction } from "./run.ts";
