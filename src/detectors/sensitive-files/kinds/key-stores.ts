import { keyStoreOf } from "../formats/key-store.ts";
import type { SensitiveRule } from "../kind.ts";

export const keyStores: SensitiveRule = {
  id: "DD-SF-003",
  category: "sensitive",
  title: "Key store",
  severity: "high",
  fires:
    "A PKCS#12, Java (JKS, JCEKS), Bouncy Castle (BKS) or macOS key store holds a private or secret key. Its password is often short, or stands in a setting of the same image.",
  guards:
    "Trust stores, which hold certificates only, such as the `cacerts` of Java; files that only have such a name.",
  advice: "Have the certificates reissued for new keys, and mount the key store when the container starts.",
  peers: ["SAS pkcs_cred", "SAS java_keystore", "SAS macos_keychain"],
  files: [
    {
      wanted: {
        extensions: [
          "p12",
          "pfx",
          "jks",
          "jceks",
          "keystore",
          "ks",
          "bks",
          "bcfks",
          "keychain",
          "keychain-db",
          "pkcs12",
        ],
        names: ["keystore", ".keystore"],
      },
      read: ({ bytes }) => {
        const store = keyStoreOf(bytes);
        return store?.hasKeys ? [{ what: `${store.format} with a key`, isKey: true }] : [];
      },
    },
  ],
};
