import type { Found, Judgement } from "../rule.ts";

/** For tokens that begin as base64 may: not a line of a longer text in base64. */
export function outsideBase64({ text, start, end }: Found): Judgement | undefined {
  const lineBehind = /^["',\\]{0,3}\s{1,24}["']?[A-Za-z0-9+/]{40}/.test(text.slice(end, end + 80));
  return lineBehind || /[A-Za-z0-9+/][\r\n]{1,2}[ \t]{0,3}$/.test(text.slice(0, start)) ? undefined : {};
}
