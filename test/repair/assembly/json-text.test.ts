import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonText } from "../../../src/repair/assembly/json-text.ts";

test("every byte that is not set stays: order, spaces, large numbers, escapes", () => {
  const text = '{ "b" : 12345678901234567890, "a":{"x":"\\u003c}\\"",\n"y" : [ 1e2 ] } ,"10":null}';
  const json = new JsonText(text);
  json.set(["a", "z", "deep"], true);
  json.set(["10"], [1]);
  json.append(["a", "y"], "two");
  expect(json.text).toBe(
    '{ "b" : 12345678901234567890, "a":{"x":"\\u003c}\\"",\n"y" : [ 1e2 ,"two"] ,"z":{"deep":true}} ,"10":[1]}',
  );
});

test("null counts as absent, a list that is not there is not made, anything else is no object", () => {
  const json = new JsonText('{"config":null,"n":1}');
  json.set(["config", "Labels", "a"], "b");
  expect([json.append(["history"], 1), json.append(["n"], 1), json.text]).toEqual([
    false,
    false,
    '{"config":{"Labels":{"a":"b"}},"n":1}',
  ]);
  expect(() => json.set(["n", "x"], 1)).toThrow(TypeError);
  expect(() => new JsonText("[]").set(["x"], 1)).toThrow(TypeError);
});

test("of a name that occurs twice the last one counts, as for JSON.parse", () => {
  const json = new JsonText('{"a":1,"a":2}');
  json.set(["a"], 3);
  expect(JSON.parse(json.text)).toEqual({ a: 3 });
});

test("whatever the document, what is set is there and nothing else has changed", () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(object, fc.string(), fc.jsonValue(), fc.boolean(), (document, key, value, spaced) => {
      fc.pre(key !== "__proto__" && !("__proto__" in document));
      const json = new JsonText(JSON.stringify(document, undefined, spaced ? 2 : 0));
      json.set([key], value);
      expect(JSON.parse(json.text)).toEqual(JSON.parse(JSON.stringify({ ...document, [key]: value })));
    }),
  );
});
