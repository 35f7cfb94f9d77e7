/** A configuration file of a package as the database lists it. */
export interface Conffile {
  readonly path: string;
  /** MD5 of what the package brought, or `newconffile`. */
  readonly hash: string;
  readonly obsolete: boolean;
  readonly removeOnUpgrade: boolean;
}

/** The field `Conffiles` of the database: ` /etc/x md5 [obsolete] [remove-on-upgrade]` a line. */
export function parseConffiles(field: string): readonly Conffile[] {
  return field
    .split("\n")
    .map((line) =>
      /^\s*(\/.*?) ([0-9a-f]{32}|newconffile|-)((?: (?:obsolete|remove-on-upgrade))*)\s*$/.exec(line),
    )
    .filter((match) => match !== null)
    .map(([, path = "", hash = "", flags = ""]) => ({
      path,
      hash,
      obsolete: flags.includes("obsolete"),
      removeOnUpgrade: flags.includes("remove-on-upgrade"),
    }));
}

export function printConffiles(conffiles: readonly Conffile[]): string {
  return conffiles
    .map(
      ({ path, hash, obsolete, removeOnUpgrade }) =>
        `\n ${path} ${hash}${obsolete ? " obsolete" : ""}${removeOnUpgrade ? " remove-on-upgrade" : ""}`,
    )
    .join("");
}

/** The file `conffiles` of a package: a path a line, perhaps behind the word `remove-on-upgrade`. */
export function parseConffileList(text: string): readonly { path: string; removeOnUpgrade: boolean }[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .map((line) => {
      const flagged = /^remove-on-upgrade\s+(\/.*)$/.exec(line);
      return { path: flagged?.[1] ?? line, removeOnUpgrade: flagged !== null };
    });
}

/** What happens to a configuration file in an upgrade. */
export type ConffileAction =
  /** The new one is put in its place. */
  | "install"
  /** What is there, or is not there, stays. */
  | "keep"
  /** The same, and the new one is put beside it as `.dpkg-dist`. */
  | "keep-and-show";

/**
 * As dpkg decides with `--force-confdef --force-confold`. `current` = MD5 of the file in the image, absent where there is
 * none; `old` = hash in the database, absent where it was no configuration file yet; `next` = MD5 of the package's.
 * Source: dpkg 1.21, src/main/configure.c, `deferred_configure_conffile`.
 */
export function conffileAction(
  current: string | undefined,
  old: string | undefined,
  next: string,
): ConffileAction {
  if (current === next) return "keep";
  if (old === undefined || old === "newconffile") return current === undefined ? "install" : "keep-and-show";
  if (current === old) return "install";
  return next === old ? "keep" : "keep-and-show";
}
