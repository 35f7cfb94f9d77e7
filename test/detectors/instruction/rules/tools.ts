import { idleCommand, twoFetchers } from "../../../../src/detectors/instruction/rules/tools.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: twoFetchers,
    catches: [
      ["FROM debian:12\nRUN curl -O https://example.com/a\nRUN wget https://example.com/b", 3, "negligible"],
    ],
    catchesNot: [
      "FROM debian:12\nRUN curl -O https://example.com/a\nRUN curl -O https://example.com/b",
      "FROM debian:12 AS a\nRUN wget https://example.com/a\nFROM debian:12\nRUN curl -O https://example.com/b",
      "FROM debian:12\nRUN apt-get install -y wget && curl -O https://example.com/b",
      "FROM debian:12\nRUN curl -O https://example.com/a\nHEALTHCHECK CMD wget -q http://localhost/",
    ],
  },
  {
    rule: idleCommand,
    catches: [
      ["FROM debian:12\nRUN service nginx start", 2, "negligible"],
      ["FROM debian:12\nRUN make && ssh host true", 2],
      ["FROM debian:12\nRUN mount /dev/sda /mnt", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN --security=insecure mount -t tmpfs none /mnt",
      "FROM debian:12 AS test\nRUN service postgresql start && make test\nFROM debian:12",
      "FROM debian:12\nRUN --mount=type=ssh ssh git@example.com",
      "FROM debian:12\nRUN apt-get install -y vim && ssh-keygen -A",
      "FROM debian:12\nRUN echo service",
    ],
  },
];
