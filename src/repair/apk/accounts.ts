import type { Identities } from "./identities.ts";
import { Refusal } from "./refusal.ts";

/** Users and groups as scripts ask for them. */
export interface Accounts {
  group(name: string): number | undefined;
  /**
   * busybox's `addgroup` or `adduser` with these words. One that is there already is left as it is.
   * Throws `Refusal` FIX_SCRIPT.
   */
  run(command: string, words: readonly string[], script: string): void;
}

/** Options that take a value. Source: busybox, loginutils/adduser.c and addgroup.c. */
const VALUED: Readonly<Record<string, string>> = { adduser: "hgsGuk", addgroup: "g" };

export function accountsOf({ users, groups }: Identities): Accounts {
  return {
    group: (name) => groups.get(name),
    run(command, words, script) {
      const names = positional(words, VALUED[command] ?? "");
      const [name = ""] = names;
      const isThere = (command === "adduser" ? users : groups).has(name);
      // With two names the one is made a member of the other.
      if (names.length !== 1 || !isThere)
        throw new Refusal("FIX_SCRIPT", `${script} runs: ${command} ${words.join(" ")}.`);
    },
  };
}

function positional(words: readonly string[], valued: string): string[] {
  const names: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) names.push(word);
    else if (valued.includes(word.slice(-1))) index++;
  }
  return names;
}
