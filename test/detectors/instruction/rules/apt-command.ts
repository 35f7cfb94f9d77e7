import { aptUsed } from "../../../../src/detectors/instruction/rules/apt-command.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: aptUsed,
    catches: [
      ["FROM debian:12\nRUN apt update && apt install -y curl", 2, "low"],
      ["FROM debian:12\nRUN true && \\\n  # why\n  sudo /usr/bin/apt -y upgrade", 4],
      ["FROM debian:12\nRUN <<EOF\nset -e\napt purge x\nEOF", 4],
      ["FROM debian:12\nRUN bash -c 'apt remove x'", 2],
      ['FROM debian:12\nRUN ["apt", "install", "x"]', 2],
      [{ text: "FROM debian:12\nRUN apt --version", profile: "acr" }, 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y apt",
      "FROM debian:12\nRUN apt-key list; apt-mark hold x; apt-cache policy x",
      "FROM debian:12\nRUN rm -rf /var/lib/apt/lists /etc/apt",
      "FROM debian:12\nRUN echo 'apt install x' && echo apt update",
      "FROM debian:12\nRUN cat <<EOF > /x.sh\napt install y\nEOF",
      "FROM debian:12\n# RUN apt install x\nRUN true # apt install x",
    ],
  },
];
