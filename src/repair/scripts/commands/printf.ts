import type { Value } from "../value.ts";

/** What `printf` prints for formats of `%s`, `%%`, `\n` and `\t`; undefined for any other. */
export function printed(args: readonly string[]): Value {
  const [format = "", ...values] = args;
  if (format.startsWith("-") || /%[^s%]|%$|\\[^nt]|\\$/.test(format)) return undefined;
  const asked = (format.match(/%s/g) ?? []).length;
  if (asked === 0 && values.length > 0) return undefined;
  let text = "";
  let next = 0;
  do {
    text += format.replaceAll(/%s|%%|\\n|\\t/g, (sign) => {
      if (sign === "%s") return values[next++] ?? "";
      return sign === "%%" ? "%" : sign === "\\n" ? "\n" : "\t";
    });
  } while (next < values.length);
  return text;
}
