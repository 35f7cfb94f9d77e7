import { type ImageName, parseImageName } from "../image/reference.ts";
import { imageNameIn, type ScanResult } from "../model/index.ts";
import { short } from "../report/index.ts";
import type { Environment } from "./environment.ts";

/** Where an image lies, in the words of Container Registry; empty = nobody tells. */
export interface AcrName {
  readonly RegionId: string;
  readonly InstanceId: string;
  readonly InstanceName: string;
  readonly RepoId: string;
  readonly RepoNamespaceName: string;
  readonly RepoName: string;
  readonly Tag: string;
}

/** `team-registry.cn-hangzhou.cr.aliyuncs.com` of an instance, also by its VPC. */
const INSTANCE = /^([a-z0-9-]{1,60}?)-registry(?:-vpc)?\.([a-z0-9-]{1,40})\.cr\.aliyuncs\.com$/;
/** `registry.cn-hangzhou.aliyuncs.com`, of all who have no instance. */
const SHARED = /^registry(?:-vpc|-internal)?\.([a-z0-9-]{1,40})\.aliyuncs\.com$/;

/** The ids of instance and repository stand nowhere in an image: the environment has to tell them. */
export function acrNameOf(image: ScanResult["image"], env: Environment): AcrName {
  const name = nameOf(image);
  const parts = name?.repository.split("/") ?? [short(image.reference)];
  const [, instance = "", region = SHARED.exec(name?.registry ?? "")?.[1] ?? ""] =
    INSTANCE.exec(name?.registry ?? "") ?? [];
  return {
    RegionId: env.DRYDOCK_ACR_REGION_ID || region,
    InstanceId: env.DRYDOCK_ACR_INSTANCE_ID || "",
    InstanceName: env.DRYDOCK_ACR_INSTANCE_NAME || instance,
    RepoId: env.DRYDOCK_ACR_REPO_ID || "",
    RepoNamespaceName: parts.slice(0, -1).join("/"),
    RepoName: parts.at(-1) ?? "",
    Tag: name?.tag ?? (name === undefined || name.digest !== undefined ? "" : "latest"),
  };
}

/** An archive is known by the name it was saved under; a lone word there is a tag, and no name. */
function nameOf({ reference, names }: ScanResult["image"]): ImageName | undefined {
  const asked = imageNameIn(reference);
  const candidates = [...(asked === undefined ? [] : [asked]), ...names.filter((name) => /[:/]/.test(name))];
  for (const candidate of candidates) {
    try {
      return parseImageName(candidate);
    } catch {
      // No name of an image; the next may be one.
    }
  }
  return undefined;
}
