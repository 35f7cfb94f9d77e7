import {
  secretFileCopied,
  secretRemovedLater,
  wholeContextCopied,
} from "../../../../src/detectors/instruction/rules/copied-secrets.ts";
import { contextOf, type RuleCases } from "../cases.ts";

const TOKEN = `${"ghp"}_${"a1B2c3D4e5F6g7H8i9J0"}${"k1L2m3N4o5P6q7R8"}`;

export const cases: readonly RuleCases[] = [
  {
    rule: secretFileCopied,
    catches: [
      ["FROM debian:12\nCOPY .env /app/", 2, "high"],
      ["FROM debian:12\nCOPY deploy/id_rsa /root/.ssh/id_rsa", 2],
      ["FROM debian:12\nADD .aws /root/.aws", 2],
      ["FROM debian:12\nCOPY a.txt .kube/config server.p12 /x/", 2],
      ["FROM debian:12\nCOPY .npmrc /app/", 2, "medium"],
      ["FROM debian:12\nCOPY tls/server.key /etc/", 2, "medium"],
      ["FROM debian:12 AS b\nFROM debian:12\nCOPY --from=b /root/.ssh/id_ed25519 /x", 3],
      [`FROM debian:12\nCOPY <<EOF /root/x\n${TOKEN}\nEOF`, 2, "high"],
      [{ text: "FROM debian:12\nCOPY .env /", context: contextOf([".env"]) }, 2, "high"],
      ["FROM debian:12 AS b\nWORKDIR /src\nCOPY .env ./\nFROM debian:12\nCOPY --from=b /src /app", 3],
      ["FROM debian:12\nCOPY id_rsa /k/\nFROM debian:12\nCOPY --from=0 / /", 2],
    ],
    catchesNot: [
      "FROM debian:12\nCOPY .env.example id_rsa.pub app.env.sample /app/",
      "FROM debian:12 AS b\nCOPY .env /app/\nFROM debian:12",
      "FROM debian:12 AS b\nCOPY .env /src/\nFROM debian:12\nCOPY --from=b /src/dist /app",
      { text: "FROM debian:12\nCOPY .env /", context: contextOf([".env"], [".env"]) },
      { text: "FROM debian:12\nCOPY .env /", context: contextOf(["a"]) },
      "FROM debian:12\nCOPY ca.pem fullchain.pem public.key environment.ts /x/",
      "FROM debian:12 AS b\nFROM debian:12\nCOPY --from=b /etc/x.pem /x",
      "FROM debian:12\nRUN --mount=type=secret,id=.env cat /run/secrets/.env",
    ],
  },
  {
    rule: secretRemovedLater,
    catches: [
      ["FROM debian:12\nCOPY id_rsa /root/.ssh/id_rsa\nRUN x && rm /root/.ssh/id_rsa", 2, "high"],
      ["FROM debian:12\nWORKDIR /app\nCOPY .npmrc a.json ./\nRUN npm ci\nRUN rm -f .npmrc", 3],
      ["FROM debian:12\nRUN echo x > /root/.netrc\nRUN rm -rf /root/.netrc", 2],
      ["FROM debian:12\nRUN echo x > ~/.npmrc\nRUN npm ci && rm -f ~/.npmrc", 2],
      ["FROM debian:12\nCOPY key.pem /root/.ssh/\nRUN rm -rf /root/.ssh", 2],
      ["FROM debian:12\nCOPY key.pem /root/.ssh/\nRUN rm -rf /root/.ssh/", 2],
      ["FROM debian:12\nCOPY id_rsa /k/\nRUN rm -rf /*", 2],
      [
        "FROM debian:12\nCOPY id_rsa id_ed25519 /k/\nRUN rm /k/id_rsa /k/id_ed25519\nRUN rm -f /k/id_ed25519",
        2,
      ],
    ],
    catchesNot: [
      "FROM debian:12\nRUN echo x > /root/.netrc && curl x && rm /root/.netrc",
      "FROM debian:12\nRUN --mount=type=tmpfs,target=/root echo x > /root/.netrc\nRUN rm -f /root/.netrc",
      "FROM debian:12 AS b\nCOPY id_rsa /k/id_rsa\nRUN rm /k/id_rsa\nFROM debian:12",
      "FROM debian:12\nCOPY id_rsa /k/id_rsa\nRUN rm /k/other",
      "FROM debian:12\nCOPY id_rsa /k/id_rsa\nRUN rm /k/id_rsa.pub /k/id /k-x",
      "FROM debian:12\nRUN echo x > /a/.netrc && rm -rf /a/",
      "FROM debian:12\nCOPY a.txt /a.txt\nRUN rm /a.txt",
      "FROM debian:12\nRUN curl https://x/y > /tmp/repo.key\nRUN rm /tmp/repo.key",
    ],
  },
  {
    rule: wholeContextCopied,
    catches: [
      [{ text: "FROM debian:12\nCOPY . /app", context: contextOf(["a", ".git/", ".git/x"]) }, 2, "medium"],
      [{ text: "FROM debian:12\nADD ./ /app", context: contextOf(["deep/id_rsa"]) }, 2],
      ["FROM debian:12\nCOPY . .", 2, "negligible"],
    ],
    catchesNot: [
      { text: "FROM debian:12\nCOPY . /app", context: contextOf(["a", ".git/", ".env"], [".git", ".env"]) },
      { text: "FROM debian:12\nCOPY . /app", context: contextOf(["a", ".env.example"]) },
      { text: "FROM debian:12\nCOPY . /app", context: contextOf(["a", "test/fixtures/id_rsa"]) },
      "FROM debian:12 AS b\nCOPY . /app\nFROM debian:12",
      "FROM debian:12 AS b\nFROM debian:12\nCOPY --from=b . /app",
      "FROM debian:12\nCOPY src /app",
    ],
    unproven: [{ text: "FROM debian:12\nCOPY . /app", context: { ...contextOf(["a"]), isCut: true } }],
  },
];
