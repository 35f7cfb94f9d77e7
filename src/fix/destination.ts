import type { Work } from "../content.ts";
import { DrydockError } from "../errors.ts";
import { type ImageName, parseImageName } from "../image/reference.ts";
import type { FixResult, Image, StoredImage } from "../model/index.ts";
import {
  type AssembledImage,
  checkOutput,
  Publisher,
  printTarget,
  type RepairOptions,
  targetOf,
  writeOutput,
} from "../repair/index.ts";

/** `stored`: the registry's, where it is in one. */
type Published = Pick<FixResult, "image" | "digest" | "unchanged"> & { readonly stored?: StoredImage };

/** Where a repaired image goes. */
export interface Destination {
  /** The original's name, where it was read from a registry. */
  readonly source: ImageName | undefined;
  /** Refuses what would be refused after the work. Throws `Refusal`, `DrydockError`. */
  check(): Promise<void>;
  /** `folder`: private, and empty enough for a copy of the image. */
  publish(image: AssembledImage, folder: string): Promise<Published>;
}

/**
 * Into the original's registry under a tag of its own, into another repository, or where `--output` says. Throws
 * `DrydockError` USAGE where nothing says where, and `Refusal` FIX_TAG_TOO_LONG.
 */
export async function destinationOf(image: Image, options: RepairOptions, work: Work): Promise<Destination> {
  const source = image.stored === undefined ? undefined : parseImageName(image.reference);
  return options.outputs.length > 0 ? writing(source, options, work) : pushing(image, source, options, work);
}

function pushing(
  image: Image,
  source: ImageName | undefined,
  options: RepairOptions,
  work: Work,
): Destination {
  const { insecure } = work.options;
  if (source === undefined && (options.repository === undefined || options.tag === undefined))
    throw new DrydockError(
      "USAGE",
      `${image.reference} is in no registry: where is the repaired image to go?`,
      {
        hint: "Name --repository and --tag, or write it with --output.",
      },
    );
  const target = targetOf(source ?? parseImageName(options.repository ?? ""), options);
  const { overwrite } = options;
  const publisher = new Publisher(target, { insecure, overwrite, source: image.stored }, work.host);
  return {
    source,
    check: () => publisher.check(),
    async publish(made) {
      const { digest } = made;
      const { registry, repository } = target;
      const untagged = options.isUntagged === true;
      const isNew = await (untagged
        ? publisher.pushUntagged(made)
        : publisher.push({ ...made, images: [made] }));
      const stored = { registry, repository, digests: [digest] };
      const image = untagged ? `${registry}/${repository}@${digest}` : printTarget(target);
      return { image, digest, stored, ...(isNew ? {} : { unchanged: true as const }) };
    },
  };
}

function writing(source: ImageName | undefined, options: RepairOptions, work: Work): Destination {
  const { outputs, overwrite } = options;
  const tag = options.tag ?? (source === undefined ? "fixd" : targetOf(source, {}).tag);
  return {
    source,
    async check() {
      for (const output of outputs) await checkOutput(output, overwrite, work.host);
    },
    async publish(made, folder) {
      const written = [];
      for (const output of outputs) written.push(await writeOutput(output, made, tag, folder, work.host));
      const [first] = written;
      return first === undefined
        ? {}
        : { image: written.map(({ reference }) => reference).join(", "), digest: first.digest };
    },
  };
}
