import { DrydockError } from "../../../../src/errors.ts";
import { type Cases, file, type Situation } from "./case.ts";

const runs = { Entrypoint: ["/app"] };
const config = (more: Readonly<Record<string, unknown>>): Situation => ({ config: { ...runs, ...more } });
/** Nobody's. */
const literal = ["k3Tz", "vv0", "quay"].join("-");
const token = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
const stored = { registry: "registry.example.com", repository: "team/app", digests: [] };
const digest = `@sha256:${"a".repeat(64)}`;

export const configCases: Cases = {
  "DD-BL-001": {
    catches: [
      ["no user", config({}), "high user"],
      ["root by name", config({ User: "root:root" }), "high user"],
      ["by number", config({ User: "0:1000" }), "high user"],
      [
        "a name of the same id",
        { ...config({ User: "boss" }), files: [file("etc/passwd", "boss:x:0:0::/:/bin/sh\n")] },
        "high user",
      ],
      [
        "in the system's own file",
        { ...config({ User: "boss" }), files: [file("usr/etc/passwd", "boss:x:0:0::/:/bin/sh\n")] },
        "high user",
      ],
    ],
    guards: [
      ["a user by number", config({ User: "10001" })],
      ["by name", { ...config({ User: "app" }), files: [file("etc/passwd", "app:x:100:0::/:/bin/sh\n")] }],
      ["a name that nobody has", config({ User: "nobody-knows" })],
      ["nothing to run", { config: {} }],
      ["Windows", { ...config({}), image: { os: "windows" } }],
      ["a known dropper", config({ Entrypoint: ["gosu", "app"] }), "low user"],
      [
        "a script of an image with one",
        { ...config({ Entrypoint: ["docker-entrypoint.sh"] }), files: [file("usr/local/bin/gosu")] },
        "low user",
      ],
    ],
  },
  "DD-BL-002": {
    catches: [
      ["none", config({}), "low healthcheck"],
      ["empty", config({ Healthcheck: { Test: [] } }), "low healthcheck"],
    ],
    guards: [
      ["a command", config({ Healthcheck: { Test: ["CMD", "/probe"] } })],
      ["switched off on purpose", config({ Healthcheck: { Test: ["NONE"] } })],
      ["declared as not needed", { ...config({}), settings: { noHealthCheck: true } }],
      ["nothing to run", { config: {} }],
      [
        "dropped by the builder",
        { ...config({}), image: { history: ["/bin/sh -c #(nop) HEALTHCHECK CMD /probe"] } },
        "unproven healthcheck",
      ],
    ],
  },
  "DD-BL-003": {
    catches: [
      [
        "nothing signs it",
        { image: { isSigned: async () => false, reference: "r/app" } },
        "negligible r/app",
      ],
    ],
    guards: [
      ["signed", { image: { isSigned: async () => true } }],
      ["not pushed yet", {}, "unproven test.tar"],
      [
        "a registry that does not answer",
        {
          image: {
            isSigned: () => Promise.reject(new DrydockError("NETWORK", "no answer")),
            reference: "r/app",
          },
        },
        "unproven r/app",
      ],
    ],
  },
  "DD-BL-004": {
    catches: [
      ["a password", config({ Env: [`DB_PASSWORD=${literal}`] }), "critical ENV DB_PASSWORD"],
      ["a label", config({ Labels: { "app.api-key": literal } }), "critical LABEL app.api-key"],
      [
        "an address with a password",
        config({ Env: [`DB=postgres://app:${literal}@db/x`] }),
        "critical ENV DB",
      ],
      [
        "a build argument",
        { image: { history: [`|2 TOKEN=${literal} VERSION=3 /bin/sh -c make`] } },
        "critical ARG TOKEN",
      ],
      [
        "a variable that was unset again",
        { image: { history: [`/bin/sh -c #(nop)  ENV API_KEY=${literal}`] } },
        "critical ENV API_KEY",
      ],
      [
        "a build argument once, however many commands have it",
        {
          image: {
            history: [
              `ARG KEY=${token}`,
              `|2 KEY=${token} VERSION=3 /bin/sh -c make`,
              `RUN |2 KEY=${token} VERSION=3 /bin/sh -c make install # buildkit`,
              `|2 KEY=${token} VERSION=3 bash -c make check`,
            ],
          },
        },
        "critical ARG KEY",
      ],
      [
        "the command behind a build argument",
        {
          image: {
            history: [
              `|1 TOKEN=changeme /bin/sh -c curl https://u:${literal}@example.com`,
              `|1 TOKEN=${literal} pwsh -c curl https://u:${literal}@example.com`,
            ],
          },
        },
        "critical ARG TOKEN",
        "critical history, step 1",
        "critical history, step 2",
      ],
      [
        "a build argument of more than a word",
        { image: { history: [`|2 LOGIN=me ${token} VERSION=3 /bin/sh -c make`] } },
        "critical ARG LOGIN",
      ],
      [
        "a command behind arguments that are fewer than they are said to be",
        { image: { history: [`|3 VERSION=3 pwsh -c curl https://u:${literal}@example.com`] } },
        "critical ARG VERSION",
        "critical history, step 1",
      ],
      [
        "a variable that was emptied",
        { ...config({ Env: ["TOKEN="] }), image: { history: [`ENV TOKEN=${literal}`, "ENV TOKEN="] } },
        "critical ENV TOKEN",
      ],
      [
        "a command",
        { image: { history: ["x", `RUN git clone https://u:${literal}@git.example.com/x`] } },
        "critical history, step 2",
      ],
    ],
    guards: [
      [
        "names about it",
        config({ Env: [`TOKEN_FILE=${literal}`, "PASSWORD_PATH=x9", "SECRET_NAME=x9", "TOKEN_TTL=1h"] }),
      ],
      [
        "public",
        config({ Env: [`PUBLIC_KEY=${literal}`, `ACCESS_KEY_PUBLIC=${literal}`, `PWD=/${literal}`] }),
      ],
      ["no value", config({ Env: ["PASSWORD=", "TOKEN=$TOKEN", "SECRET=true", "API_KEY=/run/secrets/key"] })],
      ["other keys", config({ Env: [`GPG_KEY=${"0D96DF4D".repeat(5)}`, "KEYBOARD=us"] })],
      ["an address without one", config({ Env: ["DB=postgres://app@db/x", "URL=https://u:$PASS@h/"] })],
      ["a placeholder", config({ Env: ["PASSWORD=changeme"] }), "low ENV PASSWORD"],
      [
        "told of once",
        { ...config({ Env: [`TOKEN=${literal}`] }), image: { history: [`ENV TOKEN=${literal}`] } },
        "critical ENV TOKEN",
      ],
    ],
  },
  "DD-BL-005": {
    catches: [
      ["the socket", config({ Volumes: { "/var/run/docker.sock": {} } }), "high /var/run/docker.sock"],
      ["written oddly", config({ Volumes: { "//etc/": {} } }), "high //etc/"],
      ["everything", config({ Volumes: { "/": {} } }), "high /"],
    ],
    guards: [
      ["data", config({ Volumes: { "/var/lib/data": {} } })],
      ["a folder in /etc", config({ Volumes: { "/etc/nginx": {} } })],
      ["a name that begins alike", config({ Volumes: { "/rootfs": {}, "/device": {} } })],
      ["none", config({ Volumes: null })],
    ],
  },
  "DD-BL-006": {
    catches: [
      ["Node", config({ Env: ["NODE_TLS_REJECT_UNAUTHORIZED=0"] }), "high ENV NODE_TLS_REJECT_UNAUTHORIZED"],
      ["Git acts on any value", config({ Env: ["GIT_SSL_NO_VERIFY=0"] }), "high ENV GIT_SSL_NO_VERIFY"],
      [
        "debug mode",
        config({ Env: ["FLASK_DEBUG=1", "NODE_ENV=development"] }),
        "medium ENV FLASK_DEBUG",
        "medium ENV NODE_ENV",
      ],
      [
        "an open debugger",
        config({ Env: ["NODE_OPTIONS=--inspect=0.0.0.0:9229"] }),
        "medium ENV NODE_OPTIONS",
      ],
      [
        "a search path",
        config({ Env: ["PATH=/usr/bin:", "LD_LIBRARY_PATH=./lib", "PYTHONPATH=/tmp/x"] }),
        "medium ENV PATH",
        "medium ENV LD_LIBRARY_PATH",
        "medium ENV PYTHONPATH",
      ],
      ["a library in every program", config({ Env: ["LD_PRELOAD=/opt/x.so"] }), "medium ENV LD_PRELOAD"],
    ],
    guards: [
      [
        "other values",
        config({ Env: ["NODE_TLS_REJECT_UNAUTHORIZED=1", "FLASK_DEBUG=0", "NODE_ENV=production"] }),
      ],
      [
        "a bundle that is one",
        config({ Env: ["REQUESTS_CA_BUNDLE=/etc/ssl/cert.pem", "GOINSECURE=example.com"] }),
      ],
      ["an allocator", config({ Env: ["LD_PRELOAD=/usr/lib/libjemalloc.so.2"] })],
      ["the usual path", config({ Env: ["PATH=/usr/local/bin:/usr/bin:/bin", "PYTHONPATH="] })],
      ["a local debugger", config({ Env: ["NODE_OPTIONS=--inspect=127.0.0.1"] })],
      ["Windows", { ...config({ Env: ["PATH=c:\\\\x;d:\\\\"] }), image: { os: "windows" } }],
    ],
  },
  "DD-BL-007": {
    catches: [
      [
        "a tag",
        { image: { stored, reference: "registry.example.com/team/app:1" } },
        "negligible registry.example.com/team/app:1",
      ],
      [
        "latest",
        { image: { stored, reference: "registry.example.com/team/app:latest" } },
        "negligible registry.example.com/team/app:latest",
      ],
    ],
    guards: [
      ["a digest", { image: { stored, reference: `registry.example.com/team/app${digest}` } }],
      ["a tag and a digest", { image: { stored, reference: `registry.example.com/team/app:1${digest}` } }],
      ["an archive", { image: { reference: "app.tar" } }],
    ],
  },
  "DD-BL-008": {
    catches: [["past the limit", { settings: { maxAgeDays: 20 } }, "medium created"]],
    guards: [
      ["no limit", {}],
      ["within the limit", { settings: { maxAgeDays: 40 } }],
      ["made tomorrow", { settings: { maxAgeDays: 40 }, image: { created: "2030-01-01T00:00:00Z" } }],
      [
        "a reproducible build",
        { settings: { maxAgeDays: 1 }, image: { created: "1970-01-01T00:00:00Z" } },
        "unproven created",
      ],
      [
        "of ZIP's first year",
        { settings: { maxAgeDays: 1 }, image: { created: "1980-01-01T00:00:01Z" } },
        "unproven created",
      ],
      ["no date", { settings: { maxAgeDays: 1 }, image: { created: undefined } }, "unproven created"],
      [
        "no date at all",
        { settings: { maxAgeDays: 1 }, image: { created: "yesterday" } },
        "unproven created",
      ],
    ],
  },
  "DD-BL-009": {
    catches: [
      ["the Docker daemon", config({ ExposedPorts: { "2375/tcp": {} } }), "low port 2375"],
      ["a low port", config({ ExposedPorts: { "22": {}, "8080/tcp": {} } }), "low port 22"],
      ["in a range", config({ ExposedPorts: { "9229-9230/tcp": {} } }), "low port 9229"],
    ],
    guards: [
      ["the web", config({ ExposedPorts: { "80/tcp": {}, "443": {}, "8443/tcp": {} } })],
      ["allowed", { ...config({ ExposedPorts: { "2375/tcp": {} } }), settings: { allowedPorts: [2375] } }],
      ["no number", config({ ExposedPorts: { "ssh/tcp": {}, "": {} } })],
      ["none", config({ ExposedPorts: [] })],
    ],
  },
};
