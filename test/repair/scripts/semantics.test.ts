import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  type Facts,
  isAskedFor,
  proveScripts,
  type Scripts,
  type Verdict,
} from "../../../src/repair/scripts/index.ts";
import { containerFacts, storedRoot } from "./container-root.ts";

function prove(scripts: Scripts, facts: Facts = containerFacts()): Verdict {
  return proveScripts(scripts, {
    package: "sample",
    architecture: "amd64",
    oldVersion: "1.0-1",
    newVersion: "1.0-2",
    facts,
  });
}

const postinst = (body: string, facts?: Facts): Verdict =>
  prove({ newPostinst: `#!/bin/sh\nset -e\n${body}\n` }, facts);

const MD5_OF_GROUP = createHash("md5").update(storedRoot.texts["etc/group"]!, "latin1").digest("hex");

/** What stands in `body` is never reached: an unknown command would be refused. */
test.each([
  ["case without a match", "case $1 in upgrade) boom;; esac"],
  ["case with a pattern", "case $2 in 1.*) ;; *) boom;; esac"],
  ["several patterns", 'case "$1" in abort-*|configure) ;; *) boom;; esac'],
  ["a set of characters", "case x7 in [!a-z]?) boom;; [xy][0-9]) ;; *) boom;; esac"],
  ["a quoted star is a star", 'case abc in "a*") boom;; esac'],
  ["versions", 'if dpkg --compare-versions "$2" lt-nl 1.0-1; then boom; fi'],
  ["a file that is not there", "if [ -d /run/systemd/system ]; then boom; fi"],
  ["not", "if ! [ -e /etc/passwd ]; then boom; fi"],
  [
    "the digest of a file",
    `x=\`md5sum /etc/group | cut -f 1 -d " "\`; case "$x" in ${MD5_OF_GROUP}) ;; *) boom;; esac`,
  ],
  ["a field", 'x=$(echo a:b:c | cut -d: -f2)$(echo abc | cut -d : -f 3); [ "$x" = babc ] || boom'],
  ["a doubt and a no", "if ! pidof x >/dev/null && [ -x /nowhere ]; then boom; fi"],
  ["a doubt and a no, as a function", "f() { pidof x && false; }; if f; then boom; fi"],
  ["and, or", "false && boom; true || boom"],
  ["and binds no closer than or", "true || boom && true"],
  ["test with -a and -o", '[ "$1" = configure -a -n "$2" -o -z "$1" ] || boom'],
  ["a default", 'x=${none:-y}; [ "$x" = y ] || boom'],
  ["an alternative", 'x=${1:+y}; [ "$x" = y ] || boom'],
  ["an empty quoted one", '[ -z "${DPKG_ROOT:-}" ] || boom'],
  ["cutting", 'x=a.b.c; [ "${x%.*}${x##*.}" = a.bc ] || boom'],
  ["the shortest and the longest", 'x=a/b/c; [ "${x#*/}-${x%%/*}" = b/c-a ] || boom'],
  ["length", "x=abc; [ ${#x} -eq 3 ] || boom"],
  ["splitting", 'set -- $(echo "a  b c"); [ $# -eq 3 ] || boom'],
  ["quotes keep blanks", 'set -- "a  b" c; [ "$1" = "a  b" ] || boom'],
  ["all arguments stay apart", 'f() { [ $# -eq 3 ] || boom; }; f "$@" "a b"'],
  ["shift", 'shift; [ "$1" = 1.0-1 ] || boom'],
  ["a loop over words", "all=; for x in a b c; do all=$all$x; done; [ $all = abc ] || boom"],
  [
    "break and continue",
    "n=; for x in a b c; do [ $x != b ] || continue; n=$n$x; [ $x != c ] || break; done; [ $n = ac ] || boom",
  ],
  ["while", "set -- a b; while [ $# -gt 0 ]; do shift; done; [ $# -eq 0 ] || boom"],
  ["arithmetic", "x=2; [ $((x * 3 + 10 / 4 - 7 % 4)) -eq 5 ] || boom"],
  ["a function's status", "f() { return 3; }; f || [ $? -eq 3 ] || boom"],
  ["a local variable", "x=1; f() { local x=2; }; f; [ $x -eq 1 ] || boom"],
  ["a subshell keeps to itself", "x=1; (x=2; exit 1) || [ $x -eq 1 ] || boom"],
  ["a pipe keeps to itself", "x=1; echo a | { read y; x=2; }; [ $x -eq 1 ] || boom"],
  ["what has been printed", 'x=$(printf "%s-" a b); [ $x = a-b- ] || boom'],
  ["grep of what is known", "echo shadow:x:42 | grep -q '^shadow:[^:]*:42' || boom"],
  [
    "sed of what is known",
    `[ "$(echo 6.1.0 | sed 's/\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1 \\2/')" = "6 1" ] || boom`,
  ],
  ["names of files", "for f in /etc/pa[s-t]?w*d; do [ $f = /etc/passwd ] || boom; done"],
  ["a pattern without a match stands for itself", "for f in /nowhere/*; do [ -e $f ] && boom; done || :"],
  ["a link is followed", "[ /bin/sh -ef /usr/bin/dash ] && [ -L /bin ] && [ -d /bin/ ] || boom"],
  ["a program that is not there", "if command -v systemd-tmpfiles >/dev/null; then boom; fi"],
  ["a program that is", '[ -x "$(command -v dpkg)" ] || boom'],
  ["an account", "getent passwd _apt >/dev/null || boom"],
  ["a here-document", 'x=$(cat <<E\n$1 \\$1\nE\n); [ "$x" = "configure \\$1" ] || boom'],
  ["backquotes", "x=`echo \\`echo a\\``; [ $x = a ] || boom"],
  ["a check that may fail is taken to pass", "ischroot || exit 1; [ -e /etc/passwd ] || boom"],
  ["a way that can only fail is not taken", "if ischroot; then boom; exit 1; fi"],
  ["continued lines", "tr\\\nue && [ a = \\\n a ] || boom"],
  ["comments", "true # boom\n# boom\n"],
  ["output led elsewhere for good", "exec 3>&1 >&2; echo a"],
  ["exit", "exit 0\nboom"],
])("%s", (_, body) => {
  expect(postinst(body)).toEqual({ kind: "inert" });
});

