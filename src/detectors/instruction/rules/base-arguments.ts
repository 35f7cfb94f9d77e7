import { UNKNOWN, words } from "../../../dockerfile/index.ts";
import { imageName } from "../image-text.ts";
import type { InstructionRule } from "../rule.ts";

export const undeclaredArgument: InstructionRule = {
  id: "DD-DF-044",
  category: "instruction",
  title: "Undeclared or unfit variable in FROM",
  severity: "medium",
  fires:
    "FROM uses a variable that no ARG before the first FROM declares, or one whose value does not make a valid image name.",
  guards:
    "Variables that the builder itself sets (TARGETPLATFORM and its kin, proxies), and a default within the braces, are fine.",
  advice: "Declare ARG NAME=default in front of the first FROM.",
  peers: ["BK UndefinedArgInFrom", "BK InvalidDefaultArgInFrom"],
  *check({ source, file, stages }) {
    if (source === "history") return;
    const declared = new Set(file.globalArgs.flatMap(({ rest }) => words(rest, file.escape).map(nameOf)));
    for (const { stage, parent, from } of stages) {
      const used = variables(`${stage.platform ?? ""} ${stage.image}`);
      const missing = used.find(
        ({ name, hasDefault }) => !hasDefault && !declared.has(name) && !PREDEFINED.test(name),
      );
      if (missing !== undefined) {
        yield { at: from, title: `${missing.name} in FROM is not declared before the first FROM` };
        continue;
      }
      const text = from.expand(stage.image);
      if (variables(stage.image).length === 0 || parent !== undefined || text.includes(UNKNOWN)) continue;
      if (text !== "scratch" && imageName(text) === undefined)
        yield { at: from, title: "The variable in FROM makes no valid image name" };
    }
  },
};

export const fixedPlatform: InstructionRule = {
  id: "DD-DF-045",
  category: "instruction",
  title: "Fixed or needless platform in FROM",
  severity: "low",
  fires:
    "The --platform of a FROM is a constant, or TARGETPLATFORM, which is what a stage is built for anyway.",
  guards: "BUILDPLATFORM and other variables, and a stage whose name tells its platform, are fine.",
  advice: "Leave --platform out, and choose the platform when building.",
  peers: [
    "DL3029",
    "DL3065",
    "BK FromPlatformFlagConstDisallowed",
    "BK RedundantTargetPlatform",
    "BK InvalidBaseImagePlatform",
  ],
  *check({ source, stages }) {
    if (source === "history") return;
    for (const { stage, from, name = "" } of stages) {
      if (stage.platform === undefined) continue;
      const used = variables(stage.platform);
      if (used.length === 0) {
        const parts = stage.platform.toLowerCase().split("/");
        if (!parts.some((part) => part !== "" && name.includes(part)))
          yield { at: from, title: `Platform ${stage.platform} is fixed in FROM` };
      } else if (/^\$\{?TARGETPLATFORM\}?$/.test(stage.platform))
        yield { at: from, title: "--platform=$TARGETPLATFORM is what FROM does without it" };
    }
  },
};

/** Set by BuildKit before the first `FROM`. Source: Docker docs, "Dockerfile reference", automatic platform ARGs. */
const PREDEFINED =
  /^(?:(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION|STAGE)|(?:HTTPS?|FTP|NO|ALL)_PROXY|(?:https?|ftp|no|all)_proxy)$/;

function variables(text: string): readonly { readonly name: string; readonly hasDefault: boolean }[] {
  return Array.from(text.matchAll(/\$(\{?)([A-Za-z_]\w*)(:?[-+])?/g), ([, brace, name = "", operator]) => ({
    name,
    hasDefault: brace !== "" && operator !== undefined,
  }));
}

function nameOf({ raw }: { readonly raw: string }): string {
  return raw.split("=")[0]!;
}
