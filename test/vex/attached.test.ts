import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { quietHost } from "../../src/host.ts";
import { silent } from "../../src/log.ts";
import type { Digest } from "../../src/model/index.ts";
import { loadAttachedVex } from "../../src/vex/index.ts";
import { dockerArchive, sha256 } from "../support/image.ts";
import {
  type Descriptor,
  pushBlob,
  pushImage,
  pushManifest,
  startRegistry,
  type TestRegistry,
} from "../support/registry.ts";
import { sampleDatabase, sampleImage } from "../support/sample.ts";
import { scanWith } from "../support/scan.ts";
import { describeWith } from "../support/tools.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const OPENVEX = "application/vnd.openvex+json";
const IN_TOTO = "application/vnd.in-toto+json";
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const EMPTY = "application/vnd.oci.empty.v1+json";
const CVE = "CVE-2023-38545";

const hex = (digest: string) => digest.slice("sha256:".length);

/** Says that the image is not affected, naming it by its digest or, without one, not at all. */
function openvex(name: string, digest?: string) {
  const products = digest === undefined ? [] : [{ "@id": `pkg:oci/app@${encodeURIComponent(digest)}` }];
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `https://example.com/${name}`,
    author: "us",
    timestamp: "2024-01-01T00:00:00Z",
    statements: [
      {
        vulnerability: { name: CVE },
        ...(digest === undefined ? {} : { products }),
        status: "not_affected",
        justification: "vulnerable_code_not_present",
      },
    ],
  };
}

function statement(digest: string, predicate: object, predicateType = "https://openvex.dev/ns/v0.2.0") {
  const subject = [{ name: "app", digest: { sha256: hex(digest) } }];
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate };
}

function envelope(payload: object) {
  return { payloadType: IN_TOTO, payload: Buffer.from(JSON.stringify(payload)).toString("base64") };
}

interface Attachment {
  readonly type?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly content: object | string;
  /** The list does not tell the type. */
  readonly untold?: boolean;
}