const refusal = (reason: string, line: number, command: string): Verdict => ({
  kind: "refused",
  script: "postinst",
  line,
  command,
  reason,
});

test.each([
  ["boom --now", refusal("the command boom is not known", 3, "boom --now")],
  ["echo a > /etc/motd", refusal("it writes to /etc/motd", 3, "echo a > /etc/motd")],
  ["ischroot && rm -f /etc/issue", refusal("it is not certain whether it is run", 3, "rm -f /etc/issue")],
  [
    "if ischroot; then exit 0; fi\nrm -f /etc/issue",
    refusal("it is not certain whether it is run", 4, "rm -f /etc/issue"),
  ],
  [
    "f() { ischroot && return; rm -f /etc/issue; }; f",
    refusal("it is not certain whether it is run", 3, "rm -f /etc/issue"),
  ],
  [
    "for x in $LANG; do rm -f /etc/issue; done",
    refusal("it is not certain whether it is run", 3, "rm -f /etc/issue"),
  ],
  [
    "for x in a b; do ischroot && break; rm -f /etc/issue; done",
    refusal("it is not certain whether it is run", 3, "rm -f /etc/issue"),
  ],
  [
    "x=$LANG; case $x in C) rm -f /etc/issue;; esac",
    refusal("it is not certain whether it is run", 3, "rm -f /etc/issue"),
  ],
  ["x=$(uname -m); [ $x = x ] && boom || true", refusal("the command boom is not known", 3, "boom")],
  ["pidof x && false || boom", refusal("the command boom is not known", 3, "boom")],
  ["if pidof x && [ -e /etc/passwd ]; then boom; fi", refusal("the command boom is not known", 3, "boom")],
  [
    "if pidof x && false; then :; else s=$?; fi; [ $s -eq 1 ] || boom",
    refusal("the command boom is not known", 3, "boom"),
  ],
  ["f() { pidof x && false; }; f; boom", refusal("the command boom is not known", 3, "boom")],
  ["pidof x && false", { kind: "refused", script: "postinst", reason: "it fails" }],
  ["rm -f /etc/issue | true", refusal("it is not certain whether it is run", 3, "rm -f /etc/issue")],
  ["$LANG", refusal("it is not known which command is run", 3, "$LANG")],
  ["rm -rf /etc/apt", refusal("it removes a folder", 3, "rm -rf /etc/apt")],
  ["sed -i s/a/b/ /etc/issue", refusal("sed that may write to a file", 3, "sed -i s/a/b/ /etc/issue")],
  [
    "sed 's/a/b/e' /etc/issue",
    refusal("a script of sed that may write or execute", 3, "sed 's/a/b/e' /etc/issue"),
  ],
  [
    "sed -n 'w /x' /etc/issue",
    refusal("a script of sed that may write or execute", 3, "sed -n 'w /x' /etc/issue"),
  ],
  [
    "awk '{ print > \"/x\" }' /etc/issue",
    refusal("a program of awk that may write or execute", 3, "awk '{ print > \"/x\" }' /etc/issue"),
  ],
  ["find /etc -name x -delete", refusal("find that acts on what it finds", 3, "find /etc -name x -delete")],
  ["sort -o /x /etc/issue", refusal("sort that writes to a file", 3, "sort -o /x /etc/issue")],
  ["PATH=/opt/bin", refusal("it sets PATH", 3, "PATH=/opt/bin")],
  ["DPKG_ROOT=/x", refusal("it sets DPKG_ROOT", 3, "DPKG_ROOT=/x")],
  [
    'awk \'/"/ { print > "x" }\' /etc/issue',
    refusal("a program of awk that may write or execute", 3, 'awk \'/"/ { print > "x" }\' /etc/issue'),
  ],
  ["sed s/a/b/ -i /etc/issue", refusal("sed that may write to a file", 3, "sed s/a/b/ -i /etc/issue")],
  ["rm -f /etc/\u00e9", refusal("it is about a file that cannot be known", 3, "rm -f /etc/\u00e9")],
  ["x=$(</etc/issue); [ -z $x ] || boom", refusal("the command boom is not known", 3, "boom")],
  ["while read x; do read $x; done", refusal("its arguments are not known", 3, "read $x")],
  ["exit() { touch /x; }", refusal("a function in place of a command of the shell", 3, "exit")],
  ["test() { true; }", refusal("a function in place of a command of the shell", 3, "test")],
  [
    "trap 'rm -f /etc/issue' EXIT",
    refusal("a trap for the end of the script", 3, "trap 'rm -f /etc/issue' EXIT"),
  ],
  [". /etc/default/useradd", refusal("it loads /etc/default/useradd", 3, ". /etc/default/useradd")],
  ["adduser --system newcomer", refusal("it makes a user", 3, "adduser --system newcomer")],
  [
    "deb-systemd-helper enable new.service",
    refusal("it changes the state of systemd's units", 3, "deb-systemd-helper enable new.service"),
  ],
  ["x=$(( y = 1 ))", refusal("arithmetic that sets a variable", 3, "x=$(( y = 1 ))")],
  ["chmod u+s $LANG", refusal("its arguments are not known", 3, "chmod u+s $LANG")],
  ["[[ -e /etc ]]", refusal('it cannot be read as a POSIX shell script: "[[" does not belong there', 3, "")],
  ["sleep 9 &", refusal("it cannot be read as a POSIX shell script: a job in the background", 3, "&")],
  ["echo {a,b}", refusal("it cannot be read as a POSIX shell script: braces that only bash expands", 3, "")],
  ["false", { kind: "refused", script: "postinst", reason: "it fails with status 1" }],
])("%s", (body, expected) => {
  expect(postinst(body)).toEqual(expected);
});

