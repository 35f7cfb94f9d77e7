import type { Call } from "./call.ts";

/** Whether a package has, or may have, interest in a named trigger. Source: triggers.txt of dpkg, "/var/lib/dpkg/triggers". */
export function isInterested(call: Call, name: string): boolean {
  if (!/^[A-Za-z0-9+._-]+$/.test(name)) return true;
  const place = call.machine.files.find(`/var/lib/dpkg/triggers/${name}`);
  if (place === "unknown") return true;
  return place.entry !== undefined && (place.entry.type !== "file" || place.entry.size > 0);
}
