import { ini } from "../formats/ini.ts";
import type { Instance } from "../instance.ts";
import { type Kept, keeping } from "../keeping.ts";
import type { Product, Row } from "../product.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

/** The first release that does not start without an administrator. */
const STRICT_MAJOR = 3;

const SHOWN: readonly string[] = [
  "chttpd.bind_address",
  "httpd.bind_address",
  "chttpd.require_valid_user",
  "couch_httpd_auth.require_valid_user",
];

function kept(key: string): Kept | undefined {
  if (SHOWN.includes(key)) return "shown";
  return key.startsWith("admins.") ? "secret" : undefined;
}

const couchdb: Product = {
  id: "couchdb",
  title: "CouchDB",
  programs: ["couchdb", "couch.app"],
  packages: ["couchdb", "apache-couchdb"],
  places: [
    [
      "opt/couchdb/etc/default.ini",
      "opt/couchdb/etc/default.d/*.ini",
      "opt/couchdb/etc/local.ini",
      "opt/couchdb/etc/local.d/*.ini",
    ],
    [
      "etc/couchdb/default.ini",
      "etc/couchdb/default.d/*.ini",
      "etc/couchdb/local.ini",
      "etc/couchdb/local.d/*.ini",
    ],
  ],
  read: (text) => keeping(ini(text), kept),
  fromVariables: (env) => keeping(variablesNamed(env, { COUCHDB_USER: "admins.COUCHDB_USER" }), kept),
  *judge(couch) {
    const bind = couch.last("chttpd.bind_address", "httpd.bind_address");
    if (bind === undefined) return;
    const exposure = couch.exposure("loopback", "chttpd.bind_address", "httpd.bind_address");
    const hasAdmin = couch.settings.some(({ key }) => key.startsWith("admins."));
    const anybody = couch.off("chttpd.require_valid_user", "couch_httpd_auth.require_valid_user");
    if (anybody !== undefined && !couch.image.isUntouched(anybody.source))
      yield { at: anybody, title: "anybody is let in", with: [bind], exposure };
    else if (!hasAdmin && !refusesWithoutAdmin(couch))
      yield { at: bind, title: "no administrator", exposure };
  },
};

function refusesWithoutAdmin(couch: Instance): boolean {
  const [application = ""] = couch.image.pathsOf("couch.app");
  const [, inPath] = /\/couch-(\d{1,3})\./.exec(application) ?? [];
  const version = inPath ?? couch.versionOf("couchdb", "apache-couchdb");
  return version !== undefined && Number.parseInt(version, 10) >= STRICT_MAJOR;
}

export const couchdbRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-073",
    title: "CouchDB without login, open to all",
    severity: "high",
    fires:
      "CouchDB is told to listen on more than loopback, and it has no administrator or says that no valid user is required.",
    guards:
      "A release from 3 on does not start without an administrator, so that none need be set in the image.",
    advice: "Set an administrator, require a valid user, and bind to the addresses that need it.",
    peers: ["SAS hc_exploit_couchdb"],
  }),
  products: [couchdb],
};