test.each<[string, string, Verdict]>([
  [
    "a change of mode",
    "chmod 600 /etc/issue",
    { kind: "effects", effects: [{ kind: "chmod", path: "etc/issue", mode: 0o600 }] },
  ],
  ["a mode that is there", "chmod 644 /etc/issue; chown root:root /etc/issue", { kind: "inert" }],
  [
    "through a link of a folder",
    "chmod u+s /bin/cat",
    { kind: "effects", effects: [{ kind: "chmod", path: "usr/bin/cat", mode: 0o4755 }] },
  ],
  [
    "folders with the mask, an owner",
    "umask 077; mkdir -p /srv/a/b; chown daemon:mail /srv/a",
    {
      kind: "effects",
      effects: [
        { kind: "mkdir", path: "srv/a", mode: 0o700 },
        { kind: "mkdir", path: "srv/a/b", mode: 0o700 },
        { kind: "chown", path: "srv/a", uid: 1, gid: 8 },
      ],
    },
  ],
  [
    "a link that is seen later",
    "ln -s x /srv/l; [ -L /srv/l ] || boom",
    { kind: "effects", effects: [{ kind: "symlink", path: "srv/l", target: "x" }] },
  ],
  ["made and taken away", "touch /srv/m; rm /srv/m", { kind: "inert" }],
  [
    "taken away",
    "rm -f /etc/issue /etc/nothing",
    { kind: "effects", effects: [{ kind: "remove", path: "etc/issue" }] },
  ],
  ["the loader's cache", "ldconfig", { kind: "effects", effects: [{ kind: "ldconfig" }] }],
  ["a trigger", "dpkg-trigger --no-await ldconfig", { kind: "effects", effects: [{ kind: "ldconfig" }] }],
])("%s", (_, body, expected) => {
  expect(postinst(body)).toEqual(expected);
});

