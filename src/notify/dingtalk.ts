import { printJson } from "../report/index.ts";
import type { Channel, Refusal } from "./channel.ts";
import { fitting } from "./fitting.ts";
import { markdownText, titleOf } from "./markdown-text.ts";
import { hmacSha256 } from "./signature.ts";
import { matters } from "./worst.ts";

/** Of the whole body; more is refused with 460101. */
const MAX_BYTES = 20_000;
/** A message in a chat is read on a telephone; the rest is counted. */
const MAX_MATTERS = 20;

/**
 * A custom robot of a DingTalk group: a Markdown message, signed where there is a secret (`SEC…`): with the timestamp in
 * milliseconds, the base64 of the HMAC of `<timestamp>\n<secret>`. Source: DingTalk Open Platform, "Custom robot access".
 */
export const dingtalk: Channel = {
  id: "dingtalk",
  variables: {
    url: "DRYDOCK_DINGTALK_URL",
    secret: "DRYDOCK_DINGTALK_SECRET",
    token: {
      name: "DRYDOCK_DINGTALK_TOKEN",
      prefix: "https://oapi.dingtalk.com/robot/send?access_token=",
    },
  },
  letter(notice, { url: base, secret }, now) {
    const url = new URL(base);
    // An address that was copied with a signature in it, or has got one by an earlier try, must not keep it.
    for (const name of ["timestamp", "sign"]) url.searchParams.delete(name);
    if (secret !== undefined) {
      const timestamp = String(now.getTime());
      url.searchParams.set("timestamp", timestamp);
      url.searchParams.set("sign", hmacSha256(secret, `${timestamp}\n${secret}`, "base64"));
    }
    const all = matters(notice.standing);
    const body = fitting(all.slice(0, MAX_MATTERS), MAX_BYTES, (shown) => {
      const text = markdownText(notice, shown, all.length - shown.length);
      return printJson({ msgtype: "markdown", markdown: { title: titleOf(notice), text } }, 0).trimEnd();
    });
    return { url, headers: { "Content-Type": "application/json; charset=utf-8" }, body };
  },
  refusalIn,
};

/** DingTalk answers 200 to everything. Source: its list of global error codes. */
const BUSY = -1;
const MAX_ERRMSG = 200;
const REFUSALS: ReadonlyMap<number, string> = new Map([
  [310000, "keyword, signature or address do not match the robot's security settings"],
  [130101, "more than 20 messages in a minute, after which a robot is silent for some ten minutes"],
  [410100, "too many messages, after which a robot is silent for some ten minutes"],
  [300001, "there is no robot with this token"],
  [400101, "there is no robot with this token"],
]);

function refusalIn(body: string): Refusal | undefined {
  const { errcode, errmsg } = answerIn(body);
  if (errcode === 0) return undefined;
  if (typeof errcode !== "number") return { why: "the answer is not a robot's", isPassing: false };
  const said = typeof errmsg === "string" ? errmsg.slice(0, MAX_ERRMSG).toWellFormed() : "";
  const known = REFUSALS.get(errcode);
  const words = known === undefined ? said : said === "" ? known : `${known} (${said})`;
  return { why: `errcode ${errcode}${words === "" ? "" : `: ${words}`}`, isPassing: errcode === BUSY };
}

function answerIn(body: string): { readonly errcode?: unknown; readonly errmsg?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
