import { exposureOf } from "../addresses.ts";
import { ini } from "../formats/ini.ts";
import { properties } from "../formats/properties.ts";
import { type Kept, keeping, knownWords, type Vocabulary } from "../keeping.ts";
import { NACOS_TOKENS, SHIRO_KEYS, XXL_JOB_TOKENS } from "../known-keys.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import {
  canonical,
  isSpringFolder,
  SPRING_PLACES,
  springSettings,
  springVariables,
} from "../spring-files.ts";
import { variablesNamed } from "../variables.ts";
import { middlewareRule } from "./rule.ts";

const NACOS_KEYS: Vocabulary = {
  "nacos.core.auth.enabled": "shown",
  "nacos.core.auth.plugin.nacos.token.secret.key": NACOS_TOKENS,
  "nacos.core.auth.default.token.secret.key": NACOS_TOKENS,
  "nacos.core.auth.server.identity.value": knownWords("security"),
};
const NACOS_TOKEN = [
  "nacos.core.auth.plugin.nacos.token.secret.key",
  "nacos.core.auth.default.token.secret.key",
];

const nacos: Product = {
  id: "nacos",
  title: "Nacos",
  programs: ["nacos-server.jar"],
  marks: ["target/nacos-server.jar", "bin/docker-startup.sh"],
  places: [["~/conf/application.properties"]],
  read: (text) => keeping(properties(text), NACOS_KEYS),
  fromVariables: (env) =>
    keeping(
      variablesNamed(env, {
        NACOS_AUTH_ENABLE: "nacos.core.auth.enabled",
        NACOS_AUTH_TOKEN: "nacos.core.auth.plugin.nacos.token.secret.key",
        NACOS_AUTH_IDENTITY_VALUE: "nacos.core.auth.server.identity.value",
      }),
      NACOS_KEYS,
    ),
  *judge(server) {
    const off = server.off("nacos.core.auth.enabled");
    if (off !== undefined) yield { at: off, title: "authentication is off" };
    const token = server.last(...NACOS_TOKEN);
    if (token?.value === "(known)")
      yield { at: token, title: "signs its tokens with a key that everybody has" };
    const identity = server.last("nacos.core.auth.server.identity.value");
    if (identity?.value === "(known)")
      yield { at: identity, title: "a header that everybody knows passes the login" };
  },
};

const XXL_KEYS: Vocabulary = { "xxl.job.accesstoken": XXL_JOB_TOKENS };

const xxlJob: Product = {
  id: "xxl-job",
  title: "XXL-JOB",
  programs: ["xxl-job-admin.jar", "xxl-job-core.jar", "java"],
  packages: ["com.xuxueli:xxl-job-core"],
  places: SPRING_PLACES,
  read: (text, path) => keeping(springSettings(text, path), XXL_KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(canonical), XXL_KEYS),
  fromVariables: (env) => keeping(springVariables(env), XXL_KEYS),
  *judge(job) {
    const token = job.last("xxl.job.accesstoken");
    if (token === undefined || !isSpringFolder(job)) return;
    if (token.value === "(known)") yield { at: token, title: "the access token that it is delivered with" };
    if (token.value === "(empty)") yield { at: token, title: "no access token" };
  },
};

const WEAK = knownWords("admin", "druid", "root", "123456", "password");

function druidKept(key: string): Kept | undefined {
  if (!key.startsWith("spring.datasource.druid.statviewservlet.")) return undefined;
  const name = key.slice(key.lastIndexOf(".") + 1);
  return name === "enabled" || name === "allow" ? "shown" : name === "loginpassword" ? WEAK : undefined;
}

const DRUID = "spring.datasource.druid.statviewservlet";

const druid: Product = {
  id: "druid",
  title: "Druid",
  programs: ["druid.jar", "druid-spring-boot-starter.jar", "java"],
  packages: ["com.alibaba:druid", "com.alibaba:druid-spring-boot-starter"],
  places: SPRING_PLACES,
  read: (text, path) => keeping(springSettings(text, path), druidKept),
  fromArguments: (args) => keeping(optionsOf(args).map(canonical), druidKept),
  fromVariables: (env) => keeping(springVariables(env), druidKept),
  *judge(pool) {
    const on = pool.on(`${DRUID}.enabled`);
    if (on === undefined || !isSpringFolder(pool)) return;
    const password = pool.last(`${DRUID}.loginpassword`);
    if (password !== undefined && password.value !== "(empty)" && password.value !== "(known)") return;
    const allow = pool.last(`${DRUID}.allow`);
    const exposure = exposureOf(allow === undefined ? [] : [allow.value], "all");
    const title =
      password?.value === "(known)" ? "the monitor has a well-known password" : "the monitor needs no login";
    yield { at: on, title, with: [password, allow], exposure };
  },
};

const DUBBO_KEYS: Vocabulary = {
  "admin.root.user.password": WEAK,
  "dubbo.application.qosacceptforeignip": "shown",
  "dubbo.application.qosenable": "shown",
};

const dubbo: Product = {
  id: "dubbo",
  title: "Dubbo",
  programs: ["dubbo.jar", "dubbo-admin.jar", "java"],
  packages: ["org.apache.dubbo:dubbo"],
  places: [...SPRING_PLACES, ["dubbo.properties"], ["~/dubbo.properties"]],
  read: (text, path) =>
    keeping(
      springSettings(text, path).map((setting) => ({
        ...setting,
        key: setting.key.replace("qos.", "qos").replace("accept.foreign.ip", "acceptforeignip"),
      })),
      DUBBO_KEYS,
    ),
  fromVariables: (env) => keeping(springVariables(env), DUBBO_KEYS),
  *judge(service) {
    if (!isSpringFolder(service)) return;
    const password = service.last("admin.root.user.password");
    if (password?.value === "(known)") yield { at: password, title: "the console has its default account" };
    const foreign = service.on("dubbo.application.qosacceptforeignip");
    if (foreign !== undefined && service.off("dubbo.application.qosenable") === undefined)
      yield { at: foreign, title: "commands of operation from any host" };
  },
};

function shiroKept(key: string): Kept | undefined {
  return key.toLowerCase().replace(/[-_]/g, "").endsWith("cipherkey") ? SHIRO_KEYS : undefined;
}

const shiro: Product = {
  id: "shiro",
  title: "Shiro",
  programs: ["shiro-core.jar", "shiro-web.jar", "java"],
  packages: ["org.apache.shiro:shiro-core"],
  places: [...SPRING_PLACES, ["~/shiro.ini"]],
  read: (text, path) => keeping(path.endsWith(".ini") ? ini(text) : springSettings(text, path), shiroKept),
  *judge(application) {
    if (
      application.home !== undefined &&
      !application.home.endsWith("WEB-INF") &&
      !isSpringFolder(application)
    )
      return;
    for (const at of application.settings)
      if (at.value === "(known)") yield { at, title: "encrypts its cookies with a key that everybody has" };
  },
};

export const frameworksRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-081",
    title: "Service without login, or with a key that everybody has",
    severity: "high",
    fires:
      "Nacos has its authentication off or signs with a published key; XXL-JOB has no access token or the delivered one; the monitor of Druid needs no login; Dubbo takes commands from any host or has its default account; Shiro uses a published cipher key.",
    guards:
      "Files inside archives are not read; settings of Spring count where Spring Boot looks for them, without those of a profile.",
    advice: "Switch authentication on, and make tokens and keys of your own that are given at run time.",
  }),
  products: [nacos, xxlJob, druid, dubbo, shiro],
};
