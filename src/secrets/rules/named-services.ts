import type { SecretRule } from "../rule.ts";
import { named } from "../shapes.ts";

const HEX_32 = "[0-9a-f]{32}";

/** DD-SF-184: services whose tokens only the name tells. */
export const asana: SecretRule = named({
  id: "DD-SF-184d",
  title: "Asana token",
  shape: "32 hexadecimal digits, with the numbers of a user before them or not, under a name with `asana`",
  peers: ["GL asana-client-secret", "TS asana-client-secret"],
  names: ["asana"],
  value: `(?:[0-9]/[0-9]{10,20}(?:/[0-9]{10,20})?:)?${HEX_32}`,
});

export const airtable: SecretRule = named({
  id: "DD-SF-184e",
  title: "Airtable token",
  shape:
    "`pat`, 14 letters and digits, a full stop and 64 hexadecimal digits, or `key` and 14, under a name with `airtable`",
  peers: ["GL airtable-api-key"],
  names: ["airtable"],
  value: String.raw`(?:pat[A-Za-z0-9]{14}\.[a-f0-9]{64}|key[A-Za-z0-9]{14})`,
  floor: 3,
});

export const intercom: SecretRule = named({
  id: "DD-SF-184j",
  title: "Intercom token",
  shape: "60 characters of base64 under a name with `intercom`",
  peers: ["GL intercom-api-key", "TS intercom-api-token"],
  names: ["intercom"],
  value: "[A-Za-z0-9+/_-]{58,60}={0,2}",
  end: "(?![A-Za-z0-9+/=_-])",
});

export const zendesk: SecretRule = named({
  id: "DD-SF-184k",
  title: "Zendesk token",
  shape: "40 letters and digits under a name with `zendesk`",
  peers: ["GL zendesk-secret-key"],
  names: ["zendesk"],
  value: "[A-Za-z0-9]{40}",
});

export const okta: SecretRule = named({
  id: "DD-SF-184l",
  title: "Okta token",
  shape: "`00` and 40 characters under a name with `okta`",
  peers: ["GL okta-access-token"],
  names: ["okta"],
  value: "00[A-Za-z0-9_-]{40}",
  end: "(?![A-Za-z0-9_-])",
});

export const algolia: SecretRule = named({
  id: "DD-SF-184m",
  title: "Algolia key",
  shape: "32 hexadecimal digits under a name with `algolia`",
  guards: "Keys for searching (`search` in the name), which are public.",
  peers: ["GL algolia-api-key"],
  names: ["algolia"],
  value: HEX_32,
  judge: ({ text, start }) => (/search/i.test(text.slice(Math.max(0, start - 50), start)) ? undefined : {}),
});

export const dropbox: SecretRule = named({
  id: "DD-SF-184o",
  title: "Dropbox token",
  shape: "`sl.` and at least 130 characters, or 64, under a name with `dropbox`",
  peers: ["GL dropbox-short-lived-api-token", "TS dropbox-long-lived-api-token"],
  names: ["dropbox"],
  value: String.raw`(?:sl\.[A-Za-z0-9_-]{130,1200}|[A-Za-z0-9_-]{64})`,
  end: "(?![A-Za-z0-9_-])",
  after: 1400,
});

export const facebookSecret: SecretRule = named({
  id: "DD-SF-184p",
  title: "Facebook app secret",
  shape: "32 hexadecimal digits under a name with `facebook` or `fb_app_secret`",
  peers: ["GL facebook-secret"],
  names: ["facebook", "fb_app_secret", "fb_secret"],
  value: HEX_32,
});

export const twitter: SecretRule = named({
  id: "DD-SF-184q",
  title: "Twitter token",
  shape:
    "45 or 50 letters and digits, an access token with its user's number, or a bearer token under a name with `twitter`",
  peers: ["GL twitter-access-token", "GL twitter-bearer-token"],
  names: ["twitter"],
  value: "(?:A{22}[A-Za-z0-9%]{80,100}|[0-9]{15,25}-[A-Za-z0-9]{20,40}|[A-Za-z0-9]{50}|[A-Za-z0-9]{45})",
});

