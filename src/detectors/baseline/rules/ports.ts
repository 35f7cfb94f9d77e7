import type { BaselineRule } from "../rule.ts";
import { sensitivityOf } from "../sensitive-ports.ts";

export const sensitivePort: BaselineRule = {
  id: "DD-BL-009",
  category: "baseline",
  title: "Administrative port exposed",
  severity: "low",
  fires: "The config exposes the port of an administrative service, or one under 1024 other than 80 and 443.",
  guards:
    "It does not fire for ports that the policy's setting allowed-ports names, as for the image of that very service.",
  advice: "Expose only what the image serves, on a port from 1024 on.",
  peers: ["CIS 5.8", "CIS 5.9"],
  *check({ config, settings }) {
    for (const port of new Set(config.ports)) {
      const evidence = sensitivityOf(port);
      if (evidence === undefined || settings.allowedPorts.includes(port)) continue;
      yield { subject: `port ${port}`, fact: `port:${port}`, evidence: [evidence] };
    }
  },
};
