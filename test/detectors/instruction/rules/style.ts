import { untidy } from "../../../../src/detectors/instruction/rules/style.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: untidy,
    catches: [
      ["FROM debian:12\nrun true", 2, "negligible"],
      ["FROM debian:12 as build", 1],
      ["FROM debian:12 AS Build", 1],
      ["FROM debian:12\nENV A b", 2],
      ["FROM debian:12\nRUN a && \\\n\n b", 2],
      ["FROM debian:12\nRUN ln -sf /bin/bash /bin/sh", 2],
      ["FROM debian:12\nRUN wget https://example.com/a", 2],
      ["FROM debian:12\nCOPY a.tar.gz /tmp/\nRUN tar xzf /tmp/a.tar.gz", 3],
    ],
    catchesNot: [
      "FROM debian:12 AS build\nENV A=b\nRUN wget -q https://example.com/a",
      "from debian:12 as build\nrun true",
      "FROM debian:12\nRUN a && \\\n # why\n b",
      "FROM debian:12\nRUN wget --progress=dot:giga https://example.com/a.tar.gz && tar xzf a.tar.gz",
    ],
  },
];
