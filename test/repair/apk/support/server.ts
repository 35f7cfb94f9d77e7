import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApkRecipe, type BuiltApk, buildApk, buildIndex, type SigningKey } from "./repository.ts";

/** A package archive on this machine. */
export interface ApkServer {
  /** Such as `http://127.0.0.1:4711`. */
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** By path, such as `/main/x86_64/APKINDEX.tar.gz`. */
  readonly files: Map<string, Buffer>;
  close(): Promise<void>;
}

export async function startServer(files: ReadonlyMap<string, Buffer> = new Map()): Promise<ApkServer> {
  const served = new Map(files);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    asked.push(path);
    const body = served.get(path);
    response.writeHead(body === undefined ? 404 : 200, { "Content-Length": String(body?.length ?? 0) });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    files: served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A repository's files by path; `at` is such as `/main`. */
export function repositoryFiles(
  at: string,
  packages: readonly (ApkRecipe | BuiltApk)[],
  key: SigningKey,
): Map<string, Buffer> {
  const built = packages.map((one) => ("bytes" in one ? one : buildApk(one, key)));
  return new Map([
    [`${at}/x86_64/APKINDEX.tar.gz`, buildIndex(built, key)],
    ...built.map(({ fileName, bytes }): [string, Buffer] => [`${at}/x86_64/${fileName}`, bytes]),
  ]);
}
