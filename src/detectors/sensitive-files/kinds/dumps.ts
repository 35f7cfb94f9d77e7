import type { Sensitive, SensitiveFile, SensitiveRule } from "../kind.ts";

export const dumps: SensitiveRule = {
  id: "DD-SF-024",
  category: "sensitive",
  title: "Capture of a network or dump of memory",
  severity: "medium",
  fires:
    "A network capture (pcap, pcapng), an ELF core dump, or a heap dump of Java or Node.js, known by how it begins.",
  guards: "Folders of tests and documents; other files with such a name.",
  advice: "Leave it out of the image, and treat all that passed through the network or memory as leaked.",
  peers: ["dockle"],
  ignoresFixtures: true,
  ignoresPackages: true,
  ignoresVersions: true,
  files: [
    { wanted: { extensions: ["pcap", "pcapng", "cap", "dmp"] }, isHead: true, read: capture },
    { wanted: { names: ["core"], starts: ["core."], extensions: ["core", "dmp"] }, isHead: true, read: core },
    { wanted: { extensions: ["hprof", "heapsnapshot"] }, isHead: true, read: heap },
  ],
};

/** Both byte orders, with micro- and nanoseconds; pcapng begins with a section header block. */
const CAPTURES = new Set([0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0x0a0d0d0a]);

/** A capture of nothing is its header alone: 24 bytes. */
function capture({ bytes, size }: SensitiveFile): readonly Sensitive[] {
  return size > 24 && bytes.length >= 4 && CAPTURES.has(bytes.readUInt32BE(0))
    ? [{ what: "network capture" }]
    : [];
}

/** `e_type` is ET_CORE, 4, in the byte order that byte 5 tells. */
function core({ bytes }: SensitiveFile): readonly Sensitive[] {
  if (bytes.length < 20 || bytes.toString("latin1", 0, 4) !== "\x7fELF") return [];
  const type = bytes[5] === 2 ? bytes.readUInt16BE(16) : bytes.readUInt16LE(16);
  return type === 4 ? [{ what: "core dump of a program" }] : [];
}

function heap({ bytes }: SensitiveFile): readonly Sensitive[] {
  const start = bytes.toString("latin1", 0, 32);
  if (start.startsWith("JAVA PROFILE 1.0")) return [{ what: "heap dump of Java" }];
  return start.startsWith('{"snapshot":') ? [{ what: "heap snapshot of Node.js" }] : [];
}
