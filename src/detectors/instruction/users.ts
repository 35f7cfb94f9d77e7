import type { FileAnalyzer, ImageView } from "../../analysis/analyzer.ts";
import { lines } from "../../inventory/lines.ts";

const PASSWD = "etc/passwd";

/** Stops a file that would fill the memory. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_USERS = 10_000;
const MAX_LINE = 4_096;

type Users = readonly (readonly [name: string, id: number])[];

/** Names and ids of the image's accounts: whether `USER app` is root is told there. Source: passwd(5). */
export const users: FileAnalyzer<Users> = {
  id: "instruction-users",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) => path === PASSWD,
  async read(body) {
    const found: (readonly [string, number])[] = [];
    for (const { text } of lines(await body.bytes(), MAX_LINE)) {
      const [name = "", , id = ""] = text.split(":", 3);
      if (name !== "" && /^\d{1,10}$/.test(id) && found.length < MAX_USERS) found.push([name, Number(id)]);
    }
    return found;
  },
};

export function usersOf(view: ImageView | undefined): ReadonlyMap<string, number> {
  return new Map(view?.records<Users>(users).find(({ path }) => path === PASSWD)?.record ?? []);
}
