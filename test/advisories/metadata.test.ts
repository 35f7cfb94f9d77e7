import { describe, expect, test } from "vitest";
import { databaseInfoOf, parseMetadata } from "../../src/advisories/metadata.ts";
import { TRIVY_DB } from "../../src/advisories/trivy-db/index.ts";

const read = (text: string) => parseMetadata(Buffer.from(text), "metadata.json", TRIVY_DB);

describe("metadata.json", () => {
  test("as the artifact has it; a zero time was never", () => {
    const text =
      '{"Version":2,"NextUpdate":"2026-08-23T00:00:00.123456789Z","UpdatedAt":"2026-08-22T00:00:00Z","DownloadedAt":"0001-01-01T00:00:00Z"}';
    expect(databaseInfoOf(read(text), "ghcr.io/x/y:2", TRIVY_DB)).toEqual({
      kind: "trivy-db",
      origin: "ghcr.io/x/y:2",
      schema: 2,
      updatedAt: "2026-08-22T00:00:00Z",
      nextUpdate: "2026-08-23T00:00:00.123456789Z",
      sample: false,
    });
  });

  test("our own sample says so", () => {
    expect(read('{"Version":2,"Sample":true}')).toEqual({ schema: 2, sample: true });
  });

  test("without one: schema 2, unknown age", () => {
    expect(databaseInfoOf(undefined, "x", TRIVY_DB)).toEqual({
      kind: "trivy-db",
      origin: "x",
      schema: 2,
      sample: false,
    });
  });

  test.each([
    ["a newer schema", '{"Version":3}', "metadata.json has schema 3; drydock reads schema 2."],
    ["an older schema", '{"Version":1}', "metadata.json has schema 1; drydock reads schema 2."],
    ["no schema", "{}", "metadata.json has schema 0; drydock reads schema 2."],
    [
      "no time",
      '{"Version":2,"UpdatedAt":"soon"}',
      'The database\'s metadata has an unreadable UpdatedAt: "soon".',
    ],
    ["no object", "7", "The database cannot be understood: metadata.json is not an object."],
  ])("%s", (_, text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "DATABASE_INVALID", message }));
  });
});
