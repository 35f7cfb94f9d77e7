import { Refusal } from "../refusal.ts";
import type { Overlay } from "./overlay.ts";
import { placedBytes } from "./overlay.ts";

/** Where accounts are looked for and made. */
export interface AccountFiles {
  readonly overlay: Overlay;
  readonly mtime: number;
  read(path: string): Promise<Buffer | undefined>;
}

/** Options that take a value. Source: busybox 1.36, loginutils/adduser.c and addgroup.c. */
const VALUED: Readonly<Record<string, string>> = { adduser: "hgsGuk", addgroup: "g" };
/** Where busybox looks for free numbers of system accounts. */
const [FIRST_ID, LAST_ID] = [100, 999];
const DAY = 86_400;

/**
 * busybox's `addgroup` and `adduser`: an account that is there is left as it is; a system group, or a system user without
 * a home of its own, is made as busybox would make it. The day of its password is that of the packages.
 * Throws `Refusal` FIX_SCRIPT for what else could be asked for.
 */
export async function addAccount(
  command: string,
  words: readonly string[],
  files: AccountFiles,
  script: string,
): Promise<void> {
  const { options, names } = parseWords(words, VALUED[command] ?? "");
  const [name = ""] = names;
  const refused = new Refusal("FIX_SCRIPT", `${script} runs: ${command} ${words.join(" ")}.`);
  // With two names the one is made a member of the other.
  if (names.length !== 1 || !/^[a-z_][a-z0-9_-]*$/.test(name)) throw refused;
  const [passwd, group] = [await linesOf(files, "etc/passwd"), await linesOf(files, "etc/group")];
  if ((command === "adduser" ? passwd : group)?.some((line) => line.startsWith(`${name}:`))) return;
  const isShadowed = files.overlay.entry("etc/gshadow") !== undefined;
  if (passwd === undefined || group === undefined || isShadowed) throw refused;
  if (command === "addgroup") {
    if ([...options.keys()].join("") !== "S") throw refused;
    await write(files, "etc/group", [...group, `${name}:x:${freeId(group)}:`]);
    return;
  }
  const shadow = await linesOf(files, "etc/shadow");
  const [home, shell, own, words_] = ["h", "s", "G", "g"].map((letter) => options.get(letter));
  const gid = group.find((line) => line.startsWith(`${own ?? ""}:`))?.split(":")[2];
  const isKnown = [...options.keys()].toSorted().join("") === "DGHSghs";
  if (shadow === undefined || gid === undefined || !isKnown) throw refused;
  const day = Math.floor(files.mtime / DAY);
  await write(files, "etc/passwd", [
    ...passwd,
    [name, "x", freeId(passwd), gid, words_, home, shell].join(":"),
  ]);
  await write(files, "etc/shadow", [...shadow, `${name}:!:${day}:0:99999:7:::`]);
  await write(
    files,
    "etc/group",
    group.map((line) => {
      if (!line.startsWith(`${own ?? ""}:`)) return line;
      return `${line}${line.endsWith(":") ? "" : ","}${name}`;
    }),
  );
}

interface Words {
  /** Value by letter; `""` for those without. */
  readonly options: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

function parseWords(words: readonly string[], valued: string): Words {
  const options = new Map<string, string>();
  const names: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) {
      names.push(word);
      continue;
    }
    for (const letter of word.slice(1)) options.set(letter, "");
    const last = word.slice(-1);
    if (valued.includes(last)) options.set(last, words[++index] ?? "");
  }
  return { options, names };
}

/** `undefined` = there is no such file, or not one that ends with a line. */
async function linesOf(files: AccountFiles, path: string): Promise<string[] | undefined> {
  const type = files.overlay.entry(path)?.type;
  const text =
    type === "file" || type === "hardlink" ? (await files.read(path))?.toString("latin1") : undefined;
  return text?.endsWith("\n") === true ? text.slice(0, -1).split("\n") : undefined;
}

function freeId(lines: readonly string[]): number {
  const taken = new Set(lines.map((line) => Number(line.split(":")[2])));
  for (let id = FIRST_ID; id <= LAST_ID; id++) if (!taken.has(id)) return id;
  throw new Refusal("FIX_SCRIPT", "There is no number left for another system account.");
}

/** The file as it was stays beside it. */
async function write(
  { overlay, mtime, read }: AccountFiles,
  path: string,
  lines: readonly string[],
): Promise<void> {
  const { mode = 0o644, uid = 0, gid = 0 } = overlay.entry(path) ?? {};
  const before = (await read(path)) ?? Buffer.alloc(0);
  overlay.put(`${path}-`, placedBytes(before, { mode, uid, gid, mtime }));
  overlay.put(path, placedBytes(Buffer.from(`${lines.join("\n")}\n`, "latin1"), { mode, uid, gid, mtime }));
}
