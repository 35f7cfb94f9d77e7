import type { TarEntry } from "./tar.ts";

/** A dpkg database with one package that owns these paths. */
export function owning(name: string, ...paths: string[]): readonly TarEntry[] {
  return [
    {
      path: "var/lib/dpkg/status",
      content: `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n`,
    },
    {
      path: `var/lib/dpkg/info/${name}.list`,
      content: paths.map((path) => `/${path}\n`).join(""),
    },
  ];
}