describeWith(["docker-registry"], "documents attached to an image", () => {
  let registry: TestRegistry;
  let folder: string;
  let count = 0;
  let repository: string;
  let image: Descriptor;
  let warnings: string[];
  beforeAll(async () => {
    registry = await startRegistry();
    folder = mkdtempSync(join(tmpdir(), "drydock-attached-"));
  });
  afterAll(async () => {
    await registry.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    warnings = [];
    repository = `team/app-${++count}`;
    image = await pushImage(registry, repository, "1.0", sampleImage());
  });

  /** Pushes attachments; gives their entries for a list. */
  async function push(attachments: readonly Attachment[], subject: Descriptor = image): Promise<object[]> {
    const entries: object[] = [];
    for (const { type = OPENVEX, annotations = {}, content, untold = false } of attachments) {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      const manifest = {
        schemaVersion: 2,
        mediaType: MANIFEST,
        artifactType: type,
        config: await pushBlob(registry, repository, Buffer.from("{}"), EMPTY),
        layers: [await pushBlob(registry, repository, Buffer.from(text), type)],
        subject,
        annotations,
      };
      const bytes = Buffer.from(JSON.stringify(manifest));
      const descriptor = await pushManifest(registry, repository, sha256(bytes), bytes, MANIFEST);
      entries.push(untold ? descriptor : { ...descriptor, artifactType: type, annotations });
    }
    return entries;
  }

  const list = (manifests: readonly object[]) => ({ schemaVersion: 2, mediaType: INDEX, manifests });

  /** As a client does where the registry has no list of its own. */
  async function attach(attachments: readonly Attachment[], subject: Descriptor = image): Promise<void> {
    const tag = subject.digest.replace(":", "-");
    await pushManifest(registry, repository, tag, list(await push(attachments, subject)), INDEX);
  }

  function load(digests: readonly string[] = [image.digest], at = registry.host) {
    const log = { ...silent, warn: (text: string) => warnings.push(text) };
    return loadAttachedVex(
      ["x.json", "referrer"],
      { reference: "the image", stored: { registry: at, repository, digests: digests as Digest[] } },
      { insecure: false },
      quietHost(folder, { log }),
    );
  }

  const ids = async (...args: Parameters<typeof load>) =>
    (await load(...args)).map(({ id }) => id.slice("https://example.com/".length));

  test("not asked for, or nothing there", async () => {
    const log = { ...silent, warn: (text: string) => warnings.push(text) };
    const host = quietHost(folder, { log });
    expect(await loadAttachedVex(["x.json"], undefined, { insecure: false }, host)).toEqual([]);
    expect(warnings).toEqual([]);
    expect(await load()).toEqual([]);
    expect(warnings).toEqual(["No VEX document is attached to the image in its registry."]);
  });

  test("in every form; what is no VEX is not even read", async () => {
    const { digest } = image;
    const vexType = { "in-toto.io/predicate-type": "https://openvex.dev/ns/v0.2.0" };
    const provenance = "https://slsa.dev/provenance/v1";
    const bundled = (name: string) => ({ dsseEnvelope: envelope(statement(digest, openvex(name))) });
    await attach([
      { content: openvex("raw", digest) },
      { content: openvex("untold", digest), untold: true },
      { type: IN_TOTO, content: statement(digest, openvex("statement")), annotations: vexType },
      { type: IN_TOTO, content: envelope(statement(digest, openvex("envelope"))) },
      { type: BUNDLE, content: bundled("bundle") },
      { type: IN_TOTO, content: statement(digest, {}, provenance) },
      { type: IN_TOTO, content: "no JSON", annotations: { "in-toto.io/predicate-type": provenance } },
      { type: "application/spdx+json", content: "no JSON" },
      { type: "application/spdx+json", content: "no JSON either", untold: true },
    ]);
    expect(await ids()).toEqual(["raw", "untold", "statement", "envelope", "bundle"]);
    expect(warnings).toEqual([]);
    const [raw] = await load();
    expect(raw?.file).toMatch(new RegExp(`^${registry.host}/${repository}@sha256:[0-9a-f]{64}$`));
  });

  test("what is attached to the index counts for its images; what is about another image does not", async () => {
    const index = await pushImage(registry, repository, "2.0", [sampleImage()]);
    const { digest } = image;
    await attach([{ content: openvex("of the index", index.digest) }], index);
    await attach([
      { content: openvex("of the image", digest) },
      { type: IN_TOTO, content: statement(`sha256:${"0".repeat(64)}`, openvex("of another")) },
    ]);
    expect(await ids([digest, index.digest])).toEqual(["of the image", "of the index"]);
  });

  describe("errors", () => {
    test.each<[string, Attachment, RegExp]>([
      ["no JSON", { content: "{" }, /cannot be taken: it is not JSON/],
      ["something else", { content: { a: 1 } }, /neither OpenVEX nor an in-toto statement/],
      ["a statement without a product", { content: openvex("x") }, /statement 1 names no product/],
      ["too large", { content: " ".repeat(17_000_000) }, /it has 17000000 bytes, more than/],
    ])("%s", async (_, attachment, message) => {
      await attach([attachment]);
      await expect(load()).rejects.toMatchObject({
        code: "POLICY_INVALID",
        message: expect.stringMatching(message),
      });
    });

    test("an unreadable attachment that may be about anything is only told", async () => {
      await attach([{ type: IN_TOTO, content: "no JSON" }]);
      expect(await load()).toEqual([]);
      expect(warnings[0]).toMatch(/@sha256:.* is attached to the image, but cannot be read: it is not JSON/);
    });

    test("too many", async () => {
      const many = [...Array(201).keys()].map((at) => ({
        mediaType: MANIFEST,
        artifactType: OPENVEX,
        size: 2,
        digest: `sha256:${String(at).padStart(64, "0")}`,
      }));
      const server = await fronted(list(many));
      await expect(load([image.digest], addressOf(server))).rejects.toMatchObject({
        code: "IMAGE_INVALID",
        message: expect.stringContaining("may be VEX is more than 200 attachments"),
      });
    });

    test("bytes that are not what the list says", async () => {
      const server = await fronted(list(await push([{ content: openvex("x", image.digest) }])), (body) =>
        Buffer.from(body.toString("latin1").replace("not_affected", "fixed       "), "latin1"),
      );
      await expect(load([image.digest], addressOf(server))).rejects.toMatchObject({
        code: "DIGEST_MISMATCH",
      });
    });
  });

  test("a registry with a list of its own: found there", async () => {
    const server = await fronted(list(await push([{ content: openvex("listed", image.digest) }])));
    expect(await ids([image.digest], addressOf(server))).toEqual(["listed"]);
  });

  /** A registry that has the list, in front of the one that does not. */
  async function fronted(referrers: object, change = (blob: Buffer): Buffer => blob): Promise<Server> {
    const server = createServer(async ({ url = "", method = "GET", headers }, response) => {
      if (url.includes("/referrers/"))
        return response.writeHead(200, { "content-type": INDEX }).end(JSON.stringify(referrers));
      const accept = headers.accept ?? "*/*";
      const answer = await fetch(`http://${registry.host}${url}`, { method, headers: { accept } });
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      return response.end(url.includes("/blobs/") ? change(body) : body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return server;
  }

  const addressOf = (server: Server) => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  describe("a whole scan", () => {
    const scan = (reference: string, raw = {}) =>
      scanWith(reference, { db: sampleDatabase, vex: ["referrer"], ...raw });

    test("waives what the author calls not affected, and shows why", async () => {
      const index = await pushImage(registry, repository, "2.0", [sampleImage()]);
      for (const [tag, subject] of [
        ["1.0", image],
        ["2.0", index],
      ] as const) {
        await attach([{ type: IN_TOTO, content: statement(subject.digest, openvex("vex")) }], subject);
        const { verdict, findings } = await scan(`registry:${registry.host}/${repository}:${tag}`, {
          platform: "linux/amd64",
        });
        expect(findings.filter(({ rule }) => rule === CVE).length).toBe(2);
        const waived = verdict.judged.filter(({ action }) => action === "waive");
        expect(waived.map(({ finding, because }) => [finding.rule, because])).toEqual(
          Array(2).fill([
            CVE,
            "Not affected, says us in https://example.com/vex: vulnerable code not present",
          ]),
        );
      }
    });

    test("of an image from elsewhere is a mistake that is told at once", async () => {
      const archive = join(folder, "app.tar");
      writeFileSync(archive, dockerArchive(sampleImage()));
      for (const reference of [archive, `sbom:${join(folder, "none.json")}`])
        await expect(scan(reference)).rejects.toMatchObject({
          code: "USAGE",
          message: expect.stringMatching(/^--vex referrer asks a registry, and .* was not read from one\.$/),
        });
    });
  });
});
