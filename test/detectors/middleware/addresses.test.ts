import { expect, test } from "vitest";
import { exposureOf, hostExposure, listenExposure } from "../../../src/detectors/middleware/addresses.ts";
import { variable } from "./cases/case.ts";

test.each([
  ["0.0.0.0", "all"],
  ["*", "all"],
  ["::", "all"],
  ["-::*", "all"],
  ["10.0.0.5", "all"],
  ["127.0.0.1", "loopback"],
  ["127.1", "loopback"],
  ["-::1", "loopback"],
  ["[::1]", "loopback"],
  ["LOCALHOST", "loopback"],
  ["'127.0.0.1'", "loopback"],
  ["_local_", "loopback"],
  [variable("HOST"), "unknown"],
  ["$HOST", "unknown"],
])("host %s: %s", (host, expected) => {
  expect(hostExposure(host)).toBe(expected);
});

test.each([
  [":9001", "all"],
  ["9000", "all"],
  ["*:9001", "all"],
  ["tcp://0.0.0.0:2375", "all"],
  ["PLAINTEXT://:9092", "all"],
  ["[::]:9000", "all"],
  ["127.0.0.1:9000", "loopback"],
  ["http://localhost:2379/x", "loopback"],
  ["[::1]:80", "loopback"],
  ["::1", "loopback"],
  ["unix:///run/x.sock", "loopback"],
  ["/run/php.sock", "loopback"],
  ["app.sock", "loopback"],
  [`${variable("HOST")}:80`, "unknown"],
])("address %s: %s", (address, expected) => {
  expect(listenExposure(address)).toBe(expected);
});

test("of several, one is enough", () => {
  expect(exposureOf(["127.0.0.1, 0.0.0.0"], "loopback")).toBe("all");
  expect(exposureOf(["127.0.0.1 ::1"], "all")).toBe("loopback");
  expect(exposureOf(["127.0.0.1", "$X"], "all")).toBe("unknown");
  expect(exposureOf([""], "all")).toBe("all");
});
