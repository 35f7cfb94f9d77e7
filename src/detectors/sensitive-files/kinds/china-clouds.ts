import { keyed } from "../keyed.ts";
import type { SensitiveRule } from "../kind.ts";

/**
 * Paths by the vendors' own documents: aliyun CLI `~/.aliyun/config.json` (help "Configure credentials"), ossutil
 * `~/.ossutilconfig` (help "config"), the SDKs `~/.alibabacloud/credentials` (README of alibabacloud-credentials).
 */
export const alibabaCloud: SensitiveRule = {
  id: "DD-SF-006",
  category: "sensitive",
  title: "Alibaba Cloud credentials",
  severity: "critical",
  fires:
    "The configuration of the aliyun command line, of ossutil or of the SDKs (`.aliyun/config.json`, `.ossutilconfig`, `.alibabacloud/credentials`) holds an AccessKey secret or an STS token.",
  guards: "Profiles of ECS RAM roles, OIDC, OAuth and CloudSSO, which hold no AccessKey; placeholders.",
  advice:
    "Disable the AccessKey and look through ActionTrail for its use. Use a RAM role, or OIDC in builds.",
  peers: [],
  files: [
    keyed({
      wanted: { paths: [".aliyun/config.json"] },
      format: "json",
      keys: {
        access_key_secret: "AccessKey secret",
        sts_token: "STS token",
        private_key: "private key of an RSA key pair",
      },
    }),
    keyed({
      wanted: {
        names: [".ossutilconfig"],
        paths: [
          ".alibabacloud/credentials",
          ".alibabacloud/credentials.ini",
          ".aliyun/credentials",
          ".aliyun/config",
        ],
      },
      format: "ini",
      keys: {
        accesskeysecret: "AccessKey secret",
        access_key_secret: "AccessKey secret",
        aliyun_access_key_secret: "AccessKey secret",
        ststoken: "STS token",
        security_token: "STS token",
      },
    }),
  ],
};

/**
 * tccli `~/.tccli/<profile>.credential` (its configure.py) and the SDKs' `~/.tencentcloud/credentials`; COSCMD
 * `~/.cos.conf`, COSCLI `~/.cos.yaml`. KooCLI `~/.hcloud/config.json`, obsutil `~/.obsutilconfig`, the SDKs
 * `~/.huaweicloud/credentials`. volcengine-cli `~/.volcengine/config.json`, the SDKs `~/.volc/config`. BCECMD
 * `~/.go-bcecli/credentials` (its bceconf package), BCE CLI before it `~/.bce/credentials`.
 */
export const otherChineseClouds: SensitiveRule = {
  id: "DD-SF-007",
  category: "sensitive",
  title: "Tencent, Huawei, Volcengine or Baidu cloud credentials",
  severity: "critical",
  fires:
    "A profile of tccli, COSCMD or COSCLI, KooCLI or obsutil, volcengine-cli, BCECMD, or of those vendors' SDKs holds a secret key or a temporary token.",
  guards: "Profiles of roles and of single sign-on, which hold no secret key; placeholders.",
  advice:
    "Disable the key and look for its use in the vendor's audit log. Use a role of the machine or service.",
  peers: ["SAS tencentcloud_ak", "SAS huaweicloud_ak"],
  files: [
    keyed({
      wanted: { extensions: ["credential"], folders: [".tccli"], maxBytes: 64 * 1024 },
      format: "json",
      isCommonName: true,
      keys: { secretkey: "Tencent Cloud secret key" },
    }),
    keyed({
      wanted: { paths: [".tencentcloud/credentials"], names: [".cos.conf", ".cos.yaml"] },
      format: "ini",
      keys: { secret_key: "Tencent Cloud secret key", secretkey: "Tencent Cloud secret key" },
    }),
    keyed({
      wanted: { paths: [".hcloud/config.json"] },
      format: "json",
      keys: {
        secretaccesskey: "Huawei Cloud secret access key",
        securitytoken: "Huawei Cloud security token",
      },
    }),
    keyed({
      wanted: { names: [".obsutilconfig"], paths: [".huaweicloud/credentials"] },
      format: "ini",
      keys: { sk: "Huawei Cloud secret access key" },
    }),
    keyed({
      wanted: { paths: [".volcengine/config.json", ".volc/config"] },
      format: "json",
      keys: {
        "secret-key": "Volcengine secret key",
        secret_key: "Volcengine secret key",
        sk: "Volcengine secret key",
      },
    }),
    keyed({
      wanted: { paths: [".go-bcecli/credentials", ".bce/credentials"] },
      format: "ini",
      keys: { sk: "Baidu AI Cloud secret key", bce_secret_access_key: "Baidu AI Cloud secret key" },
    }),
  ],
};
