import { OverLimit, Unreadable } from "../errors.ts";
import { MAX_NUGET_PACKAGES, type NugetPackage } from "./dotnet-deps.ts";
import { compact, entriesOf, objectOf, parseObject, textOf } from "./json-object.ts";

/** `packages.lock.json`: framework → name → `resolved`. Throws `Unreadable`. Source: NuGet's documentation. */
export function parsePackagesLock(bytes: Buffer): readonly NugetPackage[] {
  const found = new Map<string, NugetPackage>();
  for (const [, packages] of entriesOf(parseObject(bytes).dependencies)) {
    for (const [name, value] of entriesOf(packages)) {
      const row = objectOf(value);
      const version = textOf(row?.resolved);
      if (version === undefined || row?.type === "Project") continue;
      const dependencies = entriesOf(row?.dependencies).map(([wanted]) => wanted);
      found.set(
        `${name}/${version}`,
        compact<NugetPackage>({
          name,
          version,
          dependencies: dependencies.length === 0 ? undefined : dependencies,
        }),
      );
      if (found.size > MAX_NUGET_PACKAGES)
        throw new OverLimit(`it lists more than ${MAX_NUGET_PACKAGES} packages`);
    }
  }
  return [...found.values()];
}

/** `packages.config`: `<package id="…" version="…" developmentDependency="true" />`. Throws `Unreadable`. */
export function parsePackagesConfig(bytes: Buffer): readonly NugetPackage[] {
  return elements(bytes, ["package"]).flatMap(({ attributes }): NugetPackage[] => {
    const [name, version] = [attributes.get("id"), attributes.get("version")];
    if (!name || !version) return [];
    const development = attributes.get("developmentdependency")?.toLowerCase() === "true";
    return [{ name, version, ...(development ? { development } : {}) }];
  });
}

/** `*.packages.props`: `<PackageVersion Include="…" Version="…" />`; what is not a plain text is left out. */
export function parsePackagesProps(bytes: Buffer): readonly NugetPackage[] {
  return elements(bytes, ["packageversion", "packagereference"]).flatMap(({ attributes }): NugetPackage[] => {
    const [name, version] = [
      attributes.get("include") ?? attributes.get("update"),
      attributes.get("version"),
    ];
    if (!name || !version || /\$\(/.test(name + version)) return [];
    return [{ name, version: version.replace(/^\[([^,\]]*)\]$/, "$1") }];
  });
}

interface Element {
  readonly attributes: ReadonlyMap<string, string>;
}

/** Stops a tag without end. */
const MAX_TAG = 8192;

/** The tags of these names, their attributes by lower-case name. Comments are left out; entities are the five of XML. */
function elements(bytes: Buffer, names: readonly string[]): Element[] {
  const text = decode(bytes);
  if (!/^\s*</.test(text)) throw new Unreadable("it is not XML");
  const found: Element[] = [];
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    const end = text.indexOf(">", at);
    if (end < 0) break;
    const tag = text.slice(at + 1, Math.min(end, at + MAX_TAG));
    const name = /^[A-Za-z]+/.exec(tag)?.[0];
    if (name !== undefined && names.includes(name.toLowerCase()))
      found.push({ attributes: attributesOf(tag) });
    if (found.length > MAX_NUGET_PACKAGES)
      throw new OverLimit(`it lists more than ${MAX_NUGET_PACKAGES} packages`);
    at = end + 1;
  }
  return found;
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const rows = tag.matchAll(/\s([A-Za-z]{1,64})\s{0,8}=\s{0,8}(?:"([^"]{0,1024})"|'([^']{0,1024})')/g);
  return new Map(
    [...rows].map(([, name = "", one, other]) => [name.toLowerCase(), withoutEntities(one ?? other ?? "")]),
  );
}

function withoutEntities(text: string): string {
  const plain: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => plain[name] ?? "").trim();
}

/** Visual Studio has written some of these files in UTF-16. */
function decode(bytes: Buffer): string {
  const isWide = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}
