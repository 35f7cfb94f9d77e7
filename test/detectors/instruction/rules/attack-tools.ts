import { attackToolFetched } from "../../../../src/detectors/instruction/rules/attack-tools.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: attackToolFetched,
    catches: [
      [
        "FROM debian:12\nRUN curl -LO https://github.com/xmrig/xmrig/releases/download/v6/xmrig-6-linux-x64.tar.gz",
        2,
        "critical",
      ],
      ["FROM debian:12\nADD https://github.com/xmrig/xmrig/releases/download/v6/xmrig-6.tar.gz /", 2],
      ["FROM debian:12\nRUN git clone https://github.com/cdk-team/CDK", 2],
      ["FROM alpine:3.21\nRUN apk add --no-cache xmrig", 2],
      ['FROM debian:12\nENTRYPOINT ["/kworker", "-o", "stratum+tcp://pool.example.com:3333"]', 2],
      [
        "FROM debian:12\nRUN wget https://github.com/peass-ng/PEASS-ng/releases/latest/download/linpeas.sh",
        2,
        "medium",
      ],
    ],
    catchesNot: [
      'FROM debian:12\nLABEL note="https://github.com/xmrig/xmrig"',
      "FROM debian:12\n# https://github.com/xmrig/xmrig\nRUN true",
      "FROM debian:12\nRUN echo 'blocks stratum+tcp:// and xmrig' > /README",
      "FROM debian:12\nRUN grep -r stratum+tcp:// /rules",
      "FROM debian:12\nRUN curl -LO https://github.com/app/xmrig-exporter-docs.tar.gz",
      "FROM debian:12\nCOPY xmrig.yar /rules/",
    ],
  },
];
