import debian from "./keyrings/debian.json" with { type: "json" };
import ubuntu from "./keyrings/ubuntu.json" with { type: "json" };
import { type PublicKey, parseKey } from "./openpgp-keys.ts";

interface Row {
  readonly fingerprint: string;
  readonly owner: string;
  readonly expires?: number;
  readonly packet: string;
}

const ROWS: Readonly<Record<string, readonly Row[]>> = { debian: debian.keys, ubuntu: ubuntu.keys };

/** A distribution's own archive keys, as its keyring package holds them; empty for one whose keys we do not have. */
export function bundledKeys(family: string): readonly PublicKey[] {
  return (ROWS[family] ?? []).flatMap(({ packet, owner, expires }) => {
    const key = parseKey(Buffer.from(packet, "base64"), owner);
    if (key === undefined) return [];
    const { created: _, ...rest } = key;
    return [{ ...rest, ...(expires === undefined ? {} : { expires }) }];
  });
}