describe("scripts together", () => {
  test("what preinst makes and postinst takes away is as if it had not been", () => {
    const scripts = {
      newPreinst: "#!/bin/sh\ntouch /etc/mark\n",
      newPostinst: "#!/bin/sh\nrm -f /etc/mark\n",
    };
    expect(prove(scripts)).toEqual({ kind: "inert" });
  });

  test("what is done before the unpacking and stays is refused", () => {
    expect(prove({ newPreinst: "#!/bin/sh\ntouch /etc/mark\n" })).toEqual({
      kind: "refused",
      script: "preinst",
      line: 2,
      command: "touch /etc/mark",
      reason: "it changes files before the new ones are unpacked",
    });
  });

  test("prerm and preinst see the old files, postrm and postinst the new ones", () => {
    const facts = containerFacts();
    const after = containerFacts([["etc/new", "f", "644", 0, 0, 1]]).after;
    const absent = "#!/bin/sh\nif [ -e /etc/new ]; then boom; fi\n";
    const present = "#!/bin/sh\nif ! [ -e /etc/new ]; then boom; fi\n";
    const scripts = { oldPrerm: absent, newPreinst: absent, oldPostrm: present, newPostinst: present };
    expect(prove(scripts, { ...facts, after })).toEqual({ kind: "inert" });
  });

  test("the arguments are those of an upgrade", () => {
    const says = (text: string) => `#!/bin/sh\n[ "$*" = "${text}" ] || boom\n`;
    const scripts = {
      oldPrerm: says("upgrade 1.0-2"),
      newPreinst: says("upgrade 1.0-1 1.0-2"),
      oldPostrm: says("upgrade 1.0-2"),
      newPostinst: says("configure 1.0-1"),
    };
    expect(prove(scripts)).toEqual({ kind: "inert" });
  });

  test("an alternative that prerm takes away and none brings back", () => {
    expect(prove({ oldPrerm: "#!/bin/sh\nupdate-alternatives --remove pager /bin/more\n" })).toEqual({
      kind: "refused",
      script: "prerm",
      reason: "it takes the alternative pager away, and none brings it back",
    });
  });
});

