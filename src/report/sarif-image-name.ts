import { imageNameIn, repositoryOf, type ScanResult } from "../model/index.ts";

/**
 * What the uploads of an image have in common from tag to tag: its name without transport, tag and digest; for an
 * archive the name it gives itself, else the file's own; for a Dockerfile its path.
 */
export function imageName({ reference, names }: Pick<ScanResult["image"], "reference" | "names">): string {
  return (
    nameOf(reference, names)
      .replace(/[^\w./:-]/g, "_")
      .replace(/^\/+|\/+$/g, "")
      .slice(0, 200) || "image"
  );
}

function nameOf(reference: string, [own]: readonly string[]): string {
  const path = reference.replace(/^(?:docker-archive|oci-archive|oci|sbom|dockerfile):/, "");
  if (reference.startsWith("dockerfile:")) return `dockerfile/${path.replace(/^(?:\.\/)+/, "")}`;
  return repositoryOf(imageNameIn(reference) ?? own ?? path.replace(/\/+$/, "").replace(/^.*\//s, ""));
}
