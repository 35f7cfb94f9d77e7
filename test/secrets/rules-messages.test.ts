import { describe } from "vitest";
import { trySecretRules, under } from "../support/secret-cases.ts";

function at(address: string) {
  return (value: string) => `curl https://${address}${value} -d @message.json`;
}

describe("messages", () => {
  const slack = at("hooks.slack.com/services/");
  const teams = at("acme.webhook.office.com/webhookb2/");
  const workflow = at("prod-1.westus.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sp=run&sv=1.0&sig=");
  const dingTalk = at("oapi.dingtalk.com/robot/send?access_token=");
  const weCom = at("qyapi.weixin.qq.com/cgi-bin/webhook/send?key=");
  trySecretRules(173, 178, [
    { id: "DD-SF-173", value: "xoxb-{d12}-{d12}-{A24}", not: ["xoxb-your-token-goes-in-here-please"] },
    { id: "DD-SF-173", value: "xoxp-{d12}-{d12}-{d12}-{h32}" },
    { id: "DD-SF-173", value: "xapp-1-A{U10}-{d13}-{h64}" },
    { id: "DD-SF-173", value: "T{U10}/B{U10}/{A24}", around: slack, severity: "high", not: ["https://hooks.slack.com/services/", "https://slack.com/services/T{U10}/B{U10}/{A24}"] },
    { id: "DD-SF-174", value: "M{A25}.{A6}.{A38}", around: under("DISCORD_BOT_TOKEN"), not: ["DISCORD_CLIENT_ID={d18}"] },
    { id: "DD-SF-174", value: "M{A25}.{A6}.{A38}", around: (value) => `client.login("${value}")`, not: ["client.login(token)"] },
    { id: "DD-SF-174", value: "{d18}/{A68}", around: at("discord.com/api/webhooks/"), severity: "high", not: ["https://example.org/api/webhooks/{d18}/{A68}"] },
    { id: "DD-SF-175", value: "{d10}:AA{A33}", not: ["{d10}:AA{A12}", "{d10}:AA{A60}"] },
    { id: "DD-SF-175", value: "{d9}:AA{A33}", around: at("api.telegram.org/bot") },
    { id: "DD-SF-176a", value: "{uuid}@{uuid}/IncomingWebhook/{h32}/{uuid}", around: teams, severity: "high", not: ["https://acme.webhook.office.com/webhookb2/{uuid}"] },
    { id: "DD-SF-176a", value: "{A43}", around: workflow, severity: "high", not: ["https://prod-1.westus.logic.azure.com/workflows/{h32}/triggers"] },
    { id: "DD-SF-176b", value: "SEC{h64}", severity: "high", not: ["{h64}", "SEC{h40}"] },
    { id: "DD-SF-176b", value: "{h64}", around: dingTalk, severity: "high", not: ["https://oapi.example.org/robot/send?access_token={h64}", "https://oapi.dingtalk.com/robot/send"] },
    { id: "DD-SF-176c", value: "{uuid}", around: weCom, severity: "high", not: ["https://qyapi.weixin.qq.com/cgi-bin/gettoken"] },
    { id: "DD-SF-176d", value: "{uuid}", around: at("open.feishu.cn/open-apis/bot/v2/hook/"), severity: "high", not: ["https://open.feishu.cn/open-apis/bot/v3/info"] },
    { id: "DD-SF-176d", value: "{uuid}", around: at("open.larksuite.com/open-apis/bot/v2/hook/"), severity: "high" },
    { id: "DD-SF-177", value: "SK{h32}", around: under("TWILIO_API_KEY"), not: ["key: SK{h32}", "TWILIO_ACCOUNT_SID: AC{h32}"] },
    { id: "DD-SF-177", value: "SK{h32}", around: (value) => `from twilio.rest import Client\nclient = Client("${value}")`, not: ["import client\nclient = Client(\"SK{h32}\")"] },
    { id: "DD-SF-177", value: "{h32}", around: under("TWILIO_AUTH_TOKEN"), not: ["TWILIO_AUTH_TOKEN: AC{h32}"] },
    { id: "DD-SF-178a", value: "SG.{A22}.{A43}", not: ["MSG.{A22}.{A43}", "SG.{A22}"] },
    { id: "DD-SF-178b", value: "key-{h32}", around: under("MAILGUN_API_KEY"), not: ["cache: key-{h32}", "mailgun_public_key: pubkey-{h32}"] },
    { id: "DD-SF-178b", value: "{h32}-{h8}-{h8}", around: under("MAILGUN_API_KEY") },
    { id: "DD-SF-178c", value: "{h32}-us14", not: ["{h40}-us14", "{h12}-us14"] },
    { id: "DD-SF-178d", value: "xkeysib-{h64}-{A16}", not: ["xkeysib-{h64}"] },
  ]);
}); // biome-ignore format: a table

describe("language models", () => {
  trySecretRules(179, 182, [
    { id: "DD-SF-179", value: "sk-{A20}T3BlbkFJ{A20}", not: ["sk-{A48}", "task-{A20}T3BlbkFJ{A20}"] },
    { id: "DD-SF-179", value: "sk-proj-{A20}T3BlbkFJ{A20}" },
    { id: "DD-SF-179", value: "sk-svcacct-{A30}T3BlbkFJ{A30}" },
    { id: "DD-SF-180", value: "sk-ant-api03-{A93}AA", not: ["sk-ant-{A93}AA"] },
    { id: "DD-SF-180", value: "sk-ant-admin01-{A93}AA" },
    { id: "DD-SF-181", value: "hf_{a34}", not: ["hf_{a40}"] },
    { id: "DD-SF-181", value: "api_org_{a34}" },
    { id: "DD-SF-182a", value: "{A40}", around: under("COHERE_API_KEY"), not: ["api_key: {A40}", "coherence: {A40}"] },
    { id: "DD-SF-182b", value: "{A32}", around: under("MISTRAL_API_KEY"), not: ["api_key: {A32}"] },
    { id: "DD-SF-182c", value: "pplx-{A48}", not: ["pplx-7b-online"] },
    { id: "DD-SF-182d", value: "xai-{A80}", not: ["xai-{A10}"] },
    { id: "DD-SF-182e", value: "sk-or-v1-{h64}", not: ["sk-or-v1-{h40}"] },
    { id: "DD-SF-182f", value: "sk-{h32}", around: under("DASHSCOPE_API_KEY"), not: ["api_key: sk-{h32}"] },
  ]);
}); // biome-ignore format: a table