describe("facts", () => {
  const load = ". /usr/share/debconf/confmodule\ndb_version 2.0\n";

  test("debconf with the same templates changes nothing", () => {
    expect(postinst(load)).toEqual({ kind: "inert" });
  });

  test("debconf with other templates would load them", () => {
    expect(postinst(load, { ...containerFacts(), hasSameTemplates: false })).toEqual(
      refusal("debconf would load new templates", 3, ". /usr/share/debconf/confmodule"),
    );
  });

  test("debconf's questions are refused", () => {
    expect(postinst(`${load}db_input high sample/q || true`)).toEqual(
      refusal("it asks or sets answers of debconf", 5, "db_input high sample/q"),
    );
  });

  const register =
    "update-alternatives --install /usr/bin/pager pager /bin/more 50 --slave /usr/share/man/man1/pager.1.gz pager.1.gz /usr/share/man/man1/more.1.gz";

  test("an alternative that is registered alike", () => {
    expect(postinst(register)).toEqual({ kind: "inert" });
  });

  test("one with another priority", () => {
    expect(postinst(register.replace(" 50 ", " 60 "))).toMatchObject({
      kind: "refused",
      reason: "it changes an alternative",
    });
  });

  test("a package's program that is not the one that is known", () => {
    const facts = containerFacts([], {
      "usr/share/libgcrypt20/clean-up-unmanaged-libraries": "#!/bin/sh\nrm -rf /\n",
    });
    expect(postinst("/usr/share/libgcrypt20/clean-up-unmanaged-libraries x y", facts)).toMatchObject({
      kind: "refused",
      reason: "the command /usr/share/libgcrypt20/clean-up-unmanaged-libraries is not known",
    });
  });

  test("a program of the same name that comes first", () => {
    const facts = containerFacts([["usr/local/bin/sed", "f", "755", 0, 0, 9]]);
    expect(postinst("sed -n p /etc/issue", facts)).toMatchObject({
      kind: "refused",
      reason: "another program of that name comes first",
    });
  });

  test("links in a circle lead nowhere that is known", () => {
    const facts = containerFacts([
      ["etc/a", "l", "777", 0, 0, 1, "b"],
      ["etc/b", "l", "777", 0, 0, 1, "a"],
    ]);
    expect(postinst("chmod 600 /etc/a", facts)).toMatchObject({
      kind: "refused",
      reason: "it is about a file that cannot be known",
    });
  });
});

test("the prover asks for the texts that it uses, and for no others", () => {
  const asked = storedRoot.entries.flatMap(([path, kind]) =>
    kind === "f" && isAskedFor(path) ? [path] : [],
  );
  expect(Object.keys(storedRoot.texts).toSorted()).toEqual(asked.toSorted());
});

test.each<[string, object]>([
  ...["#!/usr/bin/perl\n1;\n", "#!/usr/bin/env python3\n", "#!/bin/sh -x -y\n"].map(
    (text): [string, object] => [
      text,
      { reason: "it is no script for the shell", line: 1, command: text.split("\n")[0] },
    ],
  ),
  ["\x7fELF\x02\n", { reason: "it is no script" }],
  ["", { reason: "it is no script" }],
])("%j is no script for the shell", (text, expected) => {
  expect(prove({ oldPrerm: text })).toEqual({ kind: "refused", script: "prerm", ...expected });
});
