import { normalize } from "node:path/posix";

/** Over these a container must not be mounted: what the system is made of, and what leads out of it. */
const SYSTEM: ReadonlySet<string> = new Set([
  "/",
  "/dev",
  "/proc",
  "/sys",
  "/etc",
  "/root",
  "/run",
  "/var/run",
  "/run/docker.sock",
  "/var/run/docker.sock",
]);

/** The path of a volume is one of the system's own. */
export function isSystemPath(path: string): boolean {
  return SYSTEM.has(plain(path));
}

/** The path of the image lies in a declared volume, or is one. */
export function isInVolume(path: string, volumes: readonly string[]): boolean {
  return volumes.some((volume) => {
    const folder = plain(volume);
    return folder !== "/" && (`/${path}` === folder || `/${path}`.startsWith(`${folder}/`));
  });
}

function plain(path: string): string {
  const normal = normalize(`/${path}`);
  return normal.length > 1 ? normal.replace(/\/$/, "") : normal;
}
