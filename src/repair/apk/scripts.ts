import { Refusal } from "../refusal.ts";
import { addAccount } from "./accounts.ts";
import { type Applet, installLinks, readApplets, removeStaleLinks } from "./applets.ts";
import type { Overlay } from "./overlay.ts";
import { canonicalFile, canonicalPath } from "./paths.ts";

/** What a script would find when it runs. */
export interface Stage {
  readonly overlay: Overlay;
  readonly mtime: number;
  /** The content of a file as it is by then. */
  read(path: string): Promise<Buffer | undefined>;
}

/** A script of a package, and what it is called with. */
export interface Call {
  /** `busybox post-upgrade`, for messages. */
  readonly name: string;
  readonly text: string;
  readonly arguments: readonly string[];
}

/** A piece of script whose effect is known. */
interface Block {
  readonly pattern: RegExp;
  run(found: RegExpExecArray, stage: Stage, call: Call): Promise<void> | void;
}

const INTERPRETERS: ReadonlySet<string> = new Set([
  "#!/bin/sh",
  "#!/bin/ash",
  "#!/bin/busybox sh",
  "#!/bin/sh -e",
]);

/** Stops a script that nobody could read. */
const MAX_SCRIPT = 64 * 1024;

/**
 * Does to the overlay what the script would do, without running it. It is read from its top as a row of blocks that are
 * known word for word; a script with anything else in it is refused. Throws `Refusal` FIX_SCRIPT.
 */
export async function play(call: Call, stage: Stage): Promise<void> {
  const [first = "", ...lines] = call.text.slice(0, MAX_SCRIPT + 1).split("\n");
  if (call.text.length > MAX_SCRIPT || !INTERPRETERS.has(first.trimEnd()))
    throw new Refusal(
      "FIX_SCRIPT",
      `${call.name} is no shell script that can be read: ${first.slice(0, 80)}.`,
    );
  const body = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  let rest = `${body.join("\n").replaceAll(/\s*\\\n/g, " ")}\n`;
  while (rest !== "\n" && rest !== "") {
    const [block, found] = matching(rest);
    if (block === undefined || found === undefined)
      throw new Refusal(
        "FIX_SCRIPT",
        `${call.name} runs: ${rest.slice(0, Math.min(rest.indexOf("\n"), 120))}.`,
      );
    await block.run(found, stage, call);
    if (block === END) return;
    rest = rest.slice(found[0].length);
  }
}

function matching(text: string): [Block, RegExpExecArray] | [undefined, undefined] {
  for (const block of BLOCKS) {
    const found = block.pattern.exec(text);
    if (found !== null) return [block, found];
  }
  return [undefined, undefined];
}

const nothing = (): void => {};

const END: Block = { pattern: /^exit 0\n/, run: nothing };

/** `-S name` and the like; values of options hold no signs of the shell. */
const ACCOUNT_COMMAND =
  /^(addgroup|adduser)((?: "?[\w./@ -]+"?)+?)(?: (?:2|&|)>\/dev\/null(?: 2>&1)?)?(?: \|\| (?:true|:))?\n/;

