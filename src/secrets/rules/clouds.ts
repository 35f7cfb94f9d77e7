import type { SecretRule } from "../rule.ts";
import { named, prefixed } from "../shapes.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const HEX_64 = "[a-f0-9]{64}";

/** DD-SF-123…129: hosting. */
export const digitalOcean: SecretRule = prefixed({
  id: "DD-SF-123",
  title: "DigitalOcean token",
  shape: "a token of DigitalOcean: `dop_v1_`, `doo_v1_` or `dor_v1_` and 64 hexadecimal digits",
  peers: ["GL digitalocean-pat", "TS digitalocean-pat"],
  forms: { dop_v1_: HEX_64, doo_v1_: HEX_64, dor_v1_: HEX_64 },
});

export const cloudflare: SecretRule = named({
  id: "DD-SF-124",
  title: "Cloudflare token",
  shape: "40 characters or 37 hexadecimal digits under a name with `cloudflare` or `cf_api`",
  peers: ["GL cloudflare-api-key", "GL cloudflare-global-api-key"],
  names: ["cloudflare", "cf_api", "cf_token"],
  value: "(?:[A-Za-z0-9_-]{40}|[a-f0-9]{37})",
  end: "(?![A-Za-z0-9_-])",
});

export const cloudflareOrigin: SecretRule = prefixed({
  id: "DD-SF-124",
  title: "Cloudflare origin CA key",
  shape: "an origin CA key: `v1.0-`, 24 and 146 hexadecimal digits",
  peers: ["GL cloudflare-origin-ca-key"],
  forms: { "v1.0-": "[a-f0-9]{24}-[a-f0-9]{146}" },
});

export const heroku: SecretRule = prefixed({
  id: "DD-SF-125",
  title: "Heroku key",
  shape: "an API key of Heroku: `HRKU-` and 36 to 70 characters",
  peers: ["GL heroku-api-key-v2", "SAS heroku_api_key"],
  forms: { "HRKU-": "[A-Za-z0-9_-]{36,70}" },
  end: "(?![A-Za-z0-9_-])",
});

export const herokuOld: SecretRule = named({
  id: "DD-SF-125",
  title: "Heroku key",
  shape: "a UUID under a name with `heroku`",
  peers: ["GL heroku-api-key"],
  names: ["heroku"],
  value: UUID,
});

export const fly: SecretRule = prefixed({
  id: "DD-SF-126",
  title: "Fly token",
  shape: "an access token of Fly.io: `fo1_` and 43, or `fm1a_`, `fm1r_`, `fm2_` and at least 100 characters",
  peers: ["GL flyio-access-token"],
  forms: {
    fo1_: "[A-Za-z0-9_-]{43}",
    fm1a_: "[A-Za-z0-9+/]{100,600}={0,3}",
    fm1r_: "[A-Za-z0-9+/]{100,600}={0,3}",
    fm2_: "[A-Za-z0-9+/]{100,600}={0,3}",
  },
});

export const netlify: SecretRule = named({
  id: "DD-SF-127a",
  title: "Netlify token",
  shape: "40 to 46 characters under a name with `netlify`",
  peers: ["GL netlify-access-token"],
  names: ["netlify"],
  value: "[A-Za-z0-9=_-]{40,46}",
  end: "(?![A-Za-z0-9=_-])",
});

export const scaleway: SecretRule = named({
  id: "DD-SF-127b",
  title: "Scaleway secret key",
  shape: "a UUID under a name with `scaleway` or `scw_secret`",
  names: ["scaleway", "scw_secret"],
  value: UUID,
});

export const linode: SecretRule = named({
  id: "DD-SF-127c",
  title: "Linode token",
  shape: "64 hexadecimal digits under a name with `linode`",
  names: ["linode"],
  value: HEX_64,
});

export const hetzner: SecretRule = named({
  id: "DD-SF-127d",
  title: "Hetzner Cloud token",
  shape: "64 letters and digits under a name with `hetzner` or `hcloud`",
  names: ["hetzner", "hcloud"],
  value: "[A-Za-z0-9]{64}",
});

export const vultr: SecretRule = named({
  id: "DD-SF-127e",
  title: "Vultr key",
  shape: "36 capitals and digits under a name with `vultr`",
  names: ["vultr"],
  value: "[A-Z0-9]{36}",
});

export const yandex: SecretRule = prefixed({
  id: "DD-SF-128",
  title: "Yandex Cloud key",
  shape: "an API key of Yandex Cloud (`AQVN` and 35 to 38 characters) or an IAM token (`t1.9eu…`)",
  peers: ["GL yandex-api-key", "GL yandex-access-token"],
  forms: {
    AQVN: "[A-Za-z0-9_-]{35,38}",
    "t1.9eu": String.raw`[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{86}={0,2}`,
  },
  end: "(?![A-Za-z0-9_-])",
});

export const ibm: SecretRule = named({
  id: "DD-SF-129a",
  title: "IBM Cloud key",
  shape: "44 characters under a name with `ibm_cloud`, `ibmcloud`, `ibm_api` or `bluemix`",
  names: ["ibm_cloud", "ibmcloud", "ibm-cloud", "ibm_api", "bluemix"],
  value: "[A-Za-z0-9_-]{44}",
  end: "(?![A-Za-z0-9_-])",
});

export const oracle: SecretRule = named({
  id: "DD-SF-129b",
  title: "Oracle Cloud secret key",
  shape: "44 characters of base64 under a name with `oci_`, `oraclecloud` or `oracle_cloud`",
  names: ["oci_", "oraclecloud", "oracle_cloud"],
  value: "[A-Za-z0-9+/]{43}=",
  end: "(?![A-Za-z0-9+/=])",
});
