import type { ScanResult } from "../model/scan-result.ts";

/**
 * What the uploads of an image have in common from tag to tag: its name without transport, tag and digest; for a file
 * the name it gives itself, else the file's own.
 */
export function imageName({ reference, names }: ScanResult["image"]): string {
  const [, transport = "", rest = reference] = /^([a-z-]+):(.*)$/s.exec(reference) ?? [];
  const isFile = /^(?:docker-archive|oci-archive|oci|sbom)$/.test(transport) || /^[./]/.test(reference);
  const isName = /^(?:docker|podman|registry)$/.test(transport);
  const path = isFile && transport !== "" ? rest : isName ? rest : reference;
  const name = isFile ? (names[0] ?? path.replace(/\/+$/, "").replace(/^.*\//s, "")) : path;
  const bare = name.replace(/@.*$/s, "").replace(/:[^/:]*$/, "");
  return (
    bare
      .replace(/[^\w./:-]/g, "_")
      .replace(/^\/+|\/+$/g, "")
      .slice(0, 200) || "image"
  );
}
