import { parse } from "smol-toml";
import { messageOf, Unreadable } from "../errors.ts";
import type { JsonObject } from "./json-object.ts";

/** A TOML file, dates and all; keys are own properties, whatever they are called. Throws `Unreadable`. */
export function parseToml(text: string): JsonObject {
  try {
    return parse(text.replace(/^\uFEFF/, "")) as JsonObject;
  } catch (error) {
    // The rest of the message shows the place in the file.
    throw new Unreadable(`it is not TOML: ${messageOf(error).split("\n")[0]?.slice(0, 200)}`);
  }
}
