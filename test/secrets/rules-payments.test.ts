import { describe } from "vitest";
import { trySecretRules, under } from "../support/secret-cases.ts";

describe("payments", () => {
  trySecretRules(170, 172, [
    { id: "DD-SF-170", value: "sk_live_{A24}", not: ["pk_live_{A24}", "task_live_{A24}"] },
    { id: "DD-SF-170", value: "rk_live_{A20}" },
    { id: "DD-SF-170", value: "sk_test_{A24}", severity: "low", not: ["pk_test_{A24}"] },
    { id: "DD-SF-171", value: "sq0atp-{A22}" },
    { id: "DD-SF-171", value: "sq0csp-{A43}", not: ["sq0idp-{A22}"] },
    { id: "DD-SF-171", value: "EAAAE{A59}", not: ["EAAAE{A59}{A20}", "{A64}\nEAAAE{A59}\n{A64}\n"] },
    { id: "DD-SF-172a", value: ["access_token", "production", "{l16}", "{h32}"].join("$") },
    { id: "DD-SF-172a", value: "{A80}", around: under("PAYPAL_CLIENT_SECRET"), not: ["client_secret: {A80}", "PAYPAL_CLIENT_ID: {A80}"] },
    { id: "DD-SF-172b", value: "access-production-{uuid}", around: under("plaid_token") },
    { id: "DD-SF-172b", value: "access-sandbox-{uuid}", around: under("plaid_token"), severity: "low" },
    { id: "DD-SF-172b", value: "{h30}", around: under("PLAID_SECRET"), not: ["PLAID_CLIENT_ID={h24}", "secret: {h30}"] },
    { id: "DD-SF-172c", value: "FLWSECK-{l32}-X", not: ["FLWPUBK-{l32}-X"] },
    { id: "DD-SF-172c", value: "FLWSECK_TEST-{l32}-X", severity: "low" },
    { id: "DD-SF-172d", value: "live_{A40}", around: under("GOCARDLESS_ACCESS_TOKEN"), not: ["access_token: live_{A40}"] },
    { id: "DD-SF-172e", value: "{A64}", around: under("COINBASE_API_SECRET"), not: ["api_secret: {A64}"] },
    { id: "DD-SF-172f", value: "{A86}==", around: under("kraken_private_key"), not: ["private_key: {A86}=="] },
    { id: "DD-SF-172g", value: "{uuid}", around: under("KUCOIN_API_SECRET"), not: ["api_secret: {uuid}"] },
  ]);
}); // biome-ignore format: a table

describe("shops", () => {
  trySecretRules(183, 183, [
    { id: "DD-SF-183", value: "shpat_{h32}", not: ["shpat_{h40}"] },
    { id: "DD-SF-183", value: "shpss_{h32}" },
  ]);
});
