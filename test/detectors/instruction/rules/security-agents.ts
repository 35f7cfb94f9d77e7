import { agentRemoved } from "../../../../src/detectors/instruction/rules/security-agents.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: agentRemoved,
    catches: [
      ["FROM debian:12\nRUN rm -rf /usr/local/aegis", 2, "high"],
      ["FROM debian:12\nRUN rm -rf /usr/local/cloudmonitor/*", 2],
      ["FROM debian:12\nRUN service aegis stop", 2],
      ["FROM debian:12\nRUN systemctl disable aliyun.service", 2],
      ["FROM debian:12\nRUN wget http://update.aegis.aliyun.com/download/uninstall.sh", 2],
      ["FROM debian:12\nRUN pkill -9 AliYunDun", 2],
      ["FROM debian:12\nRUN apt-get purge -y falcon-sensor", 2],
      ["FROM centos:7\nRUN rm -rf /usr/local/qcloud/YunJing", 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN echo rm -rf /usr/local/aegis",
      "FROM datadog/falco:1\nRUN systemctl disable falco",
      "FROM debian:12\nRUN apt-get install -y auditd && systemctl disable auditd",
      "FROM debian:12\nRUN rm -rf /usr/local/app && service nginx stop",
      "FROM debian:12\nRUN systemctl status aegis",
    ],
  },
];
