import { createHash } from "node:crypto";
import { owning } from "../../../support/owning.ts";
import type { TarEntry } from "../../../support/tar.ts";
import { type Cases, file, folder, link, type Situation } from "./case.ts";

const setuid = (path: string) => file(path, "x", { mode: 0o4755 });

/** `security.capability`, version 2, with these bits permitted. */
function capable(path: string, ...bits: number[]): TarEntry {
  const attribute = Buffer.alloc(20);
  attribute.writeUInt32LE(0x02000001, 0);
  attribute.writeUInt32LE(bits.reduce((mask, bit) => mask | (1 << bit), 0) >>> 0, 4);
  return file(path, "x", { mode: 0o755, pax: [["SCHILY.xattr.security.capability", attribute]] });
}
const [SETUID, NET_BIND, NET_RAW, SYS_NICE] = [7, 10, 13, 23] as const;

const app = (more: Readonly<Record<string, unknown>>, ...files: TarEntry[]): Situation => ({
  config: { User: "1000", Cmd: ["/app/run"], ...more },
  files,
});
const own = { uid: 1000, gid: 1000 };

const ELF = Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01", "latin1"), Buffer.alloc(100, 7)]);
const CORE = Buffer.from(ELF).fill(4, 16, 17).fill(0, 17, 18);
const ALTERED = Buffer.from(ELF).fill(9, 50, 51);
const md5 = (content: Buffer | string) => createHash("md5").update(content).digest("hex");
const packaged = (...files: [string, Buffer | string][]): readonly TarEntry[] => [
  ...owning("tool", ...files.map(([path]) => path)),
  file(
    "var/lib/dpkg/info/tool.md5sums",
    files.map(([path, content]) => `${md5(content)}  ${path}\n`).join(""),
  ),
  ...files.map(([path, content]) => file(path, content)),
];

