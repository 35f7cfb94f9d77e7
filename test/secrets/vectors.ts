/**
 * Made-up secrets of every kind, put together at run time so that no secret scanner finds one in this file. In a form,
 * `{A36}` stands for 36 random characters of an alphabet, everything else for itself.
 */
const ALPHABETS: Readonly<Record<string, string>> = {
  A: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  L: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
  b: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  u: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
  l: "abcdefghijklmnopqrstuvwxyz0123456789",
  U: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  h: "0123456789abcdef",
  d: "123456789",
  B: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  s: "abcdefghijklmnopqrstuvwxyz234567",
  q: "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
};

const UUID = "{h8}-{h4}-{h4}-{h4}-{h12}";

/** A generator with a seed: the same values in every run. */
function generator(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Filling = (alphabet: string, length: number) => string;

function fill(form: string, filling: Filling): string {
  return form
    .replaceAll("{uuid}", UUID)
    .replace(/\{([A-Za-z])(\d+)\}/g, (_, letter: string, length: string) =>
      filling(ALPHABETS[letter] ?? "", Number(length)),
    );
}

/** A secret of this form. */
export function made(form: string, seed = 1): string {
  const random = generator(seed * 7919 + form.length);
  return fill(form, (alphabet, length) =>
    Array.from({ length }, () => alphabet[random(alphabet.length)]).join(""),
  );
}

/** What must not fire: one character repeated, an eighth of it, a placeholder of the same length, a part of a longer word. */
export function lookalikes(form: string): string[] {
  const random = generator(form.length);
  return [
    fill(form, (alphabet, length) => (alphabet[0] ?? "").repeat(length)),
    fill(form, (alphabet, length) =>
      Array.from({ length: length >> 3 }, () => alphabet[random(alphabet.length)]).join(""),
    ),
    fill(form, (alphabet, length) => sample(alphabet).repeat(length).slice(0, length)),
    ...(form.endsWith("}") && !isOpen(form) ? [`${made(form)}${"q7".repeat(400)}`] : []),
  ];
}

/** Forms that may be of any length, or end where the next thing begins. */
function isOpen(form: string): boolean {
  return /^(?:hvs|pypi|bedrock|DB_|fm2|.*_session_token|.*password)/.test(form);
}

function sample(alphabet: string): string {
  if (alphabet.includes("l") && alphabet.includes("x")) return "example";
  if (alphabet.includes("L") && alphabet.includes("X")) return "EXAMPLE";
  return alphabet.startsWith("0") ? "0000" : "1";
}

/** Rule, form; the severity where it is not the rule's. */
export const VECTORS: readonly (readonly [rule: string, form: string, severity?: string])[] = [
  ["DD-SF-101", "key LTAI{A20} end"],
  ["DD-SF-101", "key: LTAI{A12}\n"],
  ["DD-SF-103", "access_key_secret = '{A30}'"],
  ["DD-SF-103", '"accessKeySecret": "{A30}"'],
  ["DD-SF-103", "ALICLOUD_SECRET_KEY={A30}"],
  ["DD-SF-104", "id STS.{A24} end"],
  ["DD-SF-106", "x: AKID{A32}"],
  ["DD-SF-106", "TENCENT_SECRET_KEY={A32}"],
  ["DD-SF-107", "HUAWEICLOUD_SECRET_KEY: {A40}"],
  ["DD-SF-108", "ak = AKLT{A43}"],
  ["DD-SF-108", "VOLC_SECRETKEY={b58}=="],
  ["DD-SF-109a", "ak: ALTAK{A21}"],
  ["DD-SF-109a", "BAIDU_SECRET_KEY={h32}"],
  ["DD-SF-109b", "QINIU_SECRET_KEY='{u40}'"],
  ["DD-SF-109c", "ucloud_private_key: {A44}"],
  ["DD-SF-109d", "KSYUN_SECRET_KEY={A44}"],
  ["DD-SF-110", "aws AKIA{B16} end"],
  ["DD-SF-110", "ASIA{B16}"],
  ["DD-SF-111", "aws_secret_access_key = {b40}"],
  ["DD-SF-111", '"secretAccessKey":"{b40}"'],
  ["DD-SF-112", "aws_session_token={b200}"],
  ["DD-SF-113", "ABSK{b120}=="],
  ["DD-SF-113", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t{b60}"],
  ["DD-SF-114", 'key: "AIza{u35}"'],
  ["DD-SF-115", "GOCSPX-{u28}"],
  ["DD-SF-115", "refresh: 1//0{u60}"],
  ["DD-SF-117", "AccountName=x;AccountKey={b86}=="],
  ["DD-SF-117", "SharedAccessKey={b43}="],
  ["DD-SF-118", "https://x.blob.core.windows.net/c?sv=2022-11-02&se=2027-01-01T00:00:00Z&sr=c&sig={A43}%3D"],
  ["DD-SF-119", "secret {A3}8Q~{A34}"],
  ["DD-SF-120", "AZURE_DEVOPS_EXT_PAT={s52}"],
  ["DD-SF-121", "pw={b42}+ACRA{A5}"],
  ["DD-SF-122", "Endpoint=https://x.azconfig.io;Id=ab-l0-s0:{A20};Secret={b43}="],
  ["DD-SF-123", "dop_v1_{h64}"],
  ["DD-SF-124", "CLOUDFLARE_API_TOKEN={u40}"],
  ["DD-SF-124", "v1.0-{h24}-{h146}"],
  ["DD-SF-125", "HRKU-{u60}"],
  ["DD-SF-125", "HEROKU_API_KEY={uuid}"],
  ["DD-SF-126", "fo1_{u43}"],
  ["DD-SF-126", "fm2_{b200}"],
  ["DD-SF-127a", "NETLIFY_AUTH_TOKEN={u43}"],
  ["DD-SF-127b", "SCW_SECRET_KEY={uuid}"],
  ["DD-SF-127c", "LINODE_TOKEN={h64}"],
  ["DD-SF-127d", "HCLOUD_TOKEN={A64}"],
  ["DD-SF-127e", "VULTR_API_KEY={U36}"],
  ["DD-SF-128", "AQVN{u36}"],
  ["DD-SF-129a", "IBM_CLOUD_API_KEY={u44}"],
  ["DD-SF-129b", "OCI_SECRET_KEY={b43}="],
  ["DD-SF-130", "github_pat_{A22}_{A59}"],
  ["DD-SF-130", "token ghp_{A36} end", "high"],
  ["DD-SF-130", String.raw`"\nghs_{A36}\n"`, "high"],
  ["DD-SF-131", "glpat-{A20}"],
  ["DD-SF-131", "GR1348941{A20}"],
  ["DD-SF-132", "BITBUCKET_CLIENT_SECRET={A32}"],
  ["DD-SF-132", "ATBB{A32}"],
  ["DD-SF-133", "GITEA_TOKEN={h40}"],
  ["DD-SF-134", "//registry.example.com/:_authToken={uuid}"],
  ["DD-SF-134", "npm_{A36}", "high"],
  ["DD-SF-135", "pypi-AgEIcHlwaS5vcmc{u120}"],
  ["DD-SF-136", "rubygems_{h48}"],
  ["DD-SF-137", "nuget_api_key: oy2{l43}"],
  ["DD-SF-138", "token = cio{A32}"],
  ["DD-SF-139", "dckr_pat_{A27}"],
  ["DD-SF-140", "AKCp{A69}"],
  ["DD-SF-140", "cmVmd{A59}"],
  ["DD-SF-141", "CLOJARS_{l60}"],
  ["DD-SF-142", "packagist_out_{h68}"],
  ["DD-SF-143", "sqp_{h40}"],
  ["DD-SF-144a", "CIRCLECI_TOKEN={h40}"],
  ["DD-SF-144b", "travis_token: {A22}"],
  ["DD-SF-144c", "DRONE_TOKEN={A32}"],
  ["DD-SF-144d", "BUILDKITE_TOKEN=bkua_{h40}"],
  ["DD-SF-145", "API-{U26}"],
  ["DD-SF-146", "pat.{A22}.{h24}.{A20}"],
  ["DD-SF-147", "sgp_{h16}_{h40}"],
  ["DD-SF-148a", "CODECOV_TOKEN={uuid}"],
  ["DD-SF-148b", "SNYK_TOKEN={uuid}"],
  ["DD-SF-149a", "ddp_{A36}"],
  ["DD-SF-149b", "EXPO_TOKEN={A40}"],
  ["DD-SF-150", "hvs.{A24}"],
  ["DD-SF-150", "VAULT_TOKEN=s.{A24}"],
  ["DD-SF-151", "{A14}.atlasv1.{A67}"],
  ["DD-SF-152", "pul-{h40}"],
  ["DD-SF-153", "dp.pt.{A43}"],
  ["DD-SF-154", "A3-{U6}-{U6}-{U5}-{U5}-{U5}-{U5}"],
  ["DD-SF-155a", "INFISICAL_TOKEN=st.{h24}.{h32}.{h32}"],
  ["DD-SF-155b", "BWS_ACCESS_TOKEN=0.{uuid}.{A30}:{b22}=="],
  ["DD-SF-156", "AGE-SECRET-KEY-1{q58}"],
  ["DD-SF-159", "oc login --token=sha256~{u43}"],
  ["DD-SF-160", "glsa_{A32}_{h8}"],
  ["DD-SF-161", "dapi{h32}"],
  ["DD-SF-162", "dt0c01.{B24}.{B64}"],
  ["DD-SF-163", "DD_API_KEY={h32}"],
  ["DD-SF-164", "NRAK-{U27}"],
  ["DD-SF-164", "{h36}NRAL"],
  ["DD-SF-165", "sntryu_{h64}"],
  ["DD-SF-166a", "SUMO_ACCESS_KEY={A64}"],
  ["DD-SF-166b", "SPLUNK_HEC_TOKEN={uuid}"],
  ["DD-SF-166c", "ELASTIC_API_KEY={A58}=="],
  ["DD-SF-167", "pscale_tkn_{A43}"],
  ["DD-SF-168a", "CONFLUENT_API_SECRET={b64}"],
  ["DD-SF-168b", "4b1d{A38}"],
  ["DD-SF-168c", "sbp_{h40}"],
  ["DD-SF-169a", "pnu_{A36}"],
  ["DD-SF-169b", "tk-us-{A48}"],
  ["DD-SF-169c", "ico-{A32}"],
  ["DD-SF-169d", "sdk-{uuid}"],
  ["DD-SF-170", "sk_live_{A24}"],
  ["DD-SF-170", "sk_test_{A24}", "low"],
  ["DD-SF-171", "sq0csp-{u43}"],
  ["DD-SF-171", "EAAAE{A59}"],
  ["DD-SF-172a", `access_token$production$\{l16}$\{h32}`],
  ["DD-SF-172b", "PLAID_SECRET={h30}"],
  ["DD-SF-172c", "FLWSECK-{l32}-X"],
  ["DD-SF-172d", "GOCARDLESS_TOKEN=live_{A40}"],
  ["DD-SF-172e", "COINBASE_API_SECRET={A64}"],
  ["DD-SF-172f", "KRAKEN_PRIVATE_KEY={b86}=="],
  ["DD-SF-172g", "KUCOIN_API_SECRET={uuid}"],
  ["DD-SF-173", "xoxb-{d12}-{d12}-{A24}"],
  ["DD-SF-173", "https://hooks.slack.com/services/T{U9}/B{U10}/{A24}", "high"],
  ["DD-SF-174", "DISCORD_TOKEN=M{A23}.{A6}.{A38}"],
  ["DD-SF-174", "https://discord.com/api/webhooks/{d18}/{u68}", "high"],
  ["DD-SF-175", "bot {d10}:AA{A33}"],
  ["DD-SF-176a", "https://x.webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{h32}/{uuid}"],
  ["DD-SF-176b", "https://oapi.dingtalk.com/robot/send?access_token={h64}"],
  ["DD-SF-176c", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={uuid}"],
  ["DD-SF-176d", "https://open.feishu.cn/open-apis/bot/v2/hook/{uuid}"],
  ["DD-SF-177", "TWILIO_API_KEY=SK{h32}"],
  ["DD-SF-178a", "SG.{u22}.{u43}"],
  ["DD-SF-178b", "MAILGUN_API_KEY=key-{h32}"],
  ["DD-SF-178c", "{h32}-us12"],
  ["DD-SF-178d", "xkeysib-{h64}-{A16}"],
  ["DD-SF-179", "sk-proj-{A74}T3BlbkFJ{A74}"],
  ["DD-SF-179", "sk-{A20}T3BlbkFJ{A20}"],
  ["DD-SF-180", "sk-ant-api03-{u93}AA"],
  ["DD-SF-181", "hf_{L34}"],
  ["DD-SF-182a", "COHERE_API_KEY={A40}"],
  ["DD-SF-182b", "MISTRAL_API_KEY={A32}"],
  ["DD-SF-182c", "pplx-{A48}"],
  ["DD-SF-182d", "xai-{A80}"],
  ["DD-SF-182e", "sk-or-v1-{h64}"],
  ["DD-SF-182f", "DASHSCOPE_API_KEY=sk-{h32}"],
  ["DD-SF-183", "shpat_{h32}"],
  ["DD-SF-184a", "ATATT3{A180}"],
  ["DD-SF-184b", "lin_api_{A40}"],
  ["DD-SF-184c", "ntn_{A46}"],
  ["DD-SF-184d", "ASANA_TOKEN={h32}"],
  ["DD-SF-184e", "AIRTABLE_TOKEN=pat{A14}.{h64}"],
  ["DD-SF-184f", "PMAK-{h24}-{h34}"],
  ["DD-SF-184g", "tfp_{A59}"],
  ["DD-SF-184h", "CFPAT-{u43}"],
  ["DD-SF-184i", "pat-na1-{uuid}"],
  ["DD-SF-184j", "INTERCOM_TOKEN=dG9r{A55}="],
  ["DD-SF-184k", "ZENDESK_API_TOKEN={A40}"],
  ["DD-SF-184l", "OKTA_API_TOKEN=00{u40}"],
  ["DD-SF-184m", "ALGOLIA_ADMIN_KEY={h32}"],
  ["DD-SF-184n", "sk.eyJ{A80}.{A22}"],
  ["DD-SF-184o", "DROPBOX_TOKEN=sl.{u140}"],
  ["DD-SF-184p", "EAAM{A120}"],
  ["DD-SF-184p", "FACEBOOK_APP_SECRET={h32}"],
  ["DD-SF-184q", "TWITTER_API_SECRET={A50}"],
  ["DD-SF-184r", "LINKEDIN_CLIENT_SECRET={A16}"],
  ["DD-SF-184s", "TWITCH_TOKEN={l30}"],
  ["DD-SF-184t", "{A6}_{A29}_mmk"],
  ["DD-SF-184u", "shippo_live_{h40}"],
  ["DD-SF-184v", "EZAK{A54}"],
  ["DD-SF-184w", "duffel_live_{u43}"],
  ["DD-SF-184x", "LOB_API_KEY=live_{h35}"],
  ["DD-SF-184y", "fio-u-{u64}"],
  ["DD-SF-184z", "SENDBIRD_API_TOKEN={h40}"],
  ["DD-SF-187", "curl https://deploy:{A12}@files.corp.net/x"],
  ["DD-SF-188", "mongodb+srv://app:{A14}@db.corp.net/x"],
  ["DD-SF-188", "jdbc:mysql://db.corp.net/x?user=app&password={A12}"],
  ["DD-SF-188", "Server=tcp:db.corp.net;Database=x;Uid=app;Pwd={A12};"],
  ["DD-SF-189", 'curl -H "Authorization: Bearer {A40}" https://x'],
  ["DD-SF-190", "DB_PASSWORD={A12}"],
  ["DD-SF-190", "spring.datasource.password: {A12}7"],
];
