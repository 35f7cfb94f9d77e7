import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DrydockError } from "../../src/errors.ts";
import { quietHost } from "../../src/host.ts";
import { loadPolicy } from "../../src/policy/index.ts";
import { pushArtifact, startRegistry, type TestRegistry } from "../support/registry.ts";
import { describeWith } from "../support/tools.ts";

const POLICY = "version: 1\nblock: [{severity: low, name: fetched}]\n";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "drydock-sources-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const host = () => quietHost(cwd, { cwd, env: {}, wait: async () => undefined });
const load = (source: string, insecure = true) => loadPolicy([source], host(), { insecure });

async function refusal(source: string, insecure = true): Promise<string> {
  const error: unknown = await load(source, insecure).catch((thrown: unknown) => thrown);
  if (!(error instanceof DrydockError)) throw new Error(`Expected a DrydockError, got ${String(error)}`);
  return `${error.code}: ${error.message}`;
}

describe("an address", () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  /** What a server answers; its origin. */
  async function serving(answer: RequestListener): Promise<string> {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("is fetched, and named without its query", async () => {
    const origin = await serving((_, response) => response.end(POLICY));
    const { block, origin: name } = await load(`${origin}/org/drydock.yml?token=secret`);
    expect({ block, name }).toEqual({
      block: [{ severity: "low", name: "fetched", count: 1 }],
      name: `${origin}/org/drydock.yml`,
    });
  });

  test("is followed elsewhere, without anything that proves us", async () => {
    const seen: (string | undefined)[] = [];
    const there = await serving((request, response) => {
      seen.push(request.headers.authorization, request.headers.cookie);
      response.end(POLICY);
    });
    const here = await serving((_, response) =>
      response.writeHead(302, { location: `${there}/p.yml` }).end(),
    );
    expect((await load(`${here}/drydock.yml`)).block).toHaveLength(1);
    expect(seen).toEqual([undefined, undefined]);
  });

  test("mistakes name the address, the line and the column", async () => {
    const origin = await serving((_, response) => response.end("version: 1\nblok: []\n"));
    expect(await refusal(`${origin}/p.yml`)).toBe(
      `POLICY_INVALID: ${origin}/p.yml:2:1: unknown key "blok" (did you mean "block"?)`,
    );
  });

  test.each<[number, string]>([
    [404, "NOT_FOUND: There is no policy at ADDRESS (404)."],
    [401, "DENIED: ADDRESS: the policy may not be read (401)."],
    [500, "NETWORK: ADDRESS: the server answered 500 in place of a policy."],
  ])("%i is no policy, and no default policy", async (status, message) => {
    const origin = await serving((_, response) => response.writeHead(status).end(POLICY));
    expect((await refusal(`${origin}/p.yml`)).replace(`${origin}/p.yml`, "ADDRESS")).toBe(message);
  });

  test("an answer without end is cut off", async () => {
    const origin = await serving((_, response) => {
      const more = () => {
        while (response.write("#".repeat(64 * 1024)));
        response.once("drain", more);
      };
      more();
    });
    expect(await refusal(`${origin}/p.yml`)).toBe(
      `POLICY_INVALID: ${origin}/p.yml: more than the 1048576 bytes allowed.`,
    );
  });

  test("plain HTTP, credentials and what is no address are refused", async () => {
    expect(await refusal("http://policies.example/p.yml", false)).toBe(
      "USAGE: --policy http://policies.example/p.yml: a policy is not fetched over plain HTTP.",
    );
    expect(await refusal("https://me:secret@policies.example/p.yml")).toBe(
      "USAGE: --policy: an address must not hold a user or password.",
    );
    expect(await refusal("https://")).toBe(
      "USAGE: --policy: that is not an address a policy can be fetched from.",
    );
  });
});

describeWith(["docker-registry"], "an artifact in a registry", () => {
  let registry: TestRegistry;
  const push = (tag: string, mediaType: string, text: string | Buffer) =>
    pushArtifact(registry, "org/policy", tag, {
      layers: [
        { mediaType: "application/octet-stream", bytes: Buffer.from("something else") },
        { mediaType, bytes: Buffer.from(text) },
      ],
    });
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  test("its first layer that is YAML or JSON", async () => {
    await push("1", "application/yaml", POLICY);
    const { digest } = await push(
      "2",
      "application/vnd.drydock.policy.v1+json",
      '{"version": 1, "block": []}',
    );
    expect((await load(`oci:${registry.host}/org/policy:1`, false)).block).toHaveLength(1);
    expect(await load(`oci:${registry.host}/org/policy@${digest}`, false)).toMatchObject({
      origin: `oci:${registry.host}/org/policy@${digest}`,
      block: [],
    });
  });

  test("what has none, too large a one, or is not there", async () => {
    await push("none", "application/octet-stream", POLICY);
    await push("large", "application/yaml", "#".repeat(1024 * 1024 + 1));
    const name = `oci:${registry.host}/org/policy`;
    expect(await refusal(`${name}:none`)).toBe(
      `POLICY_INVALID: ${name}:none has no layer that is YAML or JSON.`,
    );
    expect(await refusal(`${name}:large`)).toBe(
      `POLICY_INVALID: ${name}:large: 1048577 bytes, more than the 1048576 allowed.`,
    );
    expect(await refusal(`${name}:gone`)).toMatch(/^NOT_FOUND: /);
    expect(await refusal("oci:UPPER")).toMatch(/^REFERENCE: /);
  });
});

test("several, in their order", async () => {
  writeFileSync(join(cwd, "a.yml"), "version: 1\nblock: [{severity: high}]\nlocked: [waivers]\n");
  writeFileSync(join(cwd, "b.yml"), "version: 1\nblock: [{severity: low}]\n");
  writeFileSync(join(cwd, "c.yml"), "version: 1\nwaivers: []\n");
  const both = await loadPolicy(["a.yml", "b.yml"], host(), { insecure: false });
  expect([both.origin, both.block.map(({ severity }) => severity)]).toEqual([
    "a.yml + b.yml",
    ["high", "low"],
  ]);
  await expect(loadPolicy(["a.yml", "c.yml"], host(), { insecure: false })).rejects.toThrow(
    'c.yml:2:10: "waivers" is locked by a.yml: none may be added',
  );
});
