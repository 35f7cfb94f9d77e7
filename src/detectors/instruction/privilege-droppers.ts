import { lastShipped, wholeText } from "./lineage.ts";
import type { Scene } from "./scene.ts";

/** Programs that start another one as somebody else. */
export const DROPPERS: ReadonlySet<string> = new Set([
  "gosu",
  "su-exec",
  "setpriv",
  "setuidgid",
  "s6-setuidgid",
  "s6-svscan",
  "chpst",
  "runuser",
]);

/** The one that the image starts through, as far as its entrypoint tells. */
export function privilegeDropper(scene: Scene): string | undefined {
  const commands = lastShipped(scene, "ENTRYPOINT")?.commands ?? [];
  const named = commands.find(({ name }) => DROPPERS.has(name))?.name;
  if (named !== undefined) return named;
  const start = commands[0]?.text.trim() ?? "";
  if (start === "/init") return "s6"; // where s6-overlay puts it
  if (!/entrypoint|\.sh$/.test(start)) return undefined;
  // Such scripts end with it, which nobody can see from outside: that it was installed must do.
  const texts = scene.shipped.filter(({ keyword }) => INSTALLERS.has(keyword)).map(wholeText);
  return ["gosu", "su-exec"].find((name) => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)));
}

const INSTALLERS: ReadonlySet<string> = new Set(["RUN", "COPY", "ADD"]);
