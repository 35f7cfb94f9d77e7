import { openMode } from "../../../../src/detectors/instruction/rules/file-modes.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: openMode,
    catches: [
      ["FROM debian:12\nRUN chmod 777 /app", 2, "medium"],
      ["FROM debian:12\nRUN chmod -R 0666 /app", 2],
      ["FROM debian:12\nRUN chmod -R a+rwX /app", 2],
      ["FROM debian:12\nRUN chmod u+s /usr/bin/tool", 2],
      ["FROM debian:12\nRUN chmod 4755 /usr/bin/tool", 2],
      ["FROM debian:12\nRUN install -m 4755 tool /usr/bin/tool", 2],
      ["FROM debian:12\nRUN find /app -type f -exec chmod 666 {} +", 2],
      ["FROM debian:12\nCOPY --chmod=777 app /app", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN chmod 1777 /tmp",
      "FROM debian:12\nRUN mkdir -p /run/x && chmod 2775 /run/x && chmod 3777 /run/y",
      "FROM debian:12\nRUN find / -xdev -perm /6000 -exec chmod a-s {} +",
      "FROM debian:12\nRUN chmod +x /a && chmod u+rwx,g+rx,o+rx /b && chmod g=u /etc/passwd && chmod -w /c",
      "FROM debian:12\nRUN chmod o+w /dev/stdout",
      "FROM debian:12 AS build\nRUN chmod 777 /app\nFROM debian:12",
      "FROM debian:12\nCOPY --chmod=755 app /app",
      "FROM debian:12\nRUN echo chmod 777 /app",
    ],
  },
];
