import { RunAgain } from "../refusal.ts";
import { type Call, ends, type Handler } from "./call.ts";

/** Loads debconf's commands. The script is run again from its beginning under a frontend. */
export function loadDebconf(call: Call): undefined {
  const { machine, state } = call;
  if (!machine.upgrade.facts.hasSameTemplates) machine.refuse("debconf would load new templates");
  const hasDone = machine.performed.some((one) => one.script === machine.script);
  if (hasDone && machine.doubts > 0) machine.refuse("it is not certain whether it is run");
  if (hasDone && !machine.isRunAgain) throw new RunAgain();
  if (machine.sink !== undefined) machine.poison();
  machine.hasDebconf = true;
  state.set("RET", undefined);
  return ends(call, 0);
}

const READS = /^db_(version|capb|get|fget|metaget|title|settitle|beginblock|endblock|stop|info)$/;

/** A command of debconf that only reads; those that ask or set are refused. */
export const debconf: Handler = (call) => {
  if (!call.machine.hasDebconf) call.machine.refuse("debconf is not loaded");
  if (!READS.test(call.name)) call.machine.refuse("it asks or sets answers of debconf");
  call.state.set("RET", undefined);
  return ends(call, call.name === "db_stop" ? 0 : undefined, undefined);
};
