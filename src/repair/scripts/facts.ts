/** What is known of the file system that the scripts would see. */

export interface FileFact {
  readonly type: "file" | "directory" | "symlink" | "other";
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Of a symlink, as written. */
  readonly target?: string;
  readonly hasCapabilities?: boolean;
}

/** A file system at one moment. Paths have no leading slash; the root is "". No symlink is followed, in no segment. */
export interface FileView {
  /** What is at this very path; undefined says that there is nothing. */
  entry(path: string): FileFact | undefined;
  /** Names in the directory at this very path. */
  names(path: string): readonly string[];
  /** Content of the file at this very path as Latin-1; undefined says that it is not known. */
  text(path: string): string | undefined;
}

export interface Facts {
  /** As the image is: what `prerm` and `preinst` see. */
  readonly before: FileView;
  /** With the new package unpacked: what `postrm` and `postinst` see. */
  readonly after: FileView;
  /** Whether the package database will know any version of the package, be it only for files of its configuration. */
  isInstalled(name: string): boolean;
  /** Whether debconf's templates of the package are the same in both versions, or neither has any. */
  readonly hasSameTemplates: boolean;
  /** What `uname -r` is taken to say; unknown where absent. */
  readonly kernelRelease?: string;
}

/** Texts in fixed places that the prover asks for, beside those that scripts name. */
const ASKED = [
  /^etc\/(passwd|group|shells|nsswitch\.conf)$/,
  /^var\/lib\/dpkg\/(alternatives|triggers)\/[^/]+$/,
  /^var\/lib\/dpkg\/(diversions|statoverride)$/,
  /^var\/lib\/systemd\/deb-systemd-(user-)?helper-(enabled|masked)\//,
  /^(etc|lib|usr\/lib)\/systemd\/(system|user)\/[^/]+$/,
  /^usr\/share\/[^/]+\/clean-up-unmanaged-libraries$/,
];

/** Whether the file at a canonical path is one whose text `FileView.text` should know. */
export function isAskedFor(path: string): boolean {
  return ASKED.some((one) => one.test(path));
}
