import { RANK, type SecretRule } from "../rule.ts";
import { formed, named, prefixed, START } from "../shapes.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const DYNATRACE = String.raw`[A-Z2-7]{24}\.[A-Z2-7]{64}`;

/** DD-SF-160…169: watching, data, features. */
export const grafana: SecretRule = prefixed({
  id: "DD-SF-160",
  title: "Grafana token",
  shape: "a token of Grafana: `glsa_`, `glc_`, or an old API key (base64 that begins with `eyJrIjoi`)",
  peers: ["GL grafana-service-account-token", "GL grafana-cloud-api-token", "GL grafana-api-key"],
  forms: {
    glsa_: "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}",
    glc_: "[A-Za-z0-9+/]{32,400}={0,3}",
    eyJrIjoi: "[A-Za-z0-9]{60,400}={0,3}",
  },
});

export const databricks: SecretRule = prefixed({
  id: "DD-SF-161",
  title: "Databricks token",
  shape: "a token of Databricks: `dapi` and 32 hexadecimal digits",
  peers: ["GL databricks-api-token", "TS databricks-api-token"],
  forms: { dapi: "[a-f0-9]{32}(?:-[0-9])?" },
});

export const dynatrace: SecretRule = prefixed({
  id: "DD-SF-162",
  title: "Dynatrace token",
  shape: "a token of Dynatrace: `dt0c01.` or `dt0s16.`, 24 and 64 characters of base32",
  peers: ["GL dynatrace-api-token", "TS dynatrace-api-token"],
  forms: { "dt0c01.": DYNATRACE, "dt0s16.": DYNATRACE, "dt0s01.": DYNATRACE },
});

export const datadog: SecretRule = named({
  id: "DD-SF-163",
  title: "Datadog key",
  shape: "32 or 40 hexadecimal digits under a name with `datadog`, `dd_api_key` or `dd_app_key`",
  peers: ["GL datadog-access-token"],
  names: ["datadog", "dd_api_key", "dd_app_key", "dd-api-key", "dd-application-key"],
  value: "(?:[a-f0-9]{40}|[a-f0-9]{32})",
});

export const newRelic: SecretRule = prefixed({
  id: "DD-SF-164",
  title: "New Relic key",
  shape: "a key of New Relic: `NRAK-` and 27, `NRJS-` and 19, or `NRII-` and 32 characters",
  guards: "`NRJS-` is low: it is made for pages, and only lets them send.",
  peers: ["GL new-relic-user-api-key", "GL new-relic-insert-key", "TS new-relic-user-api-key"],
  forms: { "NRAK-": "[A-Z0-9]{27}", "NRJS-": "[a-f0-9]{19}", "NRII-": "[A-Za-z0-9_-]{32}" },
  end: "(?![A-Za-z0-9_-])",
  judge: ({ value }) => (value.startsWith("NRJS-") ? { severity: "low", note: "made for pages" } : {}),
});

