import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { temporaryFolder } from "../temporary.ts";
import { Engine, EngineSilent } from "./engine.ts";
import type { EngineKind } from "./engine-address.ts";
import type { OpenOptions } from "./open.ts";
import { parsePlatform } from "./platform.ts";

/** A `docker save` archive that an engine has written for us, and only we can read. */
export interface EngineExport {
  readonly path: string;
  /** Idempotent. */
  remove(): Promise<void>;
}

/** An inspection of an image with some thousand tags stays far below. */
const MAX_INSPECTION = 8 * 1024 * 1024;
/** From this version of the API on, one platform of several can be asked for. */
const PLATFORM_SINCE = 48;

const imageSchema = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  Size: z.number().nullish(),
});
type EngineImage = z.infer<typeof imageSchema>;

/** Whether an engine on this machine has the image; false, too, where none answers, which is told. */
export async function engineHas(kind: EngineKind, name: string, host: Host): Promise<boolean> {
  if (!isName(name)) return false;
  let engine: Engine | undefined;
  try {
    engine = Engine.find(kind, host);
    return engine !== undefined && (await inspect(engine, name)) !== undefined;
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    const message = `${error.message} Going on without ${kind}.`;
    // A socket that an engine left behind when it was stopped is nothing to talk about.
    if (error instanceof EngineSilent && error.asleep && engine?.chosen === false) host.log.debug(message);
    else host.log.warn(message);
    return false;
  }
}

/**
 * Saves an image of the engine to a temporary file, which the caller removes.
 * Throws `DrydockError` NOT_FOUND, PLATFORM, DISK, REFERENCE, and ENGINE where no engine answers.
 */
export async function exportFromEngine(
  kind: EngineKind,
  name: string,
  options: Pick<OpenOptions, "platform">,
  host: Host,
): Promise<EngineExport> {
  if (!isName(name))
    throw new DrydockError("REFERENCE", `${JSON.stringify(name)} is not the name or id of an image.`);
  const engine = Engine.find(kind, host) ?? Engine.missing(kind);
  const image = await inspect(engine, name);
  if (image === undefined)
    throw new DrydockError("NOT_FOUND", `${kind} has no image ${name}.`, {
      hint: `Pull it first, or scan the registry's with registry:${name}.`,
    });
  const folder = await temporaryFolder(host.cacheDir, kind);
  try {
    const path = join(folder.path, "image.tar");
    const exact = { name: exactName(name, image), size: image.Size ?? undefined };
    await save(engine, exact, path, options, host);
    return { path, remove: () => folder.remove() };
  } catch (error) {
    await folder.remove();
    throw asDiskError(error, folder.path);
  }
}

/** What may be put into the engine's addresses: no `..`, no `?`. */
function isName(name: string): boolean {
  return (
    name.length <= 512 &&
    /^[A-Za-z0-9]/.test(name) &&
    name.split("/").every((part) => /^[\w.:@+-]*\w$/.test(part))
  );
}

async function inspect(engine: Engine, name: string): Promise<EngineImage | undefined> {
  const response = await engine.get(`/images/${name}/json`);
  if (response.status === 404) {
    response.discard();
    return undefined;
  }
  if (response.status !== 200) throw await engine.failure(response);
  return engine.json(response, imageSchema, MAX_INSPECTION);
}

/** A name without a tag saves all of its tags, so the tag is added; what was named by its id is saved by it. */
function exactName(name: string, { Id, RepoTags }: EngineImage): string {
  if (name.includes("@") || name.lastIndexOf(":") > name.lastIndexOf("/")) return name;
  const latest = RepoTags?.find((tag) => tag === `${name}:latest` || tag.endsWith(`/${name}:latest`));
  return latest ?? Id;
}

async function save(
  engine: Engine,
  image: { readonly name: string; readonly size: number | undefined },
  path: string,
  options: Pick<OpenOptions, "platform">,
  host: Host,
): Promise<void> {
  const choose = options.platform !== undefined && (await engine.version()) >= PLATFORM_SINCE;
  const platform = choose ? JSON.stringify(parsePlatform(options.platform ?? "")) : undefined;
  const query = platform === undefined ? "" : `?platform=${encodeURIComponent(platform)}`;
  const response = await engine.get(`/images/${image.name}/get${query}`);
  if (response.status !== 200) {
    const failure = await engine.failure(response);
    if (response.status === 404 && choose)
      throw new DrydockError("PLATFORM", `${engine.kind} has no ${image.name} for ${options.platform}.`, {
        hint: `Pull it with --platform ${options.platform}, or scan registry:${image.name}.`,
        cause: failure,
      });
    throw failure;
  }
  const stage = host.log.stage(
    `saving from ${engine.kind}`,
    image.size === undefined ? {} : { bytes: image.size },
  );
  const counted = async function* () {
    for await (const chunk of engine.body(response)) {
      stage.advance({ bytes: chunk.length });
      yield chunk;
    }
  };
  await pipeline(
    Readable.from(counted(), { objectMode: false }),
    createWriteStream(path, { flags: "wx", mode: 0o600 }),
  );
  stage.done();
}

function asDiskError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof DrydockError || (code !== "ENOSPC" && code !== "EDQUOT" && code !== "EIO"))
    return error;
  return new DrydockError("DISK", `The image could not be saved to ${folder} (${code}).`, {
    hint: "Make room, or choose another folder with --cache-dir.",
    cause: error,
  });
}
