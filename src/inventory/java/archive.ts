import { messageOf, OverLimit, Unreadable } from "../../errors.ts";
import { type ByteSource, bufferSource, sha1Of } from "../byte-source.ts";
import { type Problem, problemList } from "../evidence.ts";
import { contentOf, isInPlace, readDirectory, storedPart, type ZipEntry } from "../zip.ts";
import { ownIdentity } from "./identity.ts";
import { type Coordinates, parseManifest, parsePomProperties } from "./properties.ts";

/** A package in an archive, or the archive itself. */
export interface JavaPackage extends Coordinates {
  /** The path in the outermost archive of the one that tells of it; empty for the outermost itself. */
  readonly within: string;
  /** Of an archive that no pom.properties names, hexadecimal: a database of all of Maven Central may know it. */
  readonly sha1?: string;
}

export interface JavaRecord {
  readonly packages: readonly JavaPackage[];
  readonly problems: readonly Problem[];
}

const NESTED = /\.(?:jar|war|ear|par)$/i;
const MANIFEST = "META-INF/MANIFEST.MF";

/** An EAR holds a WAR holds a JAR that is shaded; eight stop archives in archives without end. */
const MAX_DEPTH = 8;
/** Stops an archive of a million archives. */
const MAX_ARCHIVES = 10_000;
/** Stops an archive of a million pom.properties. Large honest programs are shaded of some hundred. */
const MAX_PACKAGES = 50_000;
/** Stops an archive of millions of empty files, counted over all that are nested. */
const MAX_ENTRIES = 1_000_000;
/** Stops bombs: what archives and their texts inflate to, all in all. */
const MAX_INFLATED = 1024 * 1024 * 1024;
/** Of nested archives that are in memory at one time. Those that are only stored are read in place. */
const MAX_IN_MEMORY = 96 * 1024 * 1024;
/** As long as paths in an image may be. */
const MAX_NAME = 4096;
const MAX_POM = 64 * 1024;
/** Signed archives list every file in there. */
const MAX_MANIFEST = 16 * 1024 * 1024;

/** Reads an archive and all in it, down to the caps; what stands in the way becomes problems. */
export async function readArchive(source: ByteSource, path: string): Promise<JavaRecord> {
  const reading = new Reading(path);
  await reading.archive(source, "", 0);
  return { packages: reading.packages, problems: reading.problems.all() };
}

interface Contents {
  readonly poms: ZipEntry[];
  readonly nested: ZipEntry[];
  manifest: ZipEntry | undefined;
  /** `org/`, `org/example/`, …: where classes lie, three folders deep. */
  readonly folders: Set<string>;
}

class Reading {
  readonly packages: JavaPackage[] = [];
  readonly problems = problemList();
  readonly #path: string;
  #archives = 0;
  #entries = 0;
  #inflated = 0;
  #inMemory = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Throws `Unreadable` where the archive itself cannot be read. */
  async archive(source: ByteSource, within: string, depth: number): Promise<void> {
    if (++this.#archives > MAX_ARCHIVES) throw new OverLimit(`there are more than ${MAX_ARCHIVES} archives`);
    if (depth > MAX_DEPTH) throw new OverLimit(`it lies more than ${MAX_DEPTH} archives deep`);
    const contents = await this.#list(source);
    const poms: Required<Coordinates>[] = [];
    if (this.packages.length + contents.poms.length > MAX_PACKAGES)
      throw new OverLimit(`there are more than ${MAX_PACKAGES} packages in it`);
    for (const entry of contents.poms)
      await this.#guarded(within, async () => {
        const pom = parsePomProperties((await this.#content(source, entry, MAX_POM)).toString());
        if (pom === undefined) return;
        poms.push(pom);
        this.packages.push({ ...pom, within });
      });
    await this.#guarded(within, () => this.#addItself(source, within, contents, poms));
    for (const entry of contents.nested)
      await this.#guarded(joined(within, entry.name), () => this.#open(source, entry, within, depth));
  }

  async #list(source: ByteSource): Promise<Contents> {
    const contents: Contents = { poms: [], nested: [], manifest: undefined, folders: new Set() };
    await readDirectory(source, (entry) => {
      if (++this.#entries > MAX_ENTRIES)
        throw new OverLimit(`there are more than ${MAX_ENTRIES} files in it`);
      if (entry.name.length > MAX_NAME)
        throw new OverLimit(`it holds a name of more than ${MAX_NAME} characters`);
      if (entry.name.endsWith(".class")) addFolders(contents.folders, entry.name);
      else if (entry.name.endsWith("/pom.properties")) contents.poms.push(entry);
      else if (NESTED.test(entry.name)) contents.nested.push(entry);
      else if (entry.name === MANIFEST) contents.manifest = entry;
    });
    return contents;
  }

  async #addItself(
    source: ByteSource,
    within: string,
    { manifest, folders }: Contents,
    poms: readonly Coordinates[],
  ): Promise<void> {
    const text = manifest === undefined ? "" : await this.#content(source, manifest, MAX_MANIFEST);
    const own = ownIdentity({
      path: joined(this.#path, within),
      manifest: parseManifest(text.toString()),
      poms,
      holds: (folder) => folders.has(folder),
    });
    if (own !== undefined) this.packages.push({ ...own, within, sha1: await sha1Of(source) });
  }

  async #open(source: ByteSource, entry: ZipEntry, within: string, depth: number): Promise<void> {
    const inner = joined(within, entry.name);
    if (entry.size === 0) return;
    if (isInPlace(entry)) return await this.archive(await storedPart(source, entry), inner, depth + 1);
    const room = MAX_IN_MEMORY - this.#inMemory;
    const content = await this.#content(source, entry, room);
    this.#inMemory += content.length;
    try {
      await this.archive(bufferSource(content), inner, depth + 1);
    } finally {
      this.#inMemory -= content.length;
    }
  }

  async #content(source: ByteSource, entry: ZipEntry, max: number): Promise<Buffer> {
    if (this.#inflated + entry.size > MAX_INFLATED)
      throw new OverLimit(`all in all it inflates to more than ${MAX_INFLATED} bytes`);
    const content = await contentOf(source, entry, max);
    this.#inflated += content.length;
    return content;
  }

  async #guarded(within: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const which = within === "" ? "The archive" : shortened(within);
      const kind = error instanceof OverLimit ? "limit" : "unreadable";
      this.problems.add(kind, `${which} was only read in part: ${messageOf(error)}.`);
    }
  }
}

function joined(folder: string, name: string): string {
  return folder === "" ? name : name === "" ? folder : `${folder}/${name}`;
}

const MAX_FOLDERS = 10_000;
const FOLDERS_DEEP = 3;

function addFolders(folders: Set<string>, name: string): void {
  let slash = -1;
  for (let depth = 0; depth < FOLDERS_DEEP && folders.size < MAX_FOLDERS; depth++) {
    slash = name.indexOf("/", slash + 1);
    if (slash < 0) return;
    folders.add(name.slice(0, slash + 1));
  }
}

/** Names come out of the archive, and may be of any length. */
function shortened(name: string): string {
  return name.length > 200 ? `…${name.slice(-200)}` : name;
}
