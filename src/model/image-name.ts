/** What a user may write in front of the name of an image, and in front of a file or folder. */
const TRANSPORT = /^(?:docker|podman|registry):(?=.)/;
const FILE = /^(?:docker-archive|oci-archive|oci|sbom|dockerfile):|^[./]/;

/** The image's name in a reference, without transport; `undefined` where it names a file or folder. */
export function imageNameIn(reference: string): string | undefined {
  return FILE.test(reference) ? undefined : reference.replace(TRANSPORT, "");
}

/** An image's name without transport, tag and digest. */
export function repositoryOf(name: string): string {
  return name
    .replace(TRANSPORT, "")
    .replace(/@.*$/s, "")
    .replace(/:[^/:]*$/, "");
}
