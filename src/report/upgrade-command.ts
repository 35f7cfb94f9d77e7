/** Type of a package URL → what a person types in the project. `name` and `version` are safe in a shell. */
const COMMANDS: Readonly<Record<string, (name: string, version: string) => string>> = {
  cargo: (name, version) => `cargo update ${name} --precise ${version}`,
  composer: (name, version) => `composer require ${name}:^${version}`,
  gem: (name, version) => `bundle add ${name} --version ">= ${version}"`,
  golang: (name, version) => `go get ${name}@v${version.replace(/^v/, "")}`,
  maven: (name, version) => `mvn versions:use-dep-version -Dincludes=${name} -DdepVersion=${version}`,
  npm: (name, version) => `npm install ${name}@${version}`,
  nuget: (name, version) => `dotnet add package ${name} --version ${version}`,
  pypi: (name, version) => `pip install "${name}>=${version}"`,
};

/** Nothing that a shell would obey; names come from images. */
const SAFE_NAME = /^@?[A-Za-z0-9][A-Za-z0-9._/:~-]{0,200}$/;
const SAFE_VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,80}$/;

/**
 * The command of the package's ecosystem that raises it in a project, one line; `undefined` for system packages, for
 * ecosystems without such a command, and for names and versions that could mean something to a shell. Go's own standard
 * library has no command: a newer Go builds it in.
 */
export function upgradeCommand(purl: string, name: string, version: string): string | undefined {
  const type = /^pkg:([a-z]+)\//.exec(purl)?.[1] ?? "";
  if (!SAFE_NAME.test(name) || !SAFE_VERSION.test(version)) return undefined;
  if (type === "golang" && !name.includes("/")) return undefined;
  return Object.hasOwn(COMMANDS, type) ? COMMANDS[type]?.(name, version) : undefined;
}
