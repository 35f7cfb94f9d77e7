import { execFileSync } from "node:child_process";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Host } from "../../src/host.ts";
import { channels, notifier } from "../../src/notify/index.ts";
import { CHANNELS } from "../../src/options.ts";
import { type Answer, type Seen, serve, type TestServer, testHost } from "../image/ill-registry.ts";
import { manyFindings, scanResult } from "../support/scan-result.ts";
import { describeWith } from "../support/tools.ts";
import { NOW, result } from "./made.ts";

const TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const SECRET = "SECdeadbeef+/=";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** All that was said, loudly or not. */
interface Heard extends Host {
  readonly waits: number[];
  readonly warnings: string[];
  readonly debugs: string[];
}

function hostWith(env: Readonly<Record<string, string>>, now = () => NOW): Heard {
  const debugs: string[] = [];
  const host = testHost(env, now);
  return { ...host, debugs, log: { ...host.log, debug: (text) => void debugs.push(text) } };
}

async function started(answer: Answer): Promise<TestServer> {
  server = await serve(answer);
  return server;
}

const ok = (_: Seen, response: ServerResponse) => void response.end('{"errcode":0,"errmsg":"ok"}');

/** A robot and a hook at one server, both with secrets. */
function environment(at: TestServer): Readonly<Record<string, string>> {
  return {
    DRYDOCK_DINGTALK_URL: `http://${at.host}/robot/send?access_token=${TOKEN}`,
    DRYDOCK_DINGTALK_SECRET: SECRET,
    DRYDOCK_WEBHOOK_URL: `http://user:pass-word@${at.host}/hooks/${TOKEN}`,
    DRYDOCK_WEBHOOK_SECRET: SECRET,
    DRYDOCK_ACR_WEBHOOK_URL: `http://${at.host}/acr`,
  };
}

