import {
  CATEGORIES,
  type Category,
  type Limits,
  type Profile,
  type Settings,
  type Severity,
} from "../model/index.ts";
import type { ScopeForm, SettingsForm } from "./scope-schema.ts";

/** What a policy says about what is to be looked for, with every default filled in. */
export interface Scope {
  readonly categories: readonly Category[];
  readonly profile: Profile;
  /** Rule id → what is to become of it. */
  readonly rules: Readonly<Record<string, "on" | "off" | Severity>>;
  /** Patterns of paths in the image; findings there are left out. */
  readonly exclude: readonly string[];
  readonly limits: Limits;
  readonly settings: Settings;
}

/** Searched as they stream by, so a cap only ends the waiting; programs of several gigabytes are somebody's data. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

export function scopeOf(scope: ScopeForm = {}, settings: SettingsForm = {}): Scope {
  const { "file-size": fileBytes = MAX_FILE_BYTES, time } = scope.limits ?? {};
  return {
    categories: scope.categories ?? CATEGORIES,
    profile: scope.profile ?? "default",
    rules: Object.fromEntries(Object.entries(scope.rules ?? {}).map(([id, said]) => [id, answer(said)])),
    exclude: scope.exclude ?? [],
    limits: { fileBytes, ...(time === undefined ? {} : { time }) },
    settings: settingsOf(settings),
  };
}

/** YAML's `on` and `off` are texts in version 1.2 of it, and people write `true` and `false` as well. */
function answer(said: boolean | "on" | "off" | Severity): "on" | "off" | Severity {
  return typeof said === "boolean" ? (said ? "on" : "off") : said;
}

function settingsOf(said: SettingsForm): Settings {
  const maxAge = said["max-age"];
  return {
    allowedBases: said["allowed-bases"] ?? [],
    extendedSupport: said["extended-support"] ?? [],
    noHealthCheck: said["no-health-check"] ?? false,
    requiredLabels: said["required-labels"] ?? {},
    ...(maxAge === undefined ? {} : { maxAgeDays: Number.parseInt(maxAge, 10) }),
    allowedPorts: said["allowed-ports"] ?? [],
    trustedHosts: said["trusted-hosts"] ?? [],
    trustedRoots: (said["trusted-roots"] ?? []).map((print) => print.toLowerCase()),
    allowedTools: said["allowed-tools"] ?? [],
    products: said.products ?? [],
  };
}
