import { Unreadable } from "../../errors.ts";

/** The version in the image is the one that cannot be parsed; a plain `Unreadable` blames the advisory. */
export class BadInstalledVersion extends Unreadable {}