function expectNothingSecret({ warnings, debugs }: Heard): void {
  const secrets = [TOKEN, SECRET, encodeURIComponent(SECRET), "pass-word", "sign=", "sha256="];
  for (const text of [...warnings, ...debugs])
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

test("every channel can be asked for, and what can be asked for is a channel", () => {
  expect([...channels.keys()].sort()).toEqual([...CHANNELS].sort());
  expect(() => notifier({ channels: ["pigeon"], on: "always" }, hostWith({}))).toThrow(
    expect.objectContaining({ code: "USAGE", message: 'There is no channel "pigeon".' }),
  );
});

describeWith(["openssl", "python3"], "all channels at once, at a real server, of 10,000 findings", () => {
  test("arrive, are small enough, and their signatures are right by the word of openssl and Python", async () => {
    const at = await started(ok);
    const host = hostWith(environment(at));
    const many = scanResult({ findings: manyFindings(10_000) });
    await notifier({ channels: CHANNELS, on: "always" }, host)(many);

    expect(host.warnings).toEqual([]);
    const [robot, hook, event] = ["/robot/send", `/hooks/${TOKEN}`, "/acr"].map((path) =>
      at.seen.find((one) => one.path === path),
    );
    expect(at.seen.map(({ method }) => method)).toEqual(["POST", "POST", "POST"]);

    const timestamp = robot?.query.get("timestamp") ?? "";
    const program =
      "import base64,hashlib,hmac,sys\nt,s=sys.argv[1:]\nprint(base64.b64encode(hmac.new(s.encode(),f'{t}\\n{s}'.encode(),hashlib.sha256).digest()).decode())";
    const sign = execFileSync("python3", ["-c", program, timestamp, SECRET], { encoding: "utf8" });
    expect([robot?.query.get("access_token"), timestamp, robot?.query.get("sign")]).toEqual([
      TOKEN,
      String(NOW.getTime()),
      sign.trim(),
    ]);
    expect(Buffer.byteLength(robot?.body ?? "")).toBeLessThanOrEqual(20_000);
    expect(JSON.parse(robot?.body ?? "").markdown.text).toContain("system vulnerabilities: 1667 critical");

    const signed = `${hook?.headers["x-drydock-timestamp"]}.${hook?.body}`;
    const hex = execFileSync("openssl", ["dgst", "-sha256", "-hmac", SECRET], {
      input: signed,
      encoding: "utf8",
    });
    expect(hook?.headers["x-drydock-signature-256"]).toBe(`sha256=${hex.trim().split("= ")[1]}`);
    expect(hook?.headers.authorization).toBe(`Basic ${Buffer.from("user:pass-word").toString("base64")}`);
    expect(Buffer.byteLength(hook?.body ?? "")).toBeLessThanOrEqual(65_536);

    expect(event?.headers["x-drydock-signature-256"]).toBeUndefined();
    expect(JSON.parse(event?.body ?? "").data.TotalSeverity).toBe(10_000);
    const ids = [hook, event].map((one) => one?.headers["x-drydock-delivery"]);
    expect(ids).toEqual([JSON.parse(hook?.body ?? "").delivery, JSON.parse(event?.body ?? "").id]);
    expect(new Set(ids).size).toBe(2);
    expectNothingSecret(host);
  });
});

describe("trouble", () => {
  const one = (channel: "webhook" | "dingtalk") => ({ channels: [channel], on: "always" }) as const;

  /** What was said after a server that answers like this, and what it has seen. */
  async function outcomeWith(answer: Answer, channel: "webhook" | "dingtalk" = "webhook", tryMs?: number) {
    const at = await started(answer);
    let second = 0;
    const host = hostWith(environment(at), () => new Date(NOW.getTime() + 1000 * second++));
    await notifier(one(channel), host, tryMs)(result);
    expectNothingSecret(host);
    const warnings = host.warnings.map((text) => text.replace(at.host, "HOST"));
    return { warnings, waits: host.waits, seen: at.seen };
  }

  const status =
    (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
    (_, response) =>
      void response.writeHead(code, headers).end(`You sent ${TOKEN} and ${SECRET}`);

  test.each([200, 201, 202, 204, 299])("%i is a delivery", async (code) => {
    const { warnings, seen } = await outcomeWith((_, response) => void response.writeHead(code).end());
    expect([warnings, seen.length]).toEqual([[], 1]);
  });

  test.each([400, 401, 403, 404, 410, 413, 501])("%i is none, and is not tried again", async (code) => {
    const { warnings, seen } = await outcomeWith(status(code));
    expect(warnings).toEqual([`The verdict could not be sent to webhook: HOST answered ${code}.`]);
    expect(seen).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])("%i is not followed, not even to the same host", async (code) => {
    const { warnings, seen } = await outcomeWith(status(code, { Location: "/elsewhere" }));
    expect(warnings).toEqual([
      `The verdict could not be sent to webhook: HOST answered with a redirect (${code}), which is not followed.`,
    ]);
    expect(seen).toHaveLength(1);
  });

  test.each([408, 429, 500, 502, 503, 504])("%i is tried three times", async (code) => {
    const { warnings, seen, waits } = await outcomeWith(status(code));
    expect(warnings).toEqual([
      `The verdict could not be sent to webhook: HOST answered ${code}. It was tried 3 times.`,
    ]);
    expect([seen.length, waits.length]).toEqual([3, 2]);
  });

  test("each try has the same id and body, its own time, and a signature of that", async () => {
    const { warnings, seen } = await outcomeWith(
      (_, response, count) => void response.writeHead(count < 3 ? 500 : 200).end(),
    );
    expect(warnings).toEqual([]);
    const header = (name: string) => seen.map(({ headers }) => headers[name]);
    expect(new Set(header("x-drydock-delivery")).size).toBe(1);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
    expect(header("x-drydock-timestamp")).toEqual(["1773135015", "1773135016", "1773135017"]);
    expect(new Set(header("x-drydock-signature-256")).size).toBe(3);
  });

  test("a robot's address is signed anew from the beginning for each try", async () => {
    const busy: Answer = (_, response, count) =>
      void response.end(JSON.stringify(count < 3 ? { errcode: -1, errmsg: "busy" } : { errcode: 0 }));
    const { warnings, seen } = await outcomeWith(busy, "dingtalk");
    expect(warnings).toEqual([]);
    expect(seen.map(({ query }) => [...query.keys()])).toEqual(
      Array(3).fill(["access_token", "timestamp", "sign"]),
    );
    expect(new Set(seen.map(({ query }) => query.get("sign"))).size).toBe(3);
  });

  test("Retry-After is kept, unless it asks for too much", async () => {
    const short = await outcomeWith(status(429, { "Retry-After": "7" }));
    for (const wait of short.waits) {
      expect(wait).toBeGreaterThanOrEqual(7000);
      expect(wait).toBeLessThan(8000);
    }
    expect(short.waits).toHaveLength(2);
    await server?.stop();
    const long = await outcomeWith(status(429, { "Retry-After": "600" }));
    expect([long.waits, long.warnings]).toEqual([
      [],
      ["The verdict could not be sent to webhook: HOST answered 429 and asks to wait 600 s."],
    ]);
  });

  test("a robot that answers 200 with an errcode has refused; what it repeats is hidden", async () => {
    const { warnings, seen } = await outcomeWith(
      (_, response) =>
        void response.end(JSON.stringify({ errcode: 40035, errmsg: `bad ${TOKEN}\n::error::${SECRET}` })),
      "dingtalk",
    );
    expect(warnings).toEqual([
      "The verdict could not be sent to dingtalk: HOST refuses it: errcode 40035: bad ***\n::error::***.",
    ]);
    expect(seen).toHaveLength(1);
  });

  test("a connection that breaks off is tried three times, in total", async () => {
    const { warnings, seen } = await outcomeWith((_, response) => void response.socket?.destroy());
    expect(warnings).toEqual([
      "The verdict could not be sent to webhook: HOST: the connection broke (ECONNRESET). It was tried 3 times.",
    ]);
    expect(seen).toHaveLength(3);
  });

  test("so is a robot's answer that breaks off", async () => {
    const { warnings } = await outcomeWith((_, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("{");
      setTimeout(() => response.socket?.destroy(), 20);
    }, "dingtalk");
    expect(warnings).toEqual([
      "The verdict could not be sent to dingtalk: HOST: the connection broke (ECONNRESET). It was tried 3 times.",
    ]);
  });

  test.each<[string, Answer]>([
    ["silence", () => undefined],
    [
      "an answer that never ends, a byte now and then",
      (_, response) => {
        response.writeHead(200).write("{");
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("%s has its time", async (_, answer) => {
    const { warnings, seen } = await outcomeWith(answer, "dingtalk", 300);
    expect(warnings).toEqual([
      "The verdict could not be sent to dingtalk: HOST: no answer within 0.3 s. It was tried 3 times.",
    ]);
    expect(seen).toHaveLength(3);
  });

  test("nobody is there", async () => {
    const at = await serve(ok);
    await at.stop();
    const host = hostWith(environment(at));
    await notifier(one("webhook"), host)(result);
    expect(host.warnings).toEqual([
      `The verdict could not be sent to webhook: ${at.host}: no connection (ECONNREFUSED). It was tried 3 times.`,
    ]);
  });

  test("one channel's trouble is not another's", async () => {
    const at = await started(
      (seen, response) => void response.writeHead(seen.path === "/acr" ? 404 : 200).end('{"errcode":0}'),
    );
    const host = hostWith(environment(at));
    await notifier({ channels: CHANNELS, on: "always" }, host)(result);
    expect(host.warnings).toEqual([`The verdict could not be sent to acr: ${at.host} answered 404.`]);
    expect(host.debugs.sort()).toEqual([
      "The verdict was sent to dingtalk.",
      "The verdict was sent to webhook.",
    ]);
  });

  test("a proxy that is none, and a mistake of our own, are warnings", async () => {
    const env = { DRYDOCK_WEBHOOK_URL: "https://hooks.example/x", HTTPS_PROXY: "ftp://u:pass-word@proxy" };
    const host = hostWith(env);
    await notifier(one("webhook"), host)(result);
    const broken = hostWith({ DRYDOCK_WEBHOOK_URL: "http://127.0.0.1:1/" });
    await notifier(one("webhook"), broken)(result, () => {
      throw new TypeError("x is undefined");
    });
    expect([host.warnings, broken.warnings]).toEqual([
      ["The verdict could not be sent: HTTPS_PROXY is not the address of an HTTP proxy."],
      ["The verdict could not be sent: x is undefined"],
    ]);
  });
});

describe("when", () => {
  const pass = scanResult({ findings: [], gaps: [] });
  const unproven = scanResult({ findings: [] });
  const never = () => false;
  test.each([
    ["always", pass, undefined, 1],
    ["always", result, undefined, 1],
    ["blocked", pass, undefined, 0],
    ["blocked", unproven, undefined, 1],
    ["blocked", result, never, 1],
    ["new", result, never, 0],
    ["new", result, ({ rule }: { rule: string }) => rule === "CVE-2024-0003", 1],
    ["new", result, ({ rule }: { rule: string }) => rule === "CVE-2023-9999", 0], // is waived
    ["new", result, ({ rule }: { rule: string }) => rule === "CVE-2023-7777", 0], // its vendor denies it
    ["new", unproven, () => true, 0],
    ["new", result, undefined, 1],
  ] as const)("%s, case %#", async (on, made, isNew, sent) => {
    const at = await started(ok);
    await notifier({ channels: ["webhook"], on }, hostWith(environment(at)))(made, isNew);
    expect(at.seen).toHaveLength(sent);
  });
});
