import type { AdvisoryStore } from "./advisories/index.ts";
import { type Content, contentOf, type Work, withArchivesIdentified } from "./content.ts";
import { detect } from "./detectors/index.ts";

/** What one look at an image has found. */
export type Found = Awaited<ReturnType<typeof look>>;

/** Reads what is named, while the database may still be on its way, and asks every detector that is wanted. */
export async function look(work: Work, opening: Promise<AdvisoryStore | undefined>) {
  // What was read of the layers is not handed on: with a baseline there are two images to be read.
  const { found, content } = await lookAndKeep(work, opening);
  await content.close();
  return found;
}

/** The same for whoever needs the image once more: the content is to be closed. */
export async function lookAndKeep(work: Work, opening: Promise<AdvisoryStore | undefined>) {
  const reading = contentOf(work);
  try {
    const [store, read] = await Promise.all([opening, reading]);
    const content = await withArchivesIdentified(read, work.options, work.host);
    return { found: await foundIn(content, work, store), content };
  } catch (error) {
    void closeWhenOpen(reading);
    throw error;
  }
}

/** What every detector that is wanted finds in what was read. */
export async function foundIn(content: Content, work: Work, store: AdvisoryStore | undefined) {
  const { startedAt, checks, build } = work;
  const { image, os, packages, vex, digests } = content;
  const input = { read: content.read, store, build, os, packages, checks, now: startedAt };
  const { findings, gaps, notices = [] } = await detect(input);
  return { image, os, packages, vex, digests, findings, gaps: [...content.gaps, ...gaps], notices };
}

/** Closes what was opened, or is still being opened while an error is on its way up. */
export async function closeWhenOpen(opening: Promise<{ close(): unknown } | undefined>): Promise<void> {
  await opening.then(
    (it) => it?.close(),
    () => undefined, // told by whoever awaits it, or outrun by another error
  );
}
