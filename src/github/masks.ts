import { DrydockError } from "../errors.ts";
import type { Host } from "../host.ts";
import { authFiles, readAuthFile } from "../image/credential-files.ts";
import type { Secrets } from "../image/secrets.ts";
import type { Runner } from "./runner.ts";

/** Variables of drydock's own in which there are secrets. */
const SECRET_VARIABLE = /^DRYDOCK_\w*(?:PASSWORD|SECRET|TOKEN)$/;

/**
 * Hides from the log of the job, and from our own messages, what must not be read there: the token, drydock's variables
 * with secrets, and what registries are logged in to with. A file that cannot be read is somebody else's to complain of.
 */
export async function maskSecrets(
  token: string,
  host: Host,
  runner: Runner,
  secrets: Secrets,
): Promise<void> {
  const known = [token, ...variablesWithSecrets(host.env), ...(await storedPasswords(host))];
  for (const secret of new Set(known.filter((text) => text !== ""))) {
    runner.mask(secret);
    secrets.add(secret);
  }
}

function variablesWithSecrets(env: Host["env"]): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => (SECRET_VARIABLE.test(name) && value ? [value] : []));
}

async function storedPasswords({ env }: Host): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of authFiles(env)) {
    try {
      const file = await readAuthFile(path);
      for (const one of file?.entries.values() ?? []) {
        if (one.kind !== "basic") found.push(one.token);
        // Docker's file has both in base64, and somebody may print it.
        else found.push(one.password, Buffer.from(`${one.user}:${one.password}`).toString("base64"));
      }
    } catch (error) {
      if (!(error instanceof DrydockError)) throw error;
    }
  }
  return found;
}
