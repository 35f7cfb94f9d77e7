import { RANK, type SecretRule } from "../rule.ts";
import { formed, prefixed, START } from "../shapes.ts";
import { outsideBase64 } from "./outside.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** DD-SF-184: services of all kinds that tell their tokens themselves. */
export const atlassian: SecretRule = prefixed({
  id: "DD-SF-184a",
  title: "Atlassian token",
  shape: "an API token of Atlassian: `ATATT3` or `ATCTT3` and at least 100 characters",
  peers: ["GL atlassian-api-token", "TS atlassian-api-token"],
  forms: { ATATT3: "[A-Za-z0-9_=-]{100,250}", ATCTT3: "[A-Za-z0-9_=-]{100,250}" },
  end: "(?![A-Za-z0-9_=-])",
});

export const linear: SecretRule = prefixed({
  id: "DD-SF-184b",
  title: "Linear key",
  shape: "a key of Linear: `lin_api_` and 40 letters and digits, or `lin_oauth_` and 64 hexadecimal digits",
  peers: ["GL linear-api-key", "TS linear-api-token"],
  forms: { lin_api_: "[A-Za-z0-9]{40}", lin_oauth_: "[a-f0-9]{64}" },
});

export const notion: SecretRule = prefixed({
  id: "DD-SF-184c",
  title: "Notion token",
  shape: "a token of Notion: `ntn_` and 46, or `secret_` and 43 letters and digits",
  peers: ["GL notion-api-token"],
  forms: { ntn_: "[A-Za-z0-9]{46}", secret_: "[A-Za-z0-9]{43}" },
});

export const postman: SecretRule = prefixed({
  id: "DD-SF-184f",
  title: "Postman key",
  shape: "an API key of Postman: `PMAK-`, 24 and 34 hexadecimal digits",
  peers: ["GL postman-api-token", "TS postman-api-token"],
  forms: { "PMAK-": "[a-f0-9]{24}-[a-f0-9]{34}" },
});

export const typeform: SecretRule = prefixed({
  id: "DD-SF-184g",
  title: "Typeform token",
  shape: "a token of Typeform: `tfp_` and 59 characters",
  peers: ["GL typeform-api-token", "TS typeform-api-token"],
  forms: { tfp_: "[A-Za-z0-9_.=-]{59}" },
  end: "(?![A-Za-z0-9_=-])",
});

export const contentful: SecretRule = prefixed({
  id: "DD-SF-184h",
  title: "Contentful token",
  shape: "a personal token of Contentful: `CFPAT-` and 43 characters",
  peers: ["GL contentful-delivery-api-token", "TS contentful-delivery-api-token"],
  forms: { "CFPAT-": "[A-Za-z0-9_-]{43}" },
  end: "(?![A-Za-z0-9_-])",
});

export const hubSpot: SecretRule = prefixed({
  id: "DD-SF-184i",
  title: "HubSpot token",
  shape: "a token of a HubSpot app: `pat-na1-`, `pat-eu1-` or kin and a UUID",
  peers: ["GL hubspot-api-key", "TS hubspot-api-token"],
  forms: { "pat-na1-": UUID, "pat-na2-": UUID, "pat-eu1-": UUID, "pat-ap1-": UUID },
});

export const mapbox: SecretRule = prefixed({
  id: "DD-SF-184n",
  title: "Mapbox secret token",
  shape: "a secret token of Mapbox: `sk.eyJ…`",
  guards: "Public tokens (`pk.…`).",
  peers: ["GL mapbox-api-token", "TS mapbox-api-token"],
  forms: { "sk.eyJ": String.raw`[A-Za-z0-9_-]{50,300}\.[A-Za-z0-9_-]{22}` },
  end: "(?![A-Za-z0-9_-])",
});

const FACEBOOK = "[A-Za-z0-9]{100,400}";

export const facebook: SecretRule = prefixed({
  id: "DD-SF-184p",
  title: "Facebook token",
  shape: "an access token of Facebook: `EAAM`, `EAAC` or kin and at least 100 letters and digits",
  peers: ["GL facebook-page-access-token", "TS facebook-token"],
  forms: { EAAM: FACEBOOK, EAAC: FACEBOOK, EAAB: FACEBOOK, EAAG: FACEBOOK, EAAJ: FACEBOOK },
  end: "(?![A-Za-z0-9_+/=-])",
  floor: 4,
  inPrograms: false,
  judge: outsideBase64,
});

export const maxMind: SecretRule = formed({
  id: "DD-SF-184t",
  title: "MaxMind license key",
  shape: "a license key of MaxMind: 6 letters and digits, `_`, 29 more and `_mmk`",
  peers: ["GL maxmind-license-key"],
  anchors: ["_mmk"],
  back: 36,
  expression: `${START}[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9_])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
});

export const shippo: SecretRule = prefixed({
  id: "DD-SF-184u",
  title: "Shippo token",
  shape: "a token of Shippo: `shippo_live_` and 40 hexadecimal digits; a test token is low",
  peers: ["GL shippo-api-token", "TS shippo-api-token"],
  forms: { shippo_live_: "[a-f0-9]{40}", shippo_test_: "[a-f0-9]{40}" },
  judge: ({ value }) => (value.startsWith("shippo_test") ? { severity: "low", note: "a test token" } : {}),
});

export const easyPost: SecretRule = prefixed({
  id: "DD-SF-184v",
  title: "EasyPost key",
  shape: "an API key of EasyPost: `EZAK` and 54 letters and digits; a test key (`EZTK`) is low",
  peers: ["GL easypost-api-token", "TS easypost-api-token"],
  forms: { EZAK: "[A-Za-z0-9]{54}", EZTK: "[A-Za-z0-9]{54}" },
  judge: ({ value }) => (value.startsWith("EZTK") ? { severity: "low", note: "a test key" } : {}),
});

export const duffel: SecretRule = prefixed({
  id: "DD-SF-184w",
  title: "Duffel token",
  shape: "a token of Duffel: `duffel_live_` and 43 characters; a test token is low",
  peers: ["GL duffel-api-token", "TS duffel-api-token"],
  forms: { duffel_live_: "[A-Za-z0-9_=-]{43}", duffel_test_: "[A-Za-z0-9_=-]{43}" },
  end: "(?![A-Za-z0-9_=-])",
  judge: ({ value }) => (value.startsWith("duffel_test") ? { severity: "low", note: "a test token" } : {}),
});

export const frameIo: SecretRule = prefixed({
  id: "DD-SF-184y",
  title: "Frame.io token",
  shape: "a token of Frame.io: `fio-u-` and 64 characters",
  peers: ["GL frameio-api-token", "TS frameio-api-token"],
  forms: { "fio-u-": "[A-Za-z0-9_=-]{64}" },
  end: "(?![A-Za-z0-9_=-])",
});
