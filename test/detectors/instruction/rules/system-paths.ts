import { systemVolume, systemWorkdir } from "../../../../src/detectors/instruction/rules/system-paths.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: systemVolume,
    catches: [
      ["FROM debian:12\nVOLUME /etc", 2, "high"],
      [{ text: "/bin/sh -c #(nop)  VOLUME [/etc]", isHistory: true }, 1],
      [{ text: "VOLUME [/etc /data]", isHistory: true }, 1],
      ['FROM debian:12\nVOLUME ["/data", "/var/run/docker.sock"]', 2],
      ["FROM debian:12\nVOLUME /data /root/", 2],
      ["FROM debian:12\nENV D=/\nVOLUME $D", 3],
    ],
    catchesNot: [
      "FROM debian:12\nVOLUME /var/lib/app",
      'FROM debian:12\nVOLUME ["/data", "/etc/app/conf.d"]',
      "FROM debian:12 AS a\nVOLUME /etc\nFROM debian:12",
      "FROM debian:12\nARG D\nVOLUME $D",
      "FROM debian:12\nVOLUME /runner /rootfs",
    ],
  },
  {
    rule: systemWorkdir,
    catches: [
      ["FROM debian:12\nWORKDIR /usr", 2, "medium"],
      ["FROM debian:12\nWORKDIR /etc/app", 2],
      ["FROM debian:12\nWORKDIR /\nWORKDIR lib64", 3],
    ],
    catchesNot: [
      "FROM debian:12\nWORKDIR /usr/src/app",
      "FROM debian:12\nWORKDIR /usr/local/app",
      "FROM debian:12\nWORKDIR /usr/share/kibana",
      "FROM debian:12\nWORKDIR /library",
      "FROM debian:12 AS a\nWORKDIR /etc\nFROM debian:12",
    ],
  },
];
