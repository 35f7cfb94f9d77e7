import type { PackedEntry } from "../archive/index.ts";
import type { GraftContext, Incoming } from "./context.ts";
import { keyOf } from "./database.ts";

/** What builders of small images take away, each as a whole. */
const CLASSES = [
  "usr/share/doc",
  "usr/share/man",
  "usr/share/info",
  "usr/share/locale",
  "usr/share/lintian",
  "usr/share/bug",
  "usr/share/doc-base",
];

/**
 * The package without what the builder of a distroless image had taken away of its earlier version: files that its list
 * of sums names and the image does not have, and of the kinds of documentation of which such a file is one everything.
 */
export function distrolessDeb(incoming: Incoming, { overlay, ownership }: GraftContext): Incoming {
  const listed = ownership.list(keyOf(incoming.installed));
  const missing = new Set(
    listed
      .filter((path) => overlay.entry(overlay.canonical(path)) === undefined)
      .map((path) => path.slice(1)),
  );
  const classes = CLASSES.filter((folder) => [...missing].some((path) => path.startsWith(`${folder}/`)));
  const isGone = ({ path }: PackedEntry): boolean => {
    if (missing.has(path)) return true;
    const isThere = overlay.entry(overlay.canonical(path)) !== undefined;
    return !isThere && classes.some((folder) => path === folder || path.startsWith(`${folder}/`));
  };
  const { deb } = incoming;
  return { ...incoming, deb: { ...deb, entries: deb.entries.filter((entry) => !isGone(entry)) } };
}
