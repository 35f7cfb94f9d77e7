import type { SecretRule } from "../rule.ts";
import { named, prefixed } from "../shapes.ts";
import { outsideBase64 } from "./outside.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const STRIPE = "[A-Za-z0-9]{16,247}";

/** DD-SF-170…172 and 183: payments, exchanges, shops. */
export const stripe: SecretRule = prefixed({
  id: "DD-SF-170",
  title: "Stripe key",
  shape: "a secret or restricted key of Stripe: `sk_live_` or `rk_live_`; a test key is low",
  guards: "Publishable keys (`pk_…`).",
  peers: ["GL stripe-access-token", "TS stripe-secret-token"],
  forms: { sk_live_: STRIPE, rk_live_: STRIPE, sk_test_: STRIPE, rk_test_: STRIPE },
  judge: ({ value }) => (value.slice(3, 7) === "test" ? { severity: "low", note: "a test key" } : {}),
});

export const square: SecretRule = prefixed({
  id: "DD-SF-171",
  title: "Square token",
  shape: "a token of Square: `sq0atp-` and 22, or `sq0csp-` and 43 characters",
  peers: ["GL square-access-token"],
  forms: { "sq0atp-": "[A-Za-z0-9_-]{22}", "sq0csp-": "[A-Za-z0-9_-]{43}" },
  end: "(?![A-Za-z0-9_-])",
});

export const squareToken: SecretRule = prefixed({
  id: "DD-SF-171",
  title: "Square token",
  shape: "`EAAA` and 60 characters",
  forms: { EAAAE: "[A-Za-z0-9_-]{59}", EAAAl: "[A-Za-z0-9_-]{59}", EAAAF: "[A-Za-z0-9_-]{59}" },
  end: "(?![A-Za-z0-9_/+=-])",
  floor: 4,
  inPrograms: false,
  judge: outsideBase64,
});

export const braintree: SecretRule = prefixed({
  id: "DD-SF-172a",
  title: "PayPal Braintree token",
  shape: "an access token of Braintree: `access_token$production$…`",
  forms: { access_token$production$: String.raw`[0-9a-z]{16}\$[0-9a-f]{32}` },
});

export const payPal: SecretRule = named({
  id: "DD-SF-172a",
  title: "PayPal secret",
  shape: "80 characters under a name with `paypal` and `secret`",
  guards: "Client ids, which have the same form.",
  names: ["paypal"],
  value: "[A-Za-z0-9_-]{80}",
  end: "(?![A-Za-z0-9_-])",
  judge: ({ text, start }) => (/secret/i.test(text.slice(Math.max(0, start - 50), start)) ? {} : undefined),
});

export const plaid: SecretRule = named({
  id: "DD-SF-172b",
  title: "Plaid secret",
  shape: "30 hexadecimal digits or `access-…` and a UUID under a name with `plaid`; of the sandbox low",
  peers: ["GL plaid-api-token", "GL plaid-secret-key"],
  names: ["plaid"],
  value: `(?:access-(?:production|development|sandbox)-${UUID}|[a-f0-9]{30})`,
  judge: ({ value }) =>
    value.startsWith("access-sandbox") ? { severity: "low", note: "of the sandbox" } : {},
});

export const flutterwave: SecretRule = prefixed({
  id: "DD-SF-172c",
  title: "Flutterwave key",
  shape: "a secret key of Flutterwave: `FLWSECK-` and 32 letters and digits; a test key is low",
  peers: ["GL flutterwave-secret-key"],
  forms: { "FLWSECK-": "[a-z0-9]{32}-X", "FLWSECK_TEST-": "[a-z0-9]{32}-X" },
  judge: ({ value }) => (value.startsWith("FLWSECK_TEST") ? { severity: "low", note: "a test key" } : {}),
});

export const goCardless: SecretRule = named({
  id: "DD-SF-172d",
  title: "GoCardless token",
  shape: "`live_` and 40 characters under a name with `gocardless`",
  peers: ["GL gocardless-api-token"],
  names: ["gocardless"],
  value: "live_[A-Za-z0-9_=-]{40}",
});

export const coinbase: SecretRule = named({
  id: "DD-SF-172e",
  title: "Coinbase secret",
  shape: "64 characters, or 86 of base64 and `==`, under a name with `coinbase`",
  peers: ["GL coinbase-access-token"],
  names: ["coinbase"],
  value: "(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9_-]{64})",
  end: "(?![A-Za-z0-9_=+/-])",
});

export const kraken: SecretRule = named({
  id: "DD-SF-172f",
  title: "Kraken secret",
  shape: "86 characters of base64 and `==` under a name with `kraken`",
  peers: ["GL kraken-access-token"],
  names: ["kraken"],
  value: "[A-Za-z0-9+/]{86}==",
  end: "(?![A-Za-z0-9_=+/-])",
});

export const kucoin: SecretRule = named({
  id: "DD-SF-172g",
  title: "KuCoin secret",
  shape: "a UUID under a name with `kucoin`",
  peers: ["GL kucoin-secret-key"],
  names: ["kucoin"],
  value: UUID,
});

const SHOPIFY = "[a-fA-F0-9]{32}";

export const shopify: SecretRule = prefixed({
  id: "DD-SF-183",
  title: "Shopify token",
  shape: "a token of Shopify: `shpat_`, `shpca_`, `shppa_` or `shpss_` and 32 hexadecimal digits",
  peers: ["GL shopify-access-token", "TS shopify-token"],
  forms: { shpat_: SHOPIFY, shpca_: SHOPIFY, shppa_: SHOPIFY, shpss_: SHOPIFY },
});
