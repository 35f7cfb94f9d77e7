import { RANK, type SecretRule } from "../rule.ts";
import { formed, named, prefixed, START } from "../shapes.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** Numbers of the team and of who acts, then what is secret; older ones have fewer. */
const SLACK = "(?:[0-9]{8,14}-){1,3}[A-Za-z0-9]{18,40}";
const SLACK_WORKSPACE = "(?:[0-9]-)?(?:[0-9]{8,14}-){0,3}[A-Za-z0-9]{18,64}";

/** DD-SF-173…178: who sends messages in whose name. */
export const slack: SecretRule = prefixed({
  id: "DD-SF-173",
  title: "Slack token",
  shape: "a token of Slack: `xoxb-`, `xoxp-`, `xoxa-`, `xoxr-`, `xoxs-`, `xoxe-`, `xoxe.xox…` or `xapp-`",
  peers: ["GL slack-bot-token", "GL slack-user-token", "GL slack-app-token", "TS slack-access-token"],
  forms: {
    "xoxb-": SLACK,
    "xoxp-": SLACK,
    "xoxa-": SLACK_WORKSPACE,
    "xoxr-": SLACK_WORKSPACE,
    "xoxs-": SLACK,
    "xoxe-": `(?:[0-9]-[A-Za-z0-9]{120,180}|${SLACK})`,
    "xoxe.xox": "[bp]-[0-9]-[A-Za-z0-9]{120,200}",
    "xapp-": "[0-9]-[A-Z0-9]{8,14}-[0-9]{8,16}-[a-f0-9]{64}",
  },
  end: "(?![A-Za-z0-9_-])",
});

export const slackWebhook: SecretRule = formed({
  id: "DD-SF-173",
  title: "Slack webhook",
  severity: "high",
  shape: "the address of a webhook of Slack",
  peers: ["GL slack-webhook-url", "TS slack-web-hook"],
  anchors: ["hooks.slack.com/"],
  expression: String.raw`hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<value>[A-Z0-9]{8,14}\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{20,40})(?![A-Za-z0-9_])`,
  floor: 3,
  rank: RANK.prefixed,
  isPrefixed: true,
});

const DISCORD = String.raw`[MNO][A-Za-z0-9_-]{22,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}`;

export const discord: SecretRule = named({
  id: "DD-SF-174",
  title: "Discord bot token",
  shape: "a token of a bot (three parts of base64) under a name with `discord`",
  peers: ["GL discord-api-token"],
  names: ["discord"],
  value: DISCORD,
  end: "(?![A-Za-z0-9_-])",
});

export const discordLogin: SecretRule = formed({
  id: "DD-SF-174",
  title: "Discord bot token",
  shape: "such a token given to `login` or `run`",
  anchors: [".login(", ".run("],
  after: 120,
  expression: String.raw`\.(?:login|run)\(\s{0,8}["'\`](?<value>${DISCORD})["'\`]`,
  floor: 3.5,
  rank: RANK.named,
});

