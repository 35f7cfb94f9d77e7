import { ini } from "../formats/ini.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { operandsOf, optionsOf } from "../options.ts";
import type { Hit, Product, Row } from "../product.ts";
import type { Setting } from "../setting.ts";
import { middlewareRule } from "./rule.ts";

const KEYS: Vocabulary = { allow_url_include: "shown", display_errors: "shown", expose_php: "shown" };
const KINDS = ["fpm", "apache2", "cgi"];

const php: Product = {
  id: "php",
  title: "PHP",
  programs: [
    "php",
    "php-fpm",
    "libphp.so",
    "php-cgi",
    ...["7.4", "8.1", "8.2", "8.3", "8.4"].map((version) => `php-fpm${version}`),
  ],
  packages: ["php", "php-fpm", "php-common", "php-cli"],
  places: [
    ["usr/local/etc/php/php.ini", "usr/local/etc/php/conf.d/*.ini"],
    ["etc/php.ini", "etc/php.d/*.ini"],
    ["etc/php*/php.ini", "etc/php*/conf.d/*.ini"],
    ...KINDS.map((kind) => [`etc/php/*/${kind}/php.ini`, `etc/php/*/${kind}/conf.d/*.ini`]),
  ],
  targets: ["etc/php/*/mods-available/*.ini"],
  read: (text) => keeping(ini(text, { comments: ";#", inline: ";" }).map(withoutSection), KEYS),
  fromArguments: (args) => keeping(optionsOf(args), KEYS),
  fileOf: (args) =>
    operandsOf(args).length === 0
      ? optionsOf(args)
          .find(({ key }) => key === "c")
          ?.value.split(" ")[0]
      : undefined,
  *judge(interpreter) {
    const include = interpreter.on("allow_url_include");
    if (include !== undefined) yield { at: include, title: "code is included from addresses" };
    const errors = interpreter.last("display_errors");
    const isShown = errors !== undefined && /^(?:on|1|true|yes|stdout)$/i.test(errors.value);
    if (isShown && !isDevelopment(interpreter.image.env)) yield { at: errors, title: "visitors see errors" };
    const expose = interpreter.on("expose_php");
    const hit: Hit | undefined = expose && { at: expose, title: "tells its version", severity: "negligible" };
    if (hit !== undefined && !interpreter.image.isUntouched(hit.at.source)) yield hit;
  },
};

/** Sections of php.ini are for people; those of a host or folder are not for all. */
function withoutSection(setting: Setting): Setting {
  if (/^(?:HOST|PATH)=/i.test(setting.key)) return { ...setting, key: "" };
  return { ...setting, key: setting.key.slice(setting.key.lastIndexOf(".") + 1) };
}

/** An image that says it is for developing is not in production. */
function isDevelopment(env: ReadonlyMap<string, string>): boolean {
  return ["APP_ENV", "ENVIRONMENT", "PHP_ENV", "CI_ENVIRONMENT"].some((name) =>
    /^(?:dev|development|local|test|testing)$/i.test(env.get(name) ?? ""),
  );
}

export const phpRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-087",
    title: "Weak PHP settings",
    severity: "medium",
    fires:
      "PHP includes code from addresses, shows errors to visitors, or tells its version (then negligible).",
    guards:
      "Errors may be shown in an image whose environment says that it is for developing; settings of the command line interpreter are left out.",
    advice: "Start from php.ini-production: allow_url_include, display_errors and expose_php off.",
  }),
  products: [php],
};
