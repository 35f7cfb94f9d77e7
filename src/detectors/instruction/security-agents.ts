/** A program that watches the hosts or containers it runs on. */
export interface SecurityAgent {
  readonly vendor: string;
  /** Services, processes and packages, each a whole word. */
  readonly names: readonly string[];
  /** Folders that are its own. */
  readonly folders: readonly string[];
  /** Parts of addresses of the vendor's own uninstall scripts. */
  readonly uninstallers?: readonly string[];
}

/** From the vendors' own instructions for installing and removing them. */
export const SECURITY_AGENTS: readonly SecurityAgent[] = [
  {
    vendor: "Alibaba Cloud",
    names: [
      "aegis",
      "aliyundun",
      "aliyundunupdate",
      "aliyundunmonitor",
      "aliyun-service",
      "aliyun",
      "cloudmonitor",
      "argusagent",
      "cmsgoagent",
    ],
    folders: [
      "/usr/local/aegis",
      "/usr/local/cloudmonitor",
      "/usr/local/share/aliyun-assist",
      "/etc/init.d/aegis",
      "/usr/sbin/aliyun-service",
    ],
    uninstallers: [
      "aegis.aliyun.com/download/uninstall",
      "aegis.aliyun.com/download/quartz_uninstall",
      "quartz_uninstall.sh",
    ],
  },
  {
    vendor: "Tencent Cloud",
    names: ["ydservice", "ydlive", "yunjing", "sgagent", "barad_agent", "tat_agent"],
    folders: ["/usr/local/qcloud"],
  },
  {
    vendor: "Huawei Cloud",
    names: ["hostguard", "hostwatch", "telescoped"],
    folders: ["/usr/local/hostguard", "/usr/local/telescope"],
  },
  { vendor: "CrowdStrike", names: ["falcon-sensor", "falcond"], folders: ["/opt/CrowdStrike"] },
  {
    vendor: "SentinelOne",
    names: ["sentinelone", "sentinelagent", "sentinelctl"],
    folders: ["/opt/sentinelone"],
  },
  { vendor: "Trend Micro", names: ["ds_agent", "ds-agent"], folders: ["/opt/ds_agent", "/var/opt/ds_agent"] },
  { vendor: "Microsoft Defender", names: ["mdatp"], folders: ["/opt/microsoft/mdatp"] },
  { vendor: "Qualys", names: ["qualys-cloud-agent"], folders: ["/usr/local/qualys"] },
  { vendor: "Wazuh", names: ["wazuh-agent", "ossec-hids", "ossec"], folders: ["/var/ossec"] },
  { vendor: "Falco", names: ["falco"], folders: ["/etc/falco"] },
  { vendor: "Linux audit", names: ["auditd"], folders: ["/etc/audit"] },
];