export const linkedIn: SecretRule = named({
  id: "DD-SF-184r",
  title: "LinkedIn secret",
  shape: "16 letters and digits, or `WPL_AP1.` and its kind, under a name with `linkedin` and `secret`",
  peers: ["GL linkedin-client-secret"],
  names: ["linkedin"],
  value: String.raw`(?:WPL_AP1\.[A-Za-z0-9]{16}\.[A-Za-z0-9+/=]{6,10}|[A-Za-z0-9]{16})`,
  end: "(?![A-Za-z0-9+/=_-])",
  judge: ({ text, start }) => (/secret/i.test(text.slice(Math.max(0, start - 40), start)) ? {} : undefined),
});

export const twitch: SecretRule = named({
  id: "DD-SF-184s",
  title: "Twitch token",
  shape: "30 letters and digits under a name with `twitch`",
  peers: ["GL twitch-api-token", "TS twitch-api-token"],
  names: ["twitch"],
  value: "(?:oauth:)?[a-z0-9]{30}",
});

const lobKey = named({
  id: "DD-SF-184x",
  title: "Lob key",
  shape: "`live_` and 35 hexadecimal digits under a name with `lob_`; a test key is low",
  peers: ["GL lob-api-key", "TS lob-api-key"],
  names: ["lob_", "lob-api"],
  value: "(?:live|test)_[a-f0-9]{35}",
  judge: ({ value }) => (value.startsWith("test") ? { severity: "low", note: "a test key" } : {}),
});

/** The prefix is no part of what is looked at for placeholders: `test` would be one. */
export const lob: SecretRule = { ...lobKey, prefixes: ["live_", "test_"] };

const OTHERS = {
  id: "DD-SF-184z",
  title: "Token of Adobe, Beamer, Finicity, FreshBooks, MessageBird, Sendbird or Squarespace",
} as const;

export const adobe: SecretRule = named({
  ...OTHERS,
  shape: "`p8e-` and 32 letters and digits under a name with `adobe`",
  peers: ["GL adobe-client-secret", "TS adobe-client-secret"],
  names: ["adobe"],
  value: "p8e-[A-Za-z0-9]{32}",
});

export const beamer: SecretRule = named({
  ...OTHERS,
  shape: "`b_` and 44 characters under a name with `beamer`",
  peers: ["GL beamer-api-token", "TS beamer-api-token"],
  names: ["beamer"],
  value: "b_[A-Za-z0-9_=-]{44}",
  end: "(?![A-Za-z0-9_=-])",
});

export const finicity: SecretRule = named({
  ...OTHERS,
  shape: "32 hexadecimal digits, or 20 letters and digits, under a name with `finicity`",
  peers: ["GL finicity-api-token", "GL finicity-client-secret", "TS finicity-api-token"],
  names: ["finicity"],
  value: `(?:${HEX_32}|[A-Za-z0-9]{20})`,
  floor: 3,
});

export const freshBooks: SecretRule = named({
  ...OTHERS,
  shape: "64 letters and digits under a name with `freshbooks`",
  peers: ["GL freshbooks-access-token"],
  names: ["freshbooks"],
  value: "[A-Za-z0-9]{64}",
});

export const messageBird: SecretRule = named({
  ...OTHERS,
  shape: "25 letters and digits under a name with `messagebird`",
  peers: ["GL messagebird-api-token", "TS messagebird-api-token"],
  names: ["messagebird", "message_bird", "message-bird"],
  value: "[A-Za-z0-9]{25}",
});

export const sendbird: SecretRule = named({
  ...OTHERS,
  shape: "40 hexadecimal digits under a name with `sendbird`",
  guards: "Ids of applications.",
  peers: ["GL sendbird-access-token"],
  names: ["sendbird"],
  value: "[0-9a-f]{40}",
});

export const squarespace: SecretRule = named({
  ...OTHERS,
  shape: "a UUID under a name with `squarespace`",
  peers: ["GL squarespace-access-token"],
  names: ["squarespace"],
  value: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
});