export const discordWebhook: SecretRule = formed({
  id: "DD-SF-174",
  title: "Discord webhook",
  severity: "high",
  shape: "the address of a webhook of Discord",
  anchors: ["/api/webhooks/"],
  back: 16,
  expression: String.raw`discord(?:app)?\.com\/api\/webhooks\/(?<value>[0-9]{17,20}\/[A-Za-z0-9_-]{60,72})(?![A-Za-z0-9_-])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const telegram: SecretRule = formed({
  id: "DD-SF-175",
  title: "Telegram bot token",
  shape: "a token of a bot: 8 to 10 digits, `:AA` and 33 characters",
  peers: ["GL telegram-bot-api-token"],
  anchors: [":AA"],
  back: 13,
  expression: "(?<![A-Za-z0-9_+-])(?:bot)?(?<value>[0-9]{8,10}:AA[A-Za-z0-9_-]{33})(?![A-Za-z0-9_-])",
  floor: 3,
  rank: RANK.prefixed,
  peek: (bytes, at) => at > 0 && bytes[at - 1]! >= 0x30 && bytes[at - 1]! <= 0x39,
});

export const teams: SecretRule = formed({
  id: "DD-SF-176a",
  title: "Microsoft Teams webhook",
  severity: "high",
  shape: "the address of a webhook of Microsoft Teams",
  peers: ["GL microsoft-teams-webhook"],
  anchors: [".webhook.office.com/"],
  expression: String.raw`\.webhook\.office\.com\/webhookb2\/(?<value>${UUID}@${UUID}\/IncomingWebhook\/[a-f0-9]{32}\/${UUID})(?![A-Za-z0-9_])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const teamsWorkflow: SecretRule = formed({
  id: "DD-SF-176a",
  title: "Microsoft Teams webhook",
  severity: "high",
  shape: "the signed address of a flow, which took the place of the webhooks of Microsoft Teams",
  anchors: [".logic.azure.com", ".powerplatform.com"],
  expression: String.raw`\.(?:logic\.azure|powerplatform)\.com[:/][^\s"'<>]{10,300}?[?&](?:amp;)?sig=(?<value>[A-Za-z0-9_-]{43})(?![A-Za-z0-9_%-])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const dingTalk: SecretRule = formed({
  id: "DD-SF-176b",
  title: "DingTalk webhook",
  severity: "high",
  shape: "the address of a robot of DingTalk: `access_token=` and 64 hexadecimal digits",
  anchors: ["oapi.dingtalk.com/robot/"],
  expression: String.raw`oapi\.dingtalk\.com\/robot\/send\?access_token=(?<value>[a-f0-9]{64})(?![A-Za-z0-9_])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const dingTalkSecret: SecretRule = prefixed({
  id: "DD-SF-176b",
  title: "DingTalk signing secret",
  severity: "high",
  shape: "what a robot of DingTalk signs with: `SEC` and 64 hexadecimal digits",
  forms: { SEC: "[a-f0-9]{64}" },
  inPrograms: false,
});

export const weCom: SecretRule = formed({
  id: "DD-SF-176c",
  title: "WeCom webhook",
  severity: "high",
  shape: "the address of a robot of WeCom",
  anchors: ["qyapi.weixin.qq.com/"],
  expression: String.raw`qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=(?<value>${UUID})(?![A-Za-z0-9_])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const feishu: SecretRule = formed({
  id: "DD-SF-176d",
  title: "Feishu webhook",
  severity: "high",
  shape: "the address of a robot of Feishu or Lark",
  anchors: ["/open-apis/bot/"],
  back: 24,
  expression: String.raw`open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/(?:v2\/)?hook\/(?<value>${UUID}|[A-Za-z0-9]{32})(?![A-Za-z0-9_-])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const twilio: SecretRule = named({
  id: "DD-SF-177",
  title: "Twilio key",
  shape: "`SK` and 32 hexadecimal digits, or the digits alone, under a name with `twilio`",
  guards: "Account ids (`AC…`).",
  peers: ["GL twilio-api-key", "TS twilio-api-key"],
  names: ["twilio"],
  value: "(?:SK)?[0-9a-f]{32}",
});

export const twilioNearby: SecretRule = formed({
  id: "DD-SF-177",
  title: "Twilio key",
  shape: "`SK` and 32 hexadecimal digits within 200 characters behind the word `twilio`",
  anchors: [{ text: "twilio", ignoreCase: true }],
  after: 260,
  expression: String.raw`[A-Za-z]{6}[^\0]{0,200}?(?<![A-Za-z0-9_])(?<value>SK[0-9a-f]{32})(?![A-Za-z0-9_])`,
  floor: 3,
});

export const sendGrid: SecretRule = prefixed({
  id: "DD-SF-178a",
  title: "SendGrid key",
  shape: "an API key of SendGrid: `SG.`, 22 characters, a full stop and 43 more",
  peers: ["GL sendgrid-api-token", "TS sendgrid-api-token"],
  forms: { "SG.": String.raw`[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}` },
  end: "(?![A-Za-z0-9_-])",
});

export const mailgun: SecretRule = named({
  id: "DD-SF-178b",
  title: "Mailgun key",
  shape: "`key-` and 32 hexadecimal digits under a name with `mailgun`",
  peers: ["GL mailgun-private-api-token", "TS mailgun-token"],
  names: ["mailgun"],
  value: "(?:key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})",
});

export const mailchimp: SecretRule = formed({
  id: "DD-SF-178c",
  title: "Mailchimp key",
  shape: "an API key of Mailchimp: 32 hexadecimal digits and `-us` with a number",
  peers: ["GL mailchimp-api-key", "TS mailchimp-api-key"],
  anchors: ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => `-us${digit}`),
  back: 32,
  expression: `${START}[0-9a-f]{32}-us[0-9]{1,2}(?![A-Za-z0-9_-])`,
  floor: 3,
  rank: RANK.prefixed,
});

export const sendinblue: SecretRule = prefixed({
  id: "DD-SF-178d",
  title: "Sendinblue key",
  shape: "an API key of Brevo (Sendinblue): `xkeysib-`, 64 hexadecimal digits and 16 characters",
  peers: ["GL sendinblue-api-token", "TS sendinblue-api-token"],
  forms: { "xkeysib-": "[a-f0-9]{64}-[A-Za-z0-9]{16}" },
});
