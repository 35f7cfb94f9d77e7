import { unwatchedPipe } from "../../../../src/detectors/instruction/rules/pipes.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: unwatchedPipe,
    catches: [
      ["FROM debian:12\nRUN curl -fsSL https://example.com/key | gpg --dearmor > /k", 2, "low"],
      ["FROM debian:12\nRUN true && \\\n wget -O- https://example.com/a | tar x", 3],
    ],
    catchesNot: [
      'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl https://example.com | tar x',
      "FROM debian:12\nRUN set -euxo pipefail; curl https://example.com | tar x",
      "FROM debian:12\nRUN echo a | tee /b && printf b | sha256sum -c && yes | make",
      'FROM windows\nSHELL ["powershell", "-Command"]\nRUN Get-Item x | Remove-Item',
      "FROM debian:12\nRUN curl https://example.com/a || true",
      "FROM debian:12\nRUN echo a | sudo tee /b && printf a | xargs rm",
    ],
  },
];
