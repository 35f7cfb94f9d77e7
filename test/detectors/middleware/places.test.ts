import { expect, test } from "vitest";
import { isSample, placeIndex } from "../../../src/detectors/middleware/places.ts";

const index = placeIndex([
  ["etc/redis.conf", "redis"],
  ["etc/nginx/conf.d/*.conf", "nginx"],
  ["etc/postgresql/*/*/pg_hba.conf", "postgres"],
  ["~/conf/server.xml", "tomcat"],
  ["~/conf/*.xml", "all"],
]);

test.each([
  ["etc/redis.conf", [{ value: "redis" }]],
  ["opt/etc/redis.conf", []],
  ["etc/nginx/conf.d/a.conf", [{ value: "nginx" }]],
  ["etc/nginx/conf.d/a.txt", []],
  ["etc/nginx/conf.d/b/a.conf", []],
  ["etc/postgresql/15/main/pg_hba.conf", [{ value: "postgres" }]],
  ["etc/postgresql/15/pg_hba.conf", []],
  [
    "opt/tomcat/conf/server.xml",
    [
      { value: "tomcat", home: "opt/tomcat" },
      { value: "all", home: "opt/tomcat" },
    ],
  ],
  ["conf/server.xml", []],
  ["opt/tomcat/docs/conf/server.xml", []],
])("%s", (path, expected) => {
  expect(index(path)).toEqual(expected);
});

test.each([
  ["etc/redis.conf.example", true],
  ["etc/redis.conf.dpkg-dist", true],
  ["etc/redis.conf.md", true],
  ["etc/php.ini-development", false],
  ["usr/share/doc/redis/redis.conf", true],
  ["app/Tests/redis.conf", true],
  ["etc/latest/redis.conf", false],
])("%s: %s", (path, expected) => {
  expect(isSample(path)).toBe(expected);
});
