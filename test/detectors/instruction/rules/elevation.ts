import { elevatedStep } from "../../../../src/detectors/instruction/rules/elevation.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: elevatedStep,
    catches: [
      ["FROM debian:12\nRUN --security=insecure mount", 2, "high"],
      ["FROM debian:12\nRUN --network=host make", 2, "medium"],
      [
        "FROM debian:12\nRUN --mount=type=bind,source=/var/run/docker.sock,target=/var/run/docker.sock docker ps",
        2,
        "high",
      ],
    ],
    catchesNot: [
      "FROM debian:12\nRUN --security=sandbox make",
      "FROM debian:12\nRUN --network=none make",
      "FROM debian:12\nRUN --network=default make",
      "FROM debian:12\nRUN --mount=type=cache,target=/root/.cache make",
      "FROM debian:12\nRUN echo --network=host",
    ],
  },
];
