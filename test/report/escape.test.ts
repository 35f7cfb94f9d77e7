import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  escapeCode,
  escapeForTerminal,
  escapeHtml,
  escapeLines,
  escapeMarkdown,
  escapeXml,
  printJson,
  scriptJson,
} from "../../src/report/escape.ts";

describe("escapeForTerminal", () => {
  test.each([
    ["plain text, ünïcödé, 漢字, 🚢", "plain text, ünïcödé, 漢字, 🚢"],
    ["\u001b[31mred\u001b[0m", "\\x1b[31mred\\x1b[0m"],
    ["\u009b31m\u0007\u007f", "\\x9b31m\\x07\\x7f"],
    ["two\r\nlines\tand a tab", "two\\r\\nlines\\tand a tab"],
    ["abc\u202egnp.exe\u2066\u2069\u200f\u061c", "abc\\u{202e}gnp.exe\\u{2066}\\u{2069}\\u{200f}\\u{61c}"],
    ["in\u200bvis\u2060ible\ufeff\u{e0041}", "in\\u{200b}vis\\u{2060}ible\\u{feff}\\u{e0041}"],
    ["a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
    ["half \ud800 pair", "half \\u{d800} pair"],
    ["::error::x", ":\\x3aerror::x"],
    ["  ::set-env name=x::y", "  :\\x3aset-env name=x::y"],
    ["Net::IP of perl", "Net::IP of perl"],
    ["x ##[group]y ##vso[task]z # ## 1", "x #\\x23[group]y #\\x23vso[task]z # ## 1"],
  ])("%j", (text, expected) => {
    expect(escapeForTerminal(text)).toBe(expected);
  });

  test("whatever comes in, one line without commands comes out", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const safe = escapeForTerminal(text);
        expect(safe).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(safe.trimStart().startsWith("::")).toBe(false);
        expect(safe.isWellFormed()).toBe(true);
      }),
    );
  });
});

test("escapeLines keeps the lines and nothing else", () => {
  expect(escapeLines("a:1:2: b\n::error::\u001b\n")).toBe("a:1:2: b\n:\\x3aerror::\\x1b\n");
});

test.each([
  ["plain", "plain"],
  [
    "[a](javascript:x) <b>`c`</b> *d* _e_ #1 !x | ~",
    "\\[a\\]\\(javascript:x\\) &lt;b\\>\\`c\\`&lt;/b\\> \\*d\\* \\_e\\_ \\#1 \\!x \\| \\~",
  ],
  ["&lt; \\", "&amp;lt; \\\\"],
  ["- no list", "\\- no list"],
  ["1. no list", "\\1. no list"],
  ["two\nlines", "two lines"],
  ["@everyone", "@\u200beveryone"],
])("escapeMarkdown %j", (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test("printJson makes halves of pairs whole and leaves the rest to JSON", () => {
  const text = printJson({ "a\ud800": "\ud800x", b: ["🚢\u001b\n"] });
  expect(text).toBe('{\n  "a\ufffd": "\ufffdx",\n  "b": [\n    "🚢\\u001b\\n"\n  ]\n}\n');
});

test.each([
  ["a & b < c > d \"e\" 'f'", "a &#38; b &#60; c &#62; d &#34;e&#34; &#39;f&#39;"],
  ["]]> \u001b \ufffe \uffff \ud800", "]]&#62; \\x1b \\u{fffe} \\u{ffff} \\u{d800}"],
])("XML: %j", (text, expected) => {
  expect(escapeXml(text)).toBe(expected);
});

test.each([
  ["Use `COPY *`, not *ADD*.", "Use `COPY *`, not \\*ADD\\*."],
  ["`code\u001b` and a lone `", "`code\\x1b` and a lone \\`"],
])("code in the catalogue's words: %j", (text, expected) => {
  expect(escapeCode(text)).toBe(expected);
});

test.each([
  ["plain text, ünïcödé, 漢字, 🚢", "plain text, ünïcödé, 漢字, 🚢"],
  ["<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"],
  ['" onclick="`x`" & co', "&quot; onclick=&quot;&#96;x&#96;&quot; &amp; co"],
  ["&lt;", "&amp;lt;"],
  ["::error::x and ##[group]y", ":&#58;error:&#58;x and #&#35;[group]y"],
  [":::: ###", ":&#58;:&#58; #&#35;#"],
  ["abc\u202egnp.exe\u001b", "abc\\u{202e}gnp.exe\\x1b"],
  ["two\r\nlines\tand a tab", "two\\r lines and a tab"],
  ["half \ud800 pair", "half \\u{d800} pair"],
])("escapeHtml(%j)", (text, expected) => {
  expect(escapeHtml(text)).toBe(expected);
});

test("scriptJson gives back what it was given, and ends no element", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme-ascii" }),
      fc.constantFrom("</script>", "<!--", "::", "##[x]"),
      (a, b) => {
        const written = scriptJson({ text: `${a}${b}${a}`, list: [b] });
        expect(written).not.toMatch(/[<>&]|##|::/);
        expect(JSON.parse(written)).toEqual({ text: `${a}${b}${a}`, list: [b] });
      },
    ),
  );
  expect(JSON.parse(scriptJson("\u202e\u001b\ud800 two\nlines"))).toBe("\\u{202e}\\x1b\\u{d800} two\nlines");
});
