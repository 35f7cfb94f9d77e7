import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { printUrl } from "../image/http.ts";
import { MAX_BYTES, readPolicyFile } from "./file.ts";

/** Where a policy is read from, as the user wrote it: a path, `https://…`, or `oci:REFERENCE`. */
export interface PolicyText {
  /** For people: without what might be secret in it. */
  readonly name: string;
  readonly text: string;
}

export interface RemoteOptions {
  /** Plain HTTP and any certificate are taken. */
  readonly insecure: boolean;
}

/**
 * Reads one policy from where the user says. Throws `DrydockError`: NOT_FOUND, POLICY_INVALID, USAGE for an address
 * that is not to be used, and what a registry or the network can throw.
 */
export async function readPolicySource(
  source: string,
  host: Host,
  options: RemoteOptions,
): Promise<PolicyText> {
  if (/^https?:\/\//i.test(source)) {
    const url = addressOf(source, options);
    // Loaded only here: most policies lie on the disk.
    const { fetchPolicy } = await import("./fetch.ts");
    return decoded(printUrl(url), await fetchPolicy(url, host, options));
  }
  if (source.startsWith("oci:")) {
    const { fetchArtifact } = await import("./artifact.ts");
    return decoded(source, await fetchArtifact(source.slice("oci:".length), host, options));
  }
  return readPolicyFile(source, host.cwd);
}

function addressOf(source: string, { insecure }: RemoteOptions): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined || url.hostname === "")
    throw new DrydockError("USAGE", "--policy: that is not an address a policy can be fetched from.");
  if (url.username !== "" || url.password !== "")
    throw new DrydockError("USAGE", "--policy: an address must not hold a user or password.", {
      hint: "Put the policy into a registry (oci:REFERENCE), whose credentials are kept apart.",
    });
  if (url.protocol === "http:" && !insecure)
    throw new DrydockError("USAGE", `--policy ${printUrl(url)}: a policy is not fetched over plain HTTP.`, {
      hint: "Use https, or allow it with --insecure.",
    });
  return url;
}

function decoded(name: string, bytes: Buffer): PolicyText {
  if (bytes.length > MAX_BYTES)
    throw new DrydockError("POLICY_INVALID", `${name}: more than the ${MAX_BYTES} bytes allowed.`);
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new DrydockError("POLICY_INVALID", `${name}: it is not UTF-8.`, { cause });
  }
}
