import type { SecretRule } from "../rule.ts";
import { named, prefixed } from "../shapes.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const SONAR = "[a-f0-9]{40}";
const HARNESS = String.raw`[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}`;

/** DD-SF-135…149: registries of packages, and what builds them. */
export const pypi: SecretRule = prefixed({
  id: "DD-SF-135",
  title: "PyPI token",
  shape: "an upload token of PyPI or TestPyPI: `pypi-AgE…`",
  peers: ["GL pypi-upload-token", "TS pypi-upload-token"],
  forms: {
    "pypi-AgEIcHlwaS5vcmc": "[A-Za-z0-9_-]{50,600}",
    "pypi-AgENdGVzdC5weXBpLm9yZw": "[A-Za-z0-9_-]{50,600}",
  },
  end: "",
});

export const rubygems: SecretRule = prefixed({
  id: "DD-SF-136",
  title: "RubyGems key",
  shape: "an API key of RubyGems: `rubygems_` and 48 hexadecimal digits",
  peers: ["GL rubygems-api-token", "TS rubygems-api-token"],
  forms: { rubygems_: "[a-f0-9]{48}" },
});

export const nuget: SecretRule = named({
  id: "DD-SF-137",
  title: "NuGet key",
  shape: "`oy2` and 43 letters and digits under a name with `nuget`",
  names: ["nuget"],
  value: "oy2[a-z0-9]{43}",
});

export const cargo: SecretRule = prefixed({
  id: "DD-SF-138",
  title: "crates.io token",
  shape: "a token of crates.io: `cio` and 32 letters and digits",
  forms: { cio: "[A-Za-z0-9]{32}" },
});

export const dockerHub: SecretRule = prefixed({
  id: "DD-SF-139",
  title: "Docker Hub token",
  shape: "an access token of Docker Hub: `dckr_pat_` and 27, or `dckr_oat_` and 32 characters",
  peers: ["TS dockerconfig-secret"],
  forms: { dckr_pat_: "[A-Za-z0-9_-]{27}", dckr_oat_: "[A-Za-z0-9_-]{32}" },
  rollUp: "password",
});

export const jfrog: SecretRule = prefixed({
  id: "DD-SF-140",
  title: "JFrog token",
  shape: "an API key of JFrog (`AKCp` and 69 letters and digits) or a reference token (`cmVmd` and 59)",
  peers: ["GL jfrog-api-key", "GL jfrog-identity-token"],
  forms: { AKCp: "[A-Za-z0-9]{69}", cmVmd: "[A-Za-z0-9]{59}" },
  inPrograms: false,
});

export const clojars: SecretRule = prefixed({
  id: "DD-SF-141",
  title: "Clojars token",
  shape: "a deploy token of Clojars: `CLOJARS_` and 60 letters and digits",
  peers: ["GL clojars-api-token", "TS clojars-api-token"],
  forms: { CLOJARS_: "[a-z0-9]{60}" },
});

export const packagist: SecretRule = prefixed({
  id: "DD-SF-142",
  title: "Packagist token",
  shape: "a token of Private Packagist: `packagist_`, its kind and 68 hexadecimal digits",
  forms: { packagist_: "[a-z]{3}_[a-f0-9]{68}" },
});

export const sonar: SecretRule = prefixed({
  id: "DD-SF-143",
  title: "SonarQube token",
  shape: "a token of SonarQube: `squ_`, `sqp_` or `sqa_` and 40 hexadecimal digits",
  peers: ["GL sonar-api-token"],
  forms: { squ_: SONAR, sqp_: SONAR, sqa_: SONAR },
});

export const circleci: SecretRule = named({
  id: "DD-SF-144a",
  title: "CircleCI token",
  shape: "40 hexadecimal digits under a name with `circleci` or `circle_token`",
  names: ["circleci", "circle_ci", "circle_token", "circle-token"],
  value: "(?:CCIP(?:AT|RJ)_[A-Za-z0-9]{22}_)?[a-f0-9]{40}",
});

export const travis: SecretRule = named({
  id: "DD-SF-144b",
  title: "Travis CI token",
  shape: "22 characters under a name with `travis`",
  peers: ["GL travisci-access-token"],
  names: ["travis"],
  value: "[A-Za-z0-9_-]{22}",
});

export const drone: SecretRule = named({
  id: "DD-SF-144c",
  title: "Drone token",
  shape: "32 letters and digits under a name with `drone`",
  peers: ["GL droneci-access-token"],
  names: ["drone_", "drone-", "droneci"],
  value: "[A-Za-z0-9]{32}",
});

export const buildkite: SecretRule = named({
  id: "DD-SF-144d",
  title: "Buildkite token",
  shape: "40 hexadecimal digits, with `bkua_` or not, or 50 letters and digits under a name with `buildkite`",
  names: ["buildkite"],
  value: "(?:(?:bkua_)?[a-f0-9]{40}|[A-Za-z0-9]{50})",
});

export const octopus: SecretRule = prefixed({
  id: "DD-SF-145",
  title: "Octopus Deploy key",
  shape: "an API key of Octopus Deploy: `API-` and 26 capitals and digits",
  peers: ["GL octopus-deploy-api-key"],
  forms: { "API-": "[A-Z0-9]{26}" },
});

export const harness: SecretRule = prefixed({
  id: "DD-SF-146",
  title: "Harness token",
  shape: "a token of Harness: `pat.` or `sat.`, the account, 24 hexadecimal digits and 20 letters and digits",
  peers: ["GL harness-api-key"],
  forms: { "pat.": HARNESS, "sat.": HARNESS },
  inPrograms: false,
});

export const sourcegraph: SecretRule = prefixed({
  id: "DD-SF-147",
  title: "Sourcegraph token",
  shape:
    "an access token of Sourcegraph: `sgp_` and 40 hexadecimal digits, an instance's name between or not",
  peers: ["GL sourcegraph-access-token"],
  forms: { sgp_: "(?:(?:[a-f0-9]{16}|local)_)?[a-f0-9]{40}" },
});

export const codecov: SecretRule = named({
  id: "DD-SF-148a",
  title: "Codecov token",
  shape: "32 letters and digits or a UUID under a name with `codecov`",
  peers: ["GL codecov-access-token"],
  names: ["codecov"],
  value: `(?:[a-z0-9]{32}|${UUID})`,
});

export const snyk: SecretRule = named({
  id: "DD-SF-148b",
  title: "Snyk token",
  shape: "a UUID under a name with `snyk`",
  peers: ["GL snyk-api-token"],
  names: ["snyk"],
  value: UUID,
});

export const deno: SecretRule = prefixed({
  id: "DD-SF-149a",
  title: "Deno Deploy token",
  shape: "a token of Deno Deploy: `ddp_` or `ddw_` and 36 letters and digits",
  forms: { ddp_: "[A-Za-z0-9]{36}", ddw_: "[A-Za-z0-9]{36}" },
});

export const expo: SecretRule = named({
  id: "DD-SF-149b",
  title: "Expo token",
  shape: "40 characters under a name with `expo_` and `token`",
  names: ["expo_token", "expo-token", "expotoken", "expo_access"],
  value: "[A-Za-z0-9_-]{40}",
});
