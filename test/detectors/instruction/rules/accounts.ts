import { largeUserId, namedUser, secondRoot } from "../../../../src/detectors/instruction/rules/accounts.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: secondRoot,
    catches: [
      ["FROM debian:12\nRUN useradd -o -u 0 toor", 2, "high"],
      ["FROM debian:12\nRUN useradd -ou0 -g root toor", 2],
      ["FROM debian:12\nRUN usermod --non-unique --uid 0 app", 2],
      ["FROM debian:12\nRUN echo 'toor:x:0:0::/root:/bin/sh' >> /etc/passwd", 2],
      ["FROM debian:12\nRUN echo 'toor:x:0:0::/root:/bin/sh' | tee -a /etc/passwd", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN useradd -u 1000 app",
      "FROM scratch\nRUN echo 'root:x:0:0:root:/root:/bin/sh' > /etc/passwd",
      "FROM debian:12\nRUN echo 'app:x:1000:0::/app:/bin/sh' >> /etc/passwd",
      "FROM debian:12\nRUN echo 'toor:x:0:0::/root:/bin/sh'",
      "FROM debian:12\nRUN useradd -g 0 -u 1001 app",
    ],
  },
  {
    rule: namedUser,
    catches: [
      ["FROM debian:12\nUSER app", 2, "negligible"],
      ["FROM debian:12\nUSER 5\nUSER app:app", 3],
    ],
    catchesNot: [
      "FROM debian:12\nUSER 1000",
      "FROM debian:12\nUSER 1000:app",
      "FROM debian:12\nUSER root",
      "FROM debian:12\nUSER app\nUSER 1000",
      "FROM debian:12 AS build\nUSER app\nFROM debian:12",
      "FROM debian:12\nARG U\nUSER $U",
    ],
  },
  {
    rule: largeUserId,
    catches: [
      ["FROM debian:12\nRUN useradd -u 100000 app", 2, "low"],
      ["FROM debian:12\nRUN useradd -m --uid=1001230000 app", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN useradd -l -u 100000 app",
      "FROM debian:12\nRUN useradd --no-log-init --uid 100000 app",
      "FROM debian:12\nRUN useradd -u 1000 app",
      "FROM alpine:3.21\nRUN adduser -u 100000 -D app",
      "FROM debian:12\nARG ID\nRUN useradd -u $ID app",
    ],
  },
];
