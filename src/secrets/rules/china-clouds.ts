import type { SecretRule } from "../rule.ts";
import { named, prefixed } from "../shapes.ts";

/** DD-SF-106…109: clouds in China beside Alibaba's. */
export const tencent: SecretRule = prefixed({
  id: "DD-SF-106",
  title: "Tencent Cloud key",
  shape: "a SecretId of Tencent Cloud: `AKID` and 32 letters and digits",
  peers: ["SAS tencentcloud_ak"],
  forms: { AKID: "[A-Za-z0-9]{32}" },
  rollUp: "access-key",
});

export const tencentSecret: SecretRule = named({
  id: "DD-SF-106",
  title: "Tencent Cloud secret key",
  shape: "32 letters and digits under a name with `tencent` or `qcloud`",
  names: ["tencent", "qcloud"],
  value: "[A-Za-z0-9]{32}",
  rollUp: "access-key",
});

export const huawei: SecretRule = named({
  id: "DD-SF-107",
  title: "Huawei Cloud secret key",
  shape: "40 letters and digits under a name with `huawei`, `hwcloud` or `hw_secret`",
  peers: ["SAS huaweicloud_ak"],
  names: ["huawei", "hwcloud", "hw_secret", "hw_access", "hwclouds"],
  value: "[A-Za-z0-9]{40}",
  rollUp: "access-key",
});

export const volcengine: SecretRule = prefixed({
  id: "DD-SF-108",
  title: "Volcengine key",
  shape: "an AccessKey id of Volcengine (or Kingsoft Cloud): `AKLT` and 20 to 60 letters and digits",
  forms: { AKLT: "[A-Za-z0-9_-]{20,60}" },
  end: "(?![A-Za-z0-9_-])",
  rollUp: "access-key",
});

export const volcengineSecret: SecretRule = named({
  id: "DD-SF-108",
  title: "Volcengine secret key",
  shape: "60 characters of base64 under a name with `volc`",
  names: ["volcengine", "volc_", "volcano"],
  value: "[A-Za-z0-9+/]{58}==",
  end: "(?![A-Za-z0-9+/=])",
  rollUp: "access-key",
});

export const baidu: SecretRule = prefixed({
  id: "DD-SF-109a",
  title: "Baidu AI Cloud key",
  shape: "an AccessKey id of Baidu AI Cloud: `ALTAK` and 21 to 24 letters and digits",
  forms: { ALTAK: "[A-Za-z0-9]{21,24}" },
  rollUp: "access-key",
});

export const baiduSecret: SecretRule = named({
  id: "DD-SF-109a",
  title: "Baidu AI Cloud secret key",
  shape: "32 hexadecimal digits under a name with `baidu`, `bce_` or `bcecloud`",
  names: ["baidu", "bce_", "bcecloud"],
  value: "[0-9a-f]{32}",
  rollUp: "access-key",
});

export const qiniu: SecretRule = named({
  id: "DD-SF-109b",
  title: "Qiniu key",
  shape: "40 characters under a name with `qiniu`",
  names: ["qiniu"],
  value: "[A-Za-z0-9_-]{40}",
  end: "(?![A-Za-z0-9_-])",
  rollUp: "access-key",
});

export const ucloud: SecretRule = named({
  id: "DD-SF-109c",
  title: "UCloud key",
  shape: "40 to 68 characters under a name with `ucloud`",
  names: ["ucloud"],
  value: "[A-Za-z0-9+/=_-]{40,68}",
  end: "(?![A-Za-z0-9+/=_-])",
  rollUp: "access-key",
});

export const kingsoft: SecretRule = named({
  id: "DD-SF-109d",
  title: "Kingsoft Cloud secret key",
  shape: "40 to 64 characters under a name with `ksyun`, `kingsoft` or `ks3`",
  names: ["ksyun", "kingsoft", "ks3_"],
  value: "[A-Za-z0-9+/=_-]{40,64}",
  end: "(?![A-Za-z0-9+/=_-])",
  rollUp: "access-key",
});