export const newRelicLicense: SecretRule = formed({
  id: "DD-SF-164",
  title: "New Relic license key",
  shape: "a license key: 36 hexadecimal digits and `NRAL`",
  anchors: ["NRAL"],
  back: 36,
  expression: `${START}[a-f0-9]{36}NRAL(?![A-Za-z0-9_])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const sentry: SecretRule = prefixed({
  id: "DD-SF-165",
  title: "Sentry token",
  shape: "a token of Sentry: `sntrys_eyJ…`, or `sntryu_` and 64 hexadecimal digits",
  peers: ["GL sentry-org-token", "GL sentry-user-token"],
  forms: { sntrys_eyJ: "[A-Za-z0-9+/=_-]{80,500}", sntryu_: "[a-f0-9]{64}" },
});

export const sumo: SecretRule = named({
  id: "DD-SF-166a",
  title: "Sumo Logic key",
  shape: "64 letters and digits under a name with `sumo_` or `sumologic`",
  peers: ["GL sumologic-access-token"],
  names: ["sumologic", "sumo_", "sumo-"],
  value: "[A-Za-z0-9]{64}",
});

export const splunk: SecretRule = named({
  id: "DD-SF-166b",
  title: "Splunk token",
  shape: "a UUID under a name with `splunk`",
  names: ["splunk"],
  value: UUID,
});

export const elastic: SecretRule = named({
  id: "DD-SF-166c",
  title: "Elastic key",
  shape:
    "an id and a key in base64 (58 characters and `==`) under a name with `elastic` and `key` or `token`",
  names: ["elastic_api", "elastic_apm_", "elasticsearch_api", "elastic_cloud", "elastic-api"],
  value: "[A-Za-z0-9+/_-]{58}==",
  end: "(?![A-Za-z0-9+/=_-])",
});

export const planetScale: SecretRule = prefixed({
  id: "DD-SF-167",
  title: "PlanetScale credential",
  shape:
    "a token or password of PlanetScale: `pscale_tkn_`, `pscale_oauth_` or `pscale_pw_` and at least 32 characters",
  peers: ["GL planetscale-api-token", "TS planetscale-api-token"],
  forms: { pscale_: "(?:tkn|oauth|pw)_[A-Za-z0-9_.=-]{32,64}" },
  end: "(?![A-Za-z0-9_=-])",
});

export const confluent: SecretRule = named({
  id: "DD-SF-168a",
  title: "Confluent secret",
  shape: "64 characters under a name with `confluent`",
  peers: ["GL confluent-secret-key"],
  names: ["confluent"],
  value: "[A-Za-z0-9+/]{64}",
  end: "(?![A-Za-z0-9+/=])",
});

export const clickhouse: SecretRule = prefixed({
  id: "DD-SF-168b",
  title: "ClickHouse Cloud key",
  shape: "a secret key of ClickHouse Cloud: `4b1d` and 38 letters and digits",
  peers: ["GL clickhouse-cloud-api-secret-key"],
  forms: { "4b1d": "[A-Za-z0-9]{38}" },
  inPrograms: false,
  judge: ({ value }) => (/^[0-9a-f]+$/.test(value) ? undefined : {}),
});

export const supabase: SecretRule = prefixed({
  id: "DD-SF-168c",
  title: "Supabase key",
  shape:
    "a token of Supabase (`sbp_` and 40 hexadecimal digits) or a secret key (`sb_secret_` and 31 characters)",
  forms: { sbp_: "[a-f0-9]{40}", sb_secret_: "[A-Za-z0-9_-]{31}" },
});

export const supabaseService: SecretRule = named({
  id: "DD-SF-168c",
  title: "Supabase service key",
  shape: "a JWT under a name with `supabase_service` or `service_role`",
  guards: "The key of the role `anon`, which is made for pages.",
  names: ["supabase_service", "supabase-service", "service_role", "servicerole"],
  value: String.raw`eyJ[A-Za-z0-9_-]{10,300}\.eyJ[A-Za-z0-9_-]{20,700}\.[A-Za-z0-9_-]{43}`,
  end: "(?![A-Za-z0-9_-])",
  after: 1200,
});

export const prefect: SecretRule = prefixed({
  id: "DD-SF-169a",
  title: "Prefect key",
  shape: "an API key of Prefect: `pnu_` or `pnb_` and 36 letters and digits",
  peers: ["GL prefect-api-token"],
  forms: { pnu_: "[A-Za-z0-9]{36}", pnb_: "[A-Za-z0-9]{36}" },
});

export const scalingo: SecretRule = prefixed({
  id: "DD-SF-169b",
  title: "Scalingo token",
  shape: "a token of Scalingo: `tk-us-` and 48 characters",
  peers: ["GL scalingo-api-token"],
  forms: { "tk-us-": "[A-Za-z0-9_-]{48}" },
  end: "(?![A-Za-z0-9_-])",
});

export const infracost: SecretRule = prefixed({
  id: "DD-SF-169c",
  title: "Infracost key",
  shape: "an API key of Infracost: `ico-` and 32 letters and digits",
  peers: ["GL infracost-api-token"],
  forms: { "ico-": "[A-Za-z0-9]{32}" },
});

export const launchDarkly: SecretRule = prefixed({
  id: "DD-SF-169d",
  title: "LaunchDarkly key",
  shape: "an SDK key or access token of LaunchDarkly: `sdk-` or `api-` and a UUID",
  peers: ["GL launchdarkly-access-token"],
  forms: { "sdk-": UUID, "api-": UUID },
});
