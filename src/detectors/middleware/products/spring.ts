import { hostExposure } from "../addresses.ts";
import { keeping, type Vocabulary } from "../keeping.ts";
import { optionsOf } from "../options.ts";
import type { Product, Row } from "../product.ts";
import {
  canonical,
  isSpringFolder,
  SPRING_PLACES,
  springSettings,
  springVariables,
} from "../spring-files.ts";
import { middlewareRule } from "./rule.ts";

const KEYS: Vocabulary = Object.fromEntries(
  [
    "management.endpoints.web.exposure.include",
    "management.endpoints.enabledbydefault",
    "management.server.address",
    "management.server.port",
    "management.security.enabled",
    "spring.h2.console.enabled",
    "spring.h2.console.settings.weballowothers",
  ].map((key) => [key, "shown"]),
);

const spring: Product = {
  id: "spring",
  title: "Spring",
  programs: ["java", "spring-boot.jar"],
  packages: ["org.springframework.boot:spring-boot"],
  places: SPRING_PLACES,
  read: (text, path) => keeping(springSettings(text, path), KEYS),
  fromArguments: (args) => keeping(optionsOf(args).map(canonical), KEYS),
  fromVariables: (env) => keeping(springVariables(env).map(canonical), KEYS),
  fileOf: (args) => {
    const location = optionsOf(args).find(({ key }) => key === "spring.config.location")?.value;
    return location?.replace(/^(?:optional:)?file:/, "").replace(/^\/\/(?=\/)/, "");
  },
  *judge(application) {
    if (!isSpringFolder(application)) return;
    const address = application.last("management.server.address");
    const isClosed = application.last("management.server.port")?.value === "-1";
    const exposure = address === undefined ? "all" : hostExposure(address.value);
    const include = application
      .all("management.endpoints.web.exposure.include")
      .find(({ value }) => /(?:^|,)\s*\*\s*(?:,|$)/.test(value));
    if (include !== undefined && !isClosed)
      yield { at: include, title: "all endpoints of the actuator", with: [address], exposure };
    const old = application.off("management.security.enabled");
    if (old !== undefined && !isClosed)
      yield { at: old, title: "endpoints of the actuator need no login", exposure };
    const others = application.on("spring.h2.console.settings.weballowothers");
    const console = application.on("spring.h2.console.enabled");
    if (others !== undefined && console !== undefined)
      yield { at: others, title: "the console of H2 for all", with: [console] };
  },
};

export const springRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-089",
    title: "Spring shows its inside",
    severity: "medium",
    fires:
      "All endpoints of Spring Boot's actuator are exposed, they need no login, or the console of H2 lets others in.",
    guards:
      "Settings count where Spring Boot looks for them, without those of a profile and those inside archives; endpoints on a port of loopback, or on none, are no trouble.",
    advice:
      "Expose health and what is needed by name, put management on a port of its own, and switch the console of H2 off.",
  }),
  products: [spring],
};
