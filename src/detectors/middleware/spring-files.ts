import { properties } from "./formats/properties.ts";
import { yaml } from "./formats/yaml.ts";
import type { Instance } from "./instance.ts";
import type { Place } from "./places.ts";
import type { Setting } from "./setting.ts";

const NAMES = [
  "application.properties",
  "application.yml",
  "application.yaml",
  "bootstrap.yml",
  "bootstrap.properties",
];

/** Where Spring Boot looks for settings: its working folder, `config` in it, and the classes of an unpacked archive. */
export const SPRING_PLACES: readonly (readonly Place[])[] = [
  [...NAMES, ...NAMES.map((name) => `config/${name}`)],
  NAMES.map((name) => `~/${name}`),
];

/** Names in the form in which Spring compares them: lower case, without dashes and underscores. */
export function springSettings(text: string, path: string): readonly Setting[] {
  return (path.endsWith(".properties") ? properties(text) : yaml(text)).map(canonical);
}

/** `MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE` is `management.endpoints.web.exposure.include`. */
export function springVariables(env: ReadonlyMap<string, string>): readonly Setting[] {
  return [...env].map(([name, value]) => ({ key: name.toLowerCase().replaceAll("_", "."), value }));
}

export function canonical(setting: Setting): Setting {
  const key = setting.key
    .toLowerCase()
    .replace(/[-_]/g, "")
    .replace(/\[\d{1,4}\]/g, "");
  return { ...setting, key };
}

/** Whether the program reads files of this folder, as far as the image tells. */
export function isSpringFolder({ home, image }: Instance): boolean {
  if (home === undefined) return true;
  if (/(?:^|\/)(?:BOOT-INF|WEB-INF)\/classes$/.test(home)) return true;
  return home === image.workdir || home === `${image.workdir}/config`;
}