const BLOCKS: readonly Block[] = [
  END,
  { pattern: /^(?::|true|set -e)\n/, run: nothing },
  {
    pattern: ACCOUNT_COMMAND,
    async run([, command = "", words = ""], stage, { name }) {
      await addAccount(command, words.trim().split(/ +/), stage, name);
    },
  },
  // busybox: links of applets that went elsewhere.
  {
    pattern:
      /^\( find bin sbin usr\/bin usr\/sbin -maxdepth 1 -type l; busybox --list-all\) \| sort \| uniq -u \| xargs -r stat -c "%N" 2>\/dev\/null \| awk "\\\$3 == \\"'\/bin\/busybox'\\" \{print \\\$1\}" \| sed "s\/\^'\/\/; s\/'\$\/\/" \| xargs -r rm\n/,
    async run(_, stage) {
      removeStaleLinks(stage.overlay, await appletsOf(stage, "bin/busybox"), "/bin/busybox");
    },
  },
  {
    pattern:
      /^for link in ((?:\/[\w./-]+ ?)+); do\nif \[ -L "\$link" \] && \[ "\$\(readlink \$link\)" = "(\/[\w./-]+)" \]; then\nrm "\$link"\n(?:echo "[^"`$\n]*(?:\$link[^"`$\n]*)?"\n)?fi\ndone\n/,
    run([, links = "", target = ""], { overlay }) {
      for (const link of links.trim().split(" ")) {
        const place = canonicalPath(overlay, link.slice(1));
        const entry = place === undefined ? undefined : overlay.entry(place);
        if (place !== undefined && entry?.type === "symlink" && entry.target === target)
          overlay.remove(place);
      }
    },
  },
  {
    pattern: /^(exec )?\/bin\/busybox --install -s(?: \|\| exit 1)?\n/,
    async run(_, stage) {
      await install(stage, "bin/busybox");
    },
  },
  // busybox's trigger.
  {
    pattern:
      /^do_bb_install=\nfor i in "\$@"; do\ncase "\$i" in\n(?:(?:\/usr)?\/lib\/modules\/\*\)\n(?:(?!.*(?:;;|esac)).*\n)*;;\n)?\*\) do_bb_install=yes;;\nesac\ndone\nif \[ -n "\$do_bb_install" \]; then\n\[ -e \/bin\/bbsuid \] && \/bin\/bbsuid --install\n\[ -e \/bin\/busybox-extras \] && \/bin\/busybox-extras --install -s\n\/bin\/busybox --install -s\nfi\n/,
    async run(_, stage, call) {
      const modules = call.arguments.find((path) => /^(?:\/usr)?\/lib\/modules\//.test(path));
      if (modules !== undefined)
        throw new Refusal("FIX_SCRIPT", `${call.name} would run depmod for ${modules}.`);
      if (stage.overlay.entry(canonicalPath(stage.overlay, "bin/bbsuid") ?? "") !== undefined)
        throw new Refusal("FIX_SCRIPT", `${call.name} runs /bin/bbsuid --install.`);
      const extras = canonicalPath(stage.overlay, "bin/busybox-extras") ?? "";
      if (stage.overlay.entry(extras) !== undefined) await install(stage, "bin/busybox-extras");
      await install(stage, "bin/busybox");
    },
  },
  // alpine-baselayout: every name there has a point in it, that of modprobe.d itself.
  {
    pattern:
      /^for i in (?:\/)?etc\/modprobe\.d\/\*; do\n\[ -r "\$i" \] \|\| continue\ncase "\$i" in\n\*\.\*\) continue;;\nesac\nmv "\$i" "\$i"\.conf\ndone\n/,
    run: nothing,
  },
  // alpine-baselayout: folders that are links since long.
  {
    pattern:
      /^if \[ -d (var\/[\w/]+) \] && \[ ! -L \1 \]; then\n(?:mkdir -p var\/mail\n)?cp -a \1\/\* [\w/]+ 2>\/dev\/null\nrm -rf \1\nln -s [\w./]+ \1\nfi\n/,
    run([, folder = ""], { overlay }, { name }) {
      const place = canonicalPath(overlay, folder);
      if (place !== undefined && overlay.entry(place)?.type === "directory")
        throw new Refusal("FIX_SCRIPT", `${name} would move /${folder}.`);
    },
  },
  {
    pattern:
      /^case "\$\(readlink etc\/profile\.d\/color_prompt\.sh 2>\/dev\/null \|\| true\)" in\ncolor_prompt\) ln -sf color_prompt\.sh\.disabled etc\/profile\.d\/color_prompt\.sh;;\nesac\n/,
    run(_, { overlay }, { name }) {
      const entry = overlay.entry("etc/profile.d/color_prompt.sh");
      if (entry?.type === "symlink" && entry.target === "color_prompt")
        throw new Refusal("FIX_SCRIPT", `${name} would change /etc/profile.d/color_prompt.sh.`);
    },
  },
  {
    pattern: /^(?:\[ -e (etc\/shadow-) \] && )?chown root:shadow (etc\/shadow-?)\n/,
    async run([, , file = ""], { overlay, read }, { name }) {
      const entry = overlay.entry(file);
      const line = /^shadow:[^:]*:(\d+):/m.exec((await read("etc/group"))?.toString("latin1") ?? "");
      const group = line === null ? undefined : Number(line[1]);
      if (entry === undefined && file.endsWith("-")) return;
      if (entry?.type !== "file" || group === undefined || entry.uid !== 0 || entry.gid !== group)
        throw new Refusal("FIX_SCRIPT", `${name} would change the owner of /${file}.`);
    },
  },
];

async function appletsOf(stage: Stage, path: string): Promise<Applet[]> {
  const file = canonicalFile(stage.overlay, path);
  const binary = file === undefined ? undefined : await stage.read(file);
  if (file === undefined || binary === undefined)
    throw new Refusal("FIX_SCRIPT", `/${path} --install cannot be followed: there is no such file.`);
  return readApplets(binary, stage.overlay, file);
}

async function install(stage: Stage, path: string): Promise<void> {
  const file = canonicalFile(stage.overlay, path) ?? path;
  installLinks(stage.overlay, await appletsOf(stage, path), file, stage.mtime);
}
