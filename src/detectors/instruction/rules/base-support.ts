import type { OsRelease } from "../../../model/index.ts";
import { endOfSupport } from "../../vulnerabilities/end-of-support.ts";
import type { InstructionRule } from "../rule.ts";

export const unsupportedBase: InstructionRule = {
  id: "DD-DF-043",
  category: "instruction",
  title: "Base operating system without updates",
  severity: "high",
  fires: "The image's distribution release gets no security updates any more.",
  guards:
    "Extended support that the policy declares (such as debian:10) counts. A release with no known dates, or packages of a system that nothing names, is unproven; an image without a system has nothing to support.",
  advice: "Move to a release that is supported.",
  peers: ["CIS 4.4"],
  *check({ image, chain, settings, now }) {
    if (image === undefined) return;
    const at = chain[0]!.from;
    const { os, packages } = image;
    if (os === undefined) {
      if (packages.some(({ source }) => source !== undefined))
        yield { at, unproven: "Nothing in the image tells which release of which distribution it is." };
      return;
    }
    if (settings.extendedSupport.some((declared) => isDeclared(os, declared))) return;
    const end = endOfSupport(os);
    const name = os.prettyName ?? `${os.family} ${os.version}`.trim();
    if (end === undefined) yield { at, unproven: `Nobody knows until when ${name} is supported.` };
    else if (end.date !== undefined && end.date < now.toISOString().slice(0, 10))
      yield {
        at,
        subject: `${os.family} ${os.version}`,
        title: `${name} had its last update on ${end.date}`,
      };
  },
};

/** `debian:10` is there for 10.13 too. */
function isDeclared({ family, version }: OsRelease, declared: string): boolean {
  const [name, release = ""] = declared.toLowerCase().split(":");
  return name === family && (version === release || version.startsWith(`${release}.`));
}
