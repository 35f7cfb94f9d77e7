import { aptListsLeft, lonelyRefresh } from "../../../../src/detectors/instruction/rules/package-indexes.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: lonelyRefresh,
    catches: [
      ["FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl", 2, "medium"],
      ["FROM alpine:3.21\nRUN apk update && rm -rf /tmp/x", 2],
      ["FROM fedora:41\nRUN dnf makecache", 2],
      ["FROM opensuse/leap:15\nRUN zypper -n refresh", 2],
      ['FROM debian:12\nRUN ["apt-get", "update"]', 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl",
      "FROM debian:12\nRUN apt-get update; \\\n  if true; then apt-get install -y curl; fi",
      "FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt apt-get update",
      "FROM debian:12\nRUN apt-get update && ./install.sh",
      "FROM debian:12\nRUN apt-get update && npx playwright install-deps",
      "FROM debian:12\nRUN echo apt-get update",
      "FROM alpine:3.21\nRUN apk update && apk upgrade",
      "FROM debian:12\nRUN <<EOF\napt-get update\napt-get install -y curl\nEOF",
    ],
  },
  {
    rule: aptListsLeft,
    catches: [
      [
        {
          text: "/bin/sh -c #(nop) ADD file:0123456789ab in / \nRUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit",
          isHistory: true,
        },
        2,
      ],
      ["FROM debian:12\nRUN apt-get update && apt-get install -y curl", 2, "low"],
      [
        "FROM debian:12\nRUN apt-get update && \\\n apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*",
        3,
      ],
      ["FROM debian:12\nRUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y curl", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -r /var/lib/apt/lists /tmp/x",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/{apt,dpkg}/lists",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && find /var/lib/apt/lists -type f -delete",
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl && apt-get distclean",
      "FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y curl",
      "FROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:12\nCOPY --from=build /a /a",
      "FROM debian:12\nRUN apt-get install -y ./drydock.deb",
      `FROM debian:12\nRUN echo 'DPkg::Post-Invoke {"rm -rf /var/lib/apt/lists/*";};' > /etc/apt/apt.conf.d/clean\nRUN apt-get update && apt-get install -y curl`,
    ],
  },
];
