import { afterEach, describe, expect, test } from "vitest";
import { Repository } from "../../src/image/registry-client.ts";
import { sha256 } from "../support/image.ts";
import { type Answer, serve, type TestServer, testHost } from "./ill-registry.ts";

/** What it gives back does not matter. */
type Reply = (...asked: Parameters<Answer>) => unknown;

const INDEX = "application/vnd.oci.image.index.v1+json";
const IMAGE = sha256(Buffer.from("the image"));
const LIST = `/v2/team/app/referrers/${IMAGE}`;
const FALLBACK = `/v2/team/app/manifests/${IMAGE.replace(":", "-")}`;

const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

const entry = (name: string, more: object = {}) => ({
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  digest: sha256(Buffer.from(name)),
  size: 2,
  ...more,
});
const index = (...manifests: readonly object[]) =>
  JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });

async function start(answer: Reply): Promise<TestServer> {
  const server = await serve((...asked) => void answer(...asked));
  running.push(server);
  return server;
}

/** Digests of the referrers, and what was asked for. */
async function look(answer: Reply) {
  const server = await start(answer);
  const repository = Repository.connect({ registry: server.host, repository: "team/app" }, testHost(), {
    insecure: false,
  });
  const found = await repository.referrers(IMAGE).catch((error: unknown) => error);
  const asked = server.seen.map(({ path, query }) => (query.size === 0 ? path : `${path}?${query}`));
  return { found, asked };
}

const digests = (found: unknown) => (found as { digest: string }[]).map(({ digest }) => digest);

describe("a registry with the list", () => {
  test("every kind, with type and annotations", async () => {
    const annotations = { a: "b" };
    const listed = [entry("one", { artifactType: "application/x", annotations }), entry("two")];
    const { found, asked } = await look((_, response) =>
      response.writeHead(200, { "content-type": `${INDEX}; charset=utf-8` }).end(index(...listed)),
    );
    expect(found).toEqual([
      { ...entry("one"), artifactType: "application/x", annotations },
      { ...entry("two"), annotations: {} },
    ]);
    expect(asked).toEqual([LIST]);
  });

  test("nothing attached: the tag is not asked for", async () => {
    const { found, asked } = await look((_, response) =>
      response.writeHead(200, { "content-type": INDEX }).end(index()),
    );
    expect([found, asked]).toEqual([[], [LIST]]);
  });

  test.each([
    ["a path", (query: string) => `<${LIST}${query}>; rel="next"`],
    ["an address of a host behind a proxy", (query: string) => `<http://inner:1${LIST}${query}>; rel=next`],
    [
      "among others",
      (query: string) => `<${LIST}?n=0>; rel="first", <${LIST}${query}>; title="x"; rel="next"`,
    ],
    ["a query alone", (query: string) => `<${query}>; rel="next"`],
  ])("page by page, the next named by %s", async (_, link) => {
    const { found, asked } = await look(({ query }, response) => {
      const page = Number(query.get("page") ?? 1);
      const next = page < 3 ? { link: link(`?page=${page + 1}&x=a%2Fb`) } : {};
      response.writeHead(200, { "content-type": INDEX, ...next }).end(index(entry(`page ${page}`)));
    });
    expect(digests(found)).toEqual([1, 2, 3].map((page) => sha256(Buffer.from(`page ${page}`))));
    expect(asked).toEqual([LIST, `${LIST}?page=2&x=a%2Fb`, `${LIST}?page=3&x=a%2Fb`]);
  });

  test.each<[string, Reply, object]>([
    [
      "a next page elsewhere",
      (_, response) =>
        response
          .writeHead(200, { "content-type": INDEX, link: '</v2/other/tags/list?n=1>; rel="next"' })
          .end(index()),
      { code: "NETWORK", message: expect.stringContaining("goes on at a place that it cannot") },
    ],
    [
      "pages without end",
      ({ query }, response) =>
        response
          .writeHead(200, {
            "content-type": INDEX,
            link: `<?page=${Number(query.get("page")) + 1}>; rel="next"`,
          })
          .end(index()),
      { code: "IMAGE_INVALID", message: expect.stringContaining("100 pages") },
    ],
    [
      "a page that is too large",
      (_, response) => response.writeHead(200, { "content-type": INDEX }).end(" ".repeat(5_000_000)),
      { code: "IMAGE_INVALID" },
    ],
    [
      "a page that is missing: not the end",
      ({ query }, response) =>
        query.has("page")
          ? response.writeHead(404).end()
          : response.writeHead(200, { "content-type": INDEX, link: "<?page=2>; rel=next" }).end(index()),
      { code: "NOT_FOUND" },
    ],
    ["no permission", (_, response) => response.writeHead(403).end(), { code: "DENIED" }],
    [
      "something else",
      (_, response) => response.writeHead(200, { "content-type": INDEX }).end("{}"),
      { code: "IMAGE_INVALID" },
    ],
  ])("%s: an error, not an incomplete list", async (_, answer, error) => {
    expect((await look(answer)).found).toMatchObject(error);
  });
});

describe("a registry without the list", () => {
  const withTag =
    (refuse: Reply): Reply =>
    (request, response, count) => {
      if (request.path === LIST) return refuse(request, response, count);
      response.writeHead(200, { "content-type": INDEX }).end(index(entry("tagged")));
    };

  test.each([400, 404, 405, 406, 501])("answers %i: its tag is asked for", async (status) => {
    const { found, asked } = await look(withTag((_, response) => response.writeHead(status).end("no")));
    expect(digests(found)).toEqual([sha256(Buffer.from("tagged"))]);
    expect(asked).toEqual([LIST, FALLBACK]);
  });

  test("answers with a web page: its tag is asked for", async () => {
    const page: Reply = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>");
    expect(digests((await look(withTag(page))).found)).toEqual([sha256(Buffer.from("tagged"))]);
  });

  test("and without the tag has nothing attached", async () => {
    expect((await look((_, response) => response.writeHead(404).end())).found).toEqual([]);
  });

  test("a tag that names an image is no list", async () => {
    const { found } = await look((request, response) =>
      request.path === LIST
        ? response.writeHead(404).end()
        : response
            .writeHead(200, { "content-type": "application/vnd.oci.image.manifest.v1+json" })
            .end(JSON.stringify({ schemaVersion: 2, config: entry("config"), layers: [] })),
    );
    expect(found).toMatchObject({ code: "IMAGE_INVALID" });
  });
});
