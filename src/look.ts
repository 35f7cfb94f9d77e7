import type { AdvisoryStore } from "./advisories/index.ts";
import { contentOf, type Work, withArchivesIdentified } from "./content.ts";
import { detect } from "./detectors/index.ts";

/** What one look at an image has found. */
export type Found = Awaited<ReturnType<typeof look>>;

/** Reads what is named, while the database may still be on its way, and asks every detector that is wanted. */
export async function look(work: Work, opening: Promise<AdvisoryStore | undefined>) {
  const { startedAt, checks, build, options, host } = work;
  const reading = contentOf(work);
  try {
    const [store, read] = await Promise.all([opening, reading]);
    const content = await withArchivesIdentified(read, options, host);
    // What was read of the layers is not handed on: with a baseline there are two images to be read.
    const { image, os, packages, vex, digests } = content;
    const input = { read: content.read, store, build, os, packages, checks, now: startedAt };
    const { findings, gaps, notices = [] } = await detect(input);
    await content.close();
    return { image, os, packages, vex, digests, findings, gaps: [...content.gaps, ...gaps], notices };
  } finally {
    void closeWhenOpen(reading);
  }
}

/** Closes what was opened, or is still being opened while an error is on its way up. */
export async function closeWhenOpen(opening: Promise<{ close(): unknown } | undefined>): Promise<void> {
  await opening.then(
    (it) => it?.close(),
    () => undefined, // told by whoever awaits it, or outrun by another error
  );
}
