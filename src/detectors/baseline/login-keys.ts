import type { FileAnalyzer } from "../../analysis/analyzer.ts";
import { lines } from "../../inventory/lines.ts";

/** Stops a file that would fill the memory. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_LINE = 16 * 1024;
const MAX_KEYS = 1000;

const KINDS =
  /(?:^|\s)(ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com)(?:-cert-v01@openssh\.com)?\s+AAAA/;

/** What an authorized_keys file lets in. */
export interface LoginKeys {
  readonly count: number;
  readonly kinds: readonly string[];
}

/** Keys that may log in. Public ones, so nothing is secret; still only their kinds are kept. Source: sshd(8). */
export const loginKeys: FileAnalyzer<LoginKeys> = {
  id: "baseline-login-keys",
  version: 1,
  maxBytes: MAX_BYTES,
  wants: ({ path }) =>
    path.endsWith("/.ssh/authorized_keys") ||
    path.endsWith("/.ssh/authorized_keys2") ||
    path === "etc/dropbear/authorized_keys",
  async read(body) {
    let count = 0;
    const kinds = new Set<string>();
    for (const { text } of lines(await body.bytes(), MAX_LINE)) {
      const kind = /^\s*#/.test(text) ? undefined : KINDS.exec(text)?.[1];
      if (kind === undefined || count >= MAX_KEYS) continue;
      count++;
      kinds.add(kind);
    }
    return count === 0 ? undefined : { count, kinds: [...kinds] };
  },
};
