import { describe } from "vitest";
import { trySecretRules, under } from "../support/secret-cases.ts";

describe("vaults and infrastructure", () => {
  trySecretRules(150, 156, [
    { id: "DD-SF-150", value: "hvs.{A24}", not: ["# tokens start with hvs."] },
    { id: "DD-SF-150", value: "hvb.{A140}" },
    { id: "DD-SF-150", value: "s.{A24}", around: under("VAULT_TOKEN"), not: ['other_token = "s.{A24}"'] },
    { id: "DD-SF-151", value: "{A14}.atlasv1.{A67}", not: ["see .atlasv1.{A67}", "{A14}.atlasv2.{A67}"] },
    { id: "DD-SF-152", value: "pul-{h40}", not: ["pul-{h40}77", "pul-{A30}.html"] },
    { id: "DD-SF-153", value: "dp.pt.{A43}" },
    { id: "DD-SF-153", value: "dp.st.prd.{A43}", not: ["dp.xy.{A43}"] },
    { id: "DD-SF-154", value: "A3-{U6}-{U11}-{U5}-{U5}-{U5}", not: ["A3-{U6}-{U11}-{U5}-{U5}"] },
    { id: "DD-SF-154", value: "ops_eyJ{A260}" },
    { id: "DD-SF-155a", value: "st.{h24}.{h32}.{h32}", around: under("INFISICAL_TOKEN") },
    { id: "DD-SF-155a", value: "{h64}", around: under("infisical-client-secret"), not: ["sha: {h64}"] },
    { id: "DD-SF-155b", value: "0.{uuid}.{A30}:{A22}==", around: under("BWS_ACCESS_TOKEN"), not: ["token: 0.{uuid}"] },
    { id: "DD-SF-156", value: "AGE-SECRET-KEY-1{k58}", not: ["age1{l58}"] },
  ]);
}); // biome-ignore format: a table

describe("observability", () => {
  trySecretRules(160, 166, [
    { id: "DD-SF-160", value: "glsa_{A32}_{h8}", not: ["glsa_{A32}"] },
    { id: "DD-SF-160", value: "glc_{A60}" },
    { id: "DD-SF-160", value: "eyJrIjoi{A80}" },
    { id: "DD-SF-161", value: "dapi{h32}", not: ["dapi{h40}"] },
    { id: "DD-SF-162", value: "dt0c01.{b24}.{b64}", not: ["dt0c01.{b24}"] },
    { id: "DD-SF-163", value: "{h32}", around: under("DD_API_KEY"), not: ["md5: {h32}", "datadog_client_token: pub{h32}"] },
    { id: "DD-SF-163", value: "{h40}", around: under("datadog_app_key") },
    { id: "DD-SF-164", value: "NRAK-{U27}" },
    { id: "DD-SF-164", value: "NRII-{A32}" },
    { id: "DD-SF-164", value: "NRJS-{h19}", severity: "low" },
    { id: "DD-SF-164", value: "{h36}NRAL", around: under("license_key"), not: ["{h40}"] },
    { id: "DD-SF-165", value: "sntryu_{h64}", not: ["https://{h32}@o1.ingest.sentry.io/2"] },
    { id: "DD-SF-165", value: "sntrys_eyJ{A45}_{A43}", not: ["sntrys_eyJ{A20}"] },
    { id: "DD-SF-166a", value: "{A64}", around: under("SUMO_ACCESS_KEY"), not: ["access_key: {A64}"] },
    { id: "DD-SF-166b", value: "{uuid}", around: under("SPLUNK_HEC_TOKEN"), not: ["id: {uuid}", "splunk_id: {uuid}"] },
    { id: "DD-SF-166c", value: "{A58}==", around: under("ELASTIC_API_KEY"), not: ["api_key: {A58}=="] },
  ]);
}); // biome-ignore format: a table

describe("data services", () => {
  trySecretRules(167, 169, [
    { id: "DD-SF-167", value: "pscale_pw_{A43}" },
    { id: "DD-SF-167", value: "pscale_tkn_{A43}", not: ["pscale_id_{A43}"] },
    { id: "DD-SF-168a", value: "{A64}", around: under("CONFLUENT_API_SECRET"), not: ["api_secret: {A64}"] },
    { id: "DD-SF-168b", value: "4b1d{A38}", not: ["4b1d{h38}"] },
    { id: "DD-SF-168c", value: "sbp_{h40}" },
    { id: "DD-SF-168c", value: "sb_secret_{A22}_{A8}", not: ["sb_publishable_{A22}_{A8}"] },
    { id: "DD-SF-168c", value: "eyJ{A33}.eyJ{A34}.{A43}", around: under("SUPABASE_SERVICE_ROLE_KEY"), not: ["SUPABASE_ANON_KEY=eyJ{A33}.eyJ{A34}.{A43}"] },
    { id: "DD-SF-169a", value: "pnu_{A36}", not: ["pnu_{A40}"] },
    { id: "DD-SF-169b", value: "tk-us-{A48}", not: ["tk-us-{A49}"] },
    { id: "DD-SF-169c", value: "ico-{A32}", not: ["ico-{A12}-{A19}.png"] },
    { id: "DD-SF-169d", value: "sdk-{uuid}", not: ["mob-{uuid}"] },
  ]);
}); // biome-ignore format: a table