export const fileCases: Cases = {
  "DD-BL-040": {
    catches: [
      [
        "of nobody",
        { files: [...owning("x", "usr/bin/x"), setuid("usr/local/bin/bb")] },
        "high usr/local/bin/bb",
      ],
      ["setgid", { files: [file("usr/bin/x", "x", { mode: 0o2755 })] }, "medium usr/bin/x"],
      [
        "a package's own, unexpected",
        { files: [...owning("x", "usr/bin/x"), setuid("usr/bin/x")] },
        "medium usr/bin/x",
      ],
      [
        "set in a later layer",
        { layers: [[...owning("busybox", "bin/busybox"), file("bin/busybox")], [setuid("bin/busybox")]] },
        "medium bin/busybox",
      ],
      ["where no system program lies", { files: [setuid("home/a/su")] }, "high home/a/su"],
      [
        "a hard link",
        {
          files: [
            setuid("usr/bin/a"),
            { path: "usr/bin/b", type: "hardlink", target: "usr/bin/a", mode: 0o4755 },
          ],
        },
        "medium usr/bin/a",
        "medium usr/bin/b",
      ],
    ],
    guards: [
      ["folders", { files: [folder("var/local", { mode: 0o2775 }), folder("usr/bin", { mode: 0o4755 })] }],
      ["links", { files: [{ path: "usr/bin/x", type: "symlink", target: "y", mode: 0o4777 }] }],
      ["no bit", { files: [file("usr/bin/su", "x", { mode: 0o755 })] }],
      [
        "expected",
        { files: [...owning("login", "usr/bin/su"), setuid("usr/bin/su")] },
        "negligible usr/bin/su",
      ],
      ["expected, without a database", { files: [setuid("usr/bin/passwd")] }, "negligible usr/bin/passwd"],
      [
        "expected of this distribution only",
        {
          files: [file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.3\n"), setuid("bin/bbsuid")],
        },
        "negligible bin/bbsuid",
      ],
    ],
  },
  "DD-BL-041": {
    catches: [
      ["setuid", { files: [capable("usr/bin/python3", SETUID)] }, "high usr/bin/python3"],
      ["low ports", { files: [capable("app", NET_BIND, NET_RAW)] }, "low app"],
      ["something else", { files: [capable("app", NET_BIND, SYS_NICE)] }, "medium app"],
      [
        "a ping of one's own",
        {
          layers: [[...owning("iputils-ping", "bin/ping"), file("bin/ping")], [capable("bin/ping", NET_RAW)]],
        },
        "low bin/ping",
      ],
    ],
    guards: [
      ["ping", { files: [...owning("iputils-ping", "bin/ping"), capable("bin/ping", NET_RAW)] }],
      [
        "newuidmap",
        { files: [...owning("uidmap", "usr/bin/newuidmap"), capable("usr/bin/newuidmap", SETUID)] },
      ],
      ["none permitted", { files: [capable("app")] }],
      [
        "another attribute",
        { files: [file("app", "x", { pax: { "SCHILY.xattr.user.mime_type": "text" } })] },
      ],
    ],
  },
  "DD-BL-042": {
    catches: [
      ["a file", { files: [file("etc/app.conf", "x", { mode: 0o666 })] }, "medium etc/app.conf"],
      [
        "a tree is one",
        {
          files: [
            folder("opt/app", { mode: 0o777 }),
            folder("opt/app/in", { mode: 0o777 }),
            file("opt/app/in/x", "x", { mode: 0o777 }),
            folder("opt/app/shut", { mode: 0o755 }),
            file("opt/app/shut/x", "x", { mode: 0o777 }),
          ],
        },
        "medium opt/app",
        "medium opt/app/shut/x",
      ],
    ],
    guards: [
      [
        "temporary folders",
        {
          files: [
            folder("tmp", { mode: 0o1777 }),
            folder("var/tmp", { mode: 0o777 }),
            file("tmp/x", "x", { mode: 0o666 }),
          ],
        },
      ],
      ["the sticky bit", { files: [folder("run/lock", { mode: 0o1777 })] }],
      ["links", { files: [link("bin", "usr/bin")] }],
      [
        "a declared volume",
        { config: { Volumes: { "/data": {} } }, files: [folder("data", { mode: 0o777 })] },
      ],
      ["devices", { files: [{ path: "dev/null", type: "character", mode: 0o666, device: [1, 3] }] }],
    ],
  },
  "DD-BL-043": {
    catches: [
      ["its own program", app({}, file("app/run", "x", own)), "low app/run"],
      ["by its group", app({ User: "5:7" }, file("app/run", "x", { gid: 7, mode: 0o775 })), "low app/run"],
      [
        "the script of an interpreter",
        app({ Cmd: ["node", "server.js"], WorkingDir: "/app" }, file("app/server.js", "x", own)),
        "low app/server.js",
      ],
      ["a folder of PATH", app({ Env: ["PATH=/opt/bin:/usr/bin"] }, folder("opt/bin", own)), "low opt/bin"],
    ],
    guards: [
      ["root", app({ User: "" }, file("app/run", "x"))],
      ["owned by root", app({}, file("app/run", "x"), folder("usr/bin"))],
      ["its data", app({}, file("app/run", "x"), file("app/data/db", "x", own), folder("app/cache", own))],
      ["owned, but for reading", app({}, file("app/run", "x", { ...own, mode: 0o555 }))],
      ["a user that nobody knows", app({ User: "ghost" }, file("app/run", "x", { mode: 0o777 }))],
      ["a shell's text", app({ Cmd: ["/bin/sh", "-c", "/app/run && true"] }, file("app/run", "x", own))],
    ],
  },
  "DD-BL-044": {
    catches: [
      ["a disk", { files: [{ path: "dev/sda", type: "block", device: [8, 0] }] }, "medium dev/sda"],
      ["memory", { files: [{ path: "opt/mem", type: "character", device: [1, 1] }] }, "medium opt/mem"],
      [
        "a disk with harmless numbers",
        { files: [{ path: "dev/null", type: "block", device: [1, 3] }] },
        "medium dev/null",
      ],
    ],
    guards: [
      ["a whiteout", { files: [{ path: "gone", type: "character", device: [0, 0] }] }],
      ["null", { files: [{ path: "dev/null", type: "character", device: [1, 3] }] }],
      ["a terminal", { files: [{ path: "dev/console", type: "character", device: [5, 1] }] }],
      ["a pipe", { files: [{ path: "run/pipe", type: "fifo" }] }],
    ],
  },
  "DD-BL-045": {
    catches: [
      ["in the image", { files: [file("run/docker.sock")] }, "high /run/docker.sock"],
      [
        "behind a link",
        { files: [link("var/run", "/run"), file("run/containerd/containerd.sock")] },
        "high /run/containerd/containerd.sock",
        "high /var/run/containerd/containerd.sock",
      ],
      ["a volume", { config: { Volumes: { "/var/run/docker.sock": {} } } }, "high /var/run/docker.sock"],
    ],
    guards: [
      ["a client alone", { files: [file("usr/local/bin/docker")] }, "negligible usr/local/bin/docker"],
      ["a folder", { files: [folder("run/docker.sock")] }],
      ["another socket", { files: [file("run/app.sock")], config: { Volumes: { "/run/mysqld": {} } } }],
      ["elsewhere", { files: [file("srv/run/docker.sock")] }],
    ],
  },
  "DD-BL-046": {
    catches: [
      [
        "a program",
        { layers: [packaged(["usr/bin/tool", ELF]), [file("usr/bin/tool", ALTERED)]] },
        "high usr/bin/tool",
      ],
      [
        "other files, one finding",
        {
          layers: [
            packaged(["usr/share/tool/a", "a"], ["usr/share/tool/b", "b"]),
            [file("usr/share/tool/a", "x"), file("usr/share/tool/b", "y")],
          ],
        },
        "low package tool",
      ],
      [
        "no digests",
        {
          layers: [
            [...owning("tool", "usr/bin/tool"), file("usr/bin/tool", ELF)],
            [file("usr/bin/tool", ALTERED)],
          ],
        },
        "unproven usr/bin/tool",
      ],
    ],
    guards: [
      [
        "another owner, the same content",
        { layers: [packaged(["usr/bin/tool", ELF]), [file("usr/bin/tool", ELF, own)]] },
      ],
      ["configuration", { layers: [packaged(["etc/tool.conf", "a"]), [file("etc/tool.conf", "b")]] }],
      [
        "documents",
        { layers: [packaged(["usr/share/doc/tool/README", "a"]), [file("usr/share/doc/tool/README", "b")]] },
      ],
      [
        "a cache of Python",
        { layers: [packaged(["usr/lib/python3/a.pyc", "a"]), [file("usr/lib/python3/a.pyc", "b")]] },
      ],
      [
        "diverted",
        {
          layers: [
            packaged(["usr/bin/tool", ELF]),
            [
              file("usr/bin/tool", ALTERED),
              file("var/lib/dpkg/diversions", "/usr/bin/tool\n/usr/bin/tool.distrib\nother\n"),
            ],
          ],
        },
      ],
      ["removed", { layers: [packaged(["usr/bin/tool", ELF]), [file("usr/bin/.wh.tool", "")]] }],
      [
        "upgraded",
        {
          layers: [
            packaged(["usr/bin/tool", ELF]),
            packaged(["usr/bin/tool", ALTERED]).map((entry) =>
              entry.path === "var/lib/dpkg/status"
                ? { ...entry, content: String(entry.content).replace("Version: 1", "Version: 2") }
                : entry,
            ),
          ],
        },
      ],
      ["of no package", { layers: [packaged(["usr/bin/tool", ELF]), [file("usr/bin/own", ELF)]] }],
    ],
  },
  "DD-BL-047": {
    catches: [
      [
        "a repository",
        { files: [file("srv/app/.git/HEAD", "ref: x"), file("srv/app/.git/config")] },
        "low srv/app/.git",
      ],
      ["at the root", { files: [file(".svn/wc.db")] }, "low .svn"],
      [
        "build instructions",
        { files: [file("app/Dockerfile"), file("app/docker-compose.prod.yml")] },
        "low app/Dockerfile",
        "low app/docker-compose.prod.yml",
      ],
      [
        "litter",
        { files: [file("app/.DS_Store"), file("app/.main.c.swp")] },
        "low app/.DS_Store",
        "low app/.main.c.swp",
      ],
      ["histories", { files: [file("root/.bash_history", "ls")] }, "medium root/.bash_history"],
      [
        "dumps",
        { files: [file("srv/db-backup-2.sql", "x"), file("core.17", CORE)] },
        "medium core.17",
        "medium srv/db-backup-2.sql",
      ],
      [
        "a cache",
        { files: [folder("root/.cache/pip"), folder("home/a/.npm/_logs")] },
        "low home/a/.npm",
        "low root/.cache",
      ],
    ],
    guards: [
      ["empty", { files: [file("root/.bash_history", ""), folder("root/.cache")] }],
      [
        "owned by a package",
        { files: [...owning("x", "usr/share/x/Dockerfile"), file("usr/share/x/Dockerfile")] },
      ],
      [
        "of a library",
        { files: [file("app/node_modules/x/Dockerfile"), file("usr/lib/python3/site-packages/x/.DS_Store")] },
      ],
      ["called core", { files: [file("usr/bin/core", ELF), file("app/core", "no core")] }],
      [
        "names that begin alike",
        {
          files: [
            file("app/compose.ts"),
            file("app/Dockerfile-parser.md"),
            file("app/.gitignore"),
            file("app/schema.sql"),
          ],
        },
      ],
    ],
  },
  "DD-BL-048": {
    catches: [
      [
        "apt's lists",
        { files: [file("var/lib/apt/lists/ftp.debian.org_Packages")] },
        "low var/lib/apt/lists",
      ],
      [
        "packages",
        { files: [file("var/cache/apt/archives/x.deb"), file("var/cache/apk/APKINDEX.tar.gz")] },
        "low var/cache/apk",
        "low var/cache/apt",
      ],
      [
        "a large cache of pip",
        { files: [file("root/.cache/pip/http/a", "x".repeat(2 ** 20))] },
        "low root/.cache",
      ],
    ],
    guards: [
      [
        "what is always there",
        {
          files: [
            file("var/lib/apt/lists/lock", "x"),
            folder("var/lib/apt/lists/partial"),
            folder("var/cache/apt"),
          ],
        },
      ],
      ["empty", { files: [file("var/lib/apt/lists/x", "")] }],
      ["a small cache of npm", { files: [file("root/.npm/_cacache/index", "x")] }],
      ["a volume", { config: { Volumes: { "/var/cache/apk": {} } }, files: [file("var/cache/apk/x")] }],
    ],
  },
  "DD-BL-049": {
    catches: [
      [
        "a compiler and a probe",
        { files: [file("usr/bin/gcc"), file("usr/bin/nmap")] },
        "negligible compilers",
        "negligible network probes",
      ],
      [
        "several of a kind are one",
        { files: [file("usr/bin/apt"), file("usr/bin/dpkg")] },
        "negligible package managers",
      ],
    ],
    guards: [
      ["allowed", { files: [file("usr/bin/gcc")], settings: { allowedTools: ["gcc"] } }],
      [
        "a builder",
        {
          files: [file("usr/bin/gcc")],
          config: { Labels: { "org.opencontainers.image.title": "Go builder" } },
        },
      ],
      ["links to busybox", { files: [link("usr/bin/nc", "/bin/busybox")] }],
      ["no program", { files: [file("usr/share/bash-completion/completions/gcc"), folder("usr/bin/make")] }],
    ],
  },
};
