import type { LabelForm } from "../../model/index.ts";

/** Longer texts are no dates, versions or addresses; keeps what the expressions see short. */
const MAX_LENGTH = 2000;

/** Whether a label's value has the form that it should have. */
export function hasForm(value: string, form: LabelForm): boolean {
  return value !== "" && value.length <= MAX_LENGTH && FORMS[form](value);
}

const FORMS: Readonly<Record<LabelForm, (value: string) => boolean>> = {
  text: (value) => value.trim() !== "",
  url: (value) => /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value),
  date: isDate,
  spdx: isSpdx,
  digest: (value) => /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(value),
  // Source: semver.org 2.0.0, without its rule on leading zeros of pre-release parts.
  semver: (value) =>
    /^v?(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})(?:-[0-9A-Za-z.-]{1,200})?(?:\+[0-9A-Za-z.-]{1,200})?$/.test(
      value,
    ),
  email: (value) => /^[^\s@<>]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}$/.test(value),
};

/** RFC 3339: date, time and zone. */
function isDate(value: string): boolean {
  const isShaped = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value);
  return isShaped && !Number.isNaN(Date.parse(value.replace(" ", "T").toUpperCase()));
}

/** An SPDX expression by its shape: ids between AND, OR and WITH. Source: SPDX 2.3, annex D. */
function isSpdx(value: string): boolean {
  const parts = value.replace(/[()]/g, " ").trim().split(/\s+/);
  return (
    parts.every((part, index) =>
      index % 2 === 0 ? /^[A-Za-z0-9][A-Za-z0-9.:-]{0,99}\+?$/.test(part) : /^(?:AND|OR|WITH)$/.test(part),
    ) && parts.length % 2 === 1
  );
}
