import { DrydockError } from "./errors.ts";
import type { Host } from "./host.ts";
import { deleteTag, type TaggedRepository, unmoved } from "./image/delete-tag.ts";
import { parseImageName } from "./image/reference.ts";
import { Repository } from "./image/registry-client.ts";
import { RepositoryWriter } from "./image/registry-writer.ts";
import type { Digest, RegistryAction, RegistryActionName, StoredImage } from "./model/index.ts";

/** What a quarantined image's tag ends with. */
const QUARANTINE = "_quarantine";
/** Source: distribution-spec 1.1, "Pulling manifests". */
const LONGEST_TAG = 128;

export interface ActionOptions {
  /** `--allow-registry-actions` */
  readonly allowed: boolean;
  readonly insecure: boolean;
}

interface ActingImage {
  readonly reference: string;
  readonly stored?: StoredImage;
}

interface Target extends TaggedRepository {
  readonly tag: string;
  /** What the tag named when the image was opened. */
  readonly digest: Digest;
}

/**
 * Does in the registry what the policy asks to have done with the tag of an image that it blocks: `retag` keeps it under
 * `<tag>_quarantine`, `delete-tag` takes the tag away; both together move it. Only what the tag named when the image was
 * opened is touched: where it has moved since, nothing is done. Never throws `DrydockError`: what could not be done is
 * said in the answer, one for each action, and changes no verdict.
 */
export async function registryActions(
  actions: readonly RegistryActionName[],
  image: ActingImage,
  options: ActionOptions,
  host: Host,
): Promise<readonly RegistryAction[]> {
  // First kept, then taken away.
  const inOrder = (["retag", "delete-tag"] as const).filter((one) => actions.includes(one));
  const target = targetOf(image, options, host);
  const done: RegistryAction[] = [];
  for (const action of inOrder) {
    const lost = done.some(({ outcome }) => outcome !== "done");
    done.push(
      typeof target === "object" && !lost ? await carriedOut(action, target) : idle(action, target, lost),
    );
  }
  return done;
}

type Obstacle = "off" | "elsewhere" | "tagless";

function targetOf({ reference, stored }: ActingImage, options: ActionOptions, host: Host): Target | Obstacle {
  if (!options.allowed) return "off";
  const digest = stored?.digests.at(-1);
  if (stored === undefined || digest === undefined) return "elsewhere";
  const { tag } = parseImageName(reference);
  if (tag === undefined) return "tagless";
  const { insecure } = options;
  const reader = Repository.connect(stored, host, { insecure });
  const writer = RepositoryWriter.connect(stored, host, { insecure, access: "delete" });
  return { tag, digest, reader, writer };
}

const OBSTACLES: Readonly<Record<Obstacle, string>> = {
  off: "--allow-registry-actions was not given.",
  elsewhere: "the image was not read from a registry.",
  tagless: "the image was named by its digest, not by a tag.",
};

function idle(action: RegistryActionName, target: Target | Obstacle, lost: boolean): RegistryAction {
  const outcome = target === "off" ? "off" : "refused";
  const why =
    typeof target === "string"
      ? OBSTACLES[target]
      : lost
        ? "the image could not be kept under another tag."
        : "";
  return { action, outcome, message: `The policy asks for ${action}; nothing was done: ${why}` };
}

async function carriedOut(action: RegistryActionName, target: Target): Promise<RegistryAction> {
  const { tag, digest } = target;
  try {
    if (action === "retag") {
      const quarantine = await retag(target);
      return { action, outcome: "done", message: `${digest} was tagged ${quarantine}.` };
    }
    await deleteTag(tag, digest, target);
    return { action, outcome: "done", message: `The tag ${tag} of ${digest} was deleted.` };
  } catch (error) {
    if (!(error instanceof DrydockError)) throw error;
    const outcome = error.code === "CHANGED" ? "refused" : "failed";
    return { action, outcome, message: `The policy asks for ${action}; nothing was done: ${error.message}` };
  }
}

async function retag(target: Target): Promise<string> {
  const { tag, digest, writer } = target;
  const quarantine = `${tag}${QUARANTINE}`;
  if (quarantine.length > LONGEST_TAG)
    throw new DrydockError("UNSUPPORTED", `The tag ${quarantine} is longer than ${LONGEST_TAG} characters.`);
  await writer.putManifest(quarantine, await unmoved(tag, digest, target));
  return quarantine;
}
