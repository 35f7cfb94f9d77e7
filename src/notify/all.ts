export { acr } from "./acr.ts";
export { dingtalk } from "./dingtalk.ts";
export { webhook } from "./webhook.ts";
