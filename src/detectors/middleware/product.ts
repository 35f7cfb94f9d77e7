import type { Rule, Severity } from "../../model/index.ts";
import type { Exposure } from "./addresses.ts";
import type { FoundSetting, Instance } from "./instance.ts";
import type { Place } from "./places.ts";
import type { Setting } from "./setting.ts";

/** One row of the catalogue with the products that it is about. */
export interface Row {
  readonly rule: Rule;
  readonly products: readonly Product[];
}

/** A server or tool: how to know it, where its settings are, and when they are too weak. */
export interface Product {
  readonly id: string;
  /** As people name it. */
  readonly title: string;
  /**
   * Base names of what starts it, or of files that only it has: seen on a command line or anywhere in the image, it is
   * there. A jar is named without its version: `catalina.jar`.
   */
  readonly programs: readonly string[];
  /** Names of packages that bring it. */
  readonly packages?: readonly string[];
  /** What a folder must hold for places that begin with `~` to be its own: one of these is enough. */
  readonly marks?: readonly string[];
  /** Where it looks for settings by itself. Those of one list are read together, in this order; each list is its own. */
  readonly places: readonly (readonly Place[])[];
  /** What links in its places lead to: read, but of no effect without such a link. */
  readonly targets?: readonly Place[];
  /** It reads no file that its command line does not name; the places are those that services name. */
  readonly isTold?: boolean;
  /** The settings of one file that it looks at, without secrets. Throws `Unreadable`. */
  read(text: string, path: string): readonly Setting[];
  /** The same of the words behind its name on a command line, and of the variables of the environment. */
  fromArguments?(args: readonly string[]): readonly Setting[];
  fromVariables?(variables: ReadonlyMap<string, string>): readonly Setting[];
  /** The file of settings that a command line names. */
  fileOf?(args: readonly string[]): string | undefined;
  judge(instance: Instance): Iterable<Hit>;
}

/** What is wrong with one instance of a product. */
export interface Hit {
  /** The setting that is to be changed. */
  readonly at: FoundSetting;
  /** A few words that name the risk. */
  readonly title: string;
  /** Where it is rated otherwise than the rule usually is. */
  readonly severity?: Severity;
  /** Others that make it one. */
  readonly with?: readonly (FoundSetting | undefined)[];
  /** Whom it listens for: nothing fires for loopback, and it cannot be told where that is unknown. */
  readonly exposure?: Exposure;
  /** Why it cannot be told, though it would be one otherwise. */
  readonly unproven?: string | undefined;
}
