import { describe, expect, it } from "vitest";
import { findSecrets } from "../../src/secrets/index.ts";
import { madeFrom } from "../support/secret-cases.ts";

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function manifest(data: string, kind = "Secret"): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: db\n${data}\n`;
}

function json(data: object): string {
  return JSON.stringify({ apiVersion: "v1", kind: "Secret", data }, null, 1);
}

function of(id: string, text: string) {
  return findSecrets(text).filter(({ ruleId }) => ruleId === id);
}

describe("Kubernetes", () => {
  const password = madeFrom("{A24}");
  const secret = base64(password);
  const auth = base64(`me:${password}`);
  const login = base64(JSON.stringify({ auths: { "r.internal": { auth } } }));
  const noLogin = base64(JSON.stringify({ auths: {}, credsStore: "desktop", more: "nothing of note" }));
  const token = madeFrom("sha256~{A43}");

  it.each([
    ["DD-SF-157", "high", manifest(`data:\n  password: ${secret}`)],
    ["DD-SF-157", "high", manifest(`data:\n  username: ${base64("admin")}\n  password: ${secret}`)],
    ["DD-SF-157", "high", manifest(`type: Opaque\nstringData:\n  password: ${password}`)],
    ["DD-SF-157", "high", `data:\n  key: ${secret}\nkind: Secret\n`],
    ["DD-SF-157", "high", json({ password: secret })],
    ["DD-SF-157", "high", JSON.stringify({ kind: "Secret", data: { password: secret } })],
    ["DD-SF-158", "critical", manifest(`data:\n  .dockerconfigjson: ${login}`)],
    ["DD-SF-158", "critical", json({ ".dockerconfigjson": login })],
    ["DD-SF-158", "critical", JSON.stringify({ auths: { "r.internal": { auth } } })],
    ["DD-SF-159", "critical", `oc login --token=${token}`],
    ["DD-SF-159", "critical", `Authorization: Bearer ${token}`],
  ])("%s, %s: %s", (id, severity, text) => {
    const hits = of(id, text);
    expect(hits.map((hit) => hit.severity)).toEqual([severity]);
    for (const hidden of [secret, password, token]) expect(JSON.stringify(hits)).not.toContain(hidden.slice(0, 8));
  });

  it.each([
    ["DD-SF-157", manifest("data:\n  password: {{ .Values.password }}")],
    ["DD-SF-157", manifest(`data:\n  password: ${base64("changeme")}`)],
    ["DD-SF-157", manifest(`data:\n  ca.crt: ${base64(`-----BEGIN CERTIFICATE-----\n${password}`)}`)],
    ["DD-SF-157", manifest(`data:\n  username: ${base64("administrator")}`)],
    ["DD-SF-157", manifest(`spec:\n  data:\n    password: ${secret}`, "SealedSecret")],
    ["DD-SF-157", `${manifest("type: Opaque")}---\nkind: ConfigMap\ndata:\n  greeting: ${secret}\n`],
    ["DD-SF-157", manifest(`data:\n  password: ${secret}`, "SecretProviderClass")],
    ["DD-SF-158", manifest(`data:\n  .dockerconfigjson: ${noLogin}`)],
    ["DD-SF-158", manifest("data:\n  .dockerconfigjson: {{ .Values.login }}")],
    ["DD-SF-158", JSON.stringify({ auths: { "r.internal": { auth: base64("me:changeme") } } })],
    ["DD-SF-158", "type: kubernetes.io/dockerconfigjson"],
    ["DD-SF-159", `image: ${token}`],
    ["DD-SF-159", `token: sha256:${madeFrom("{h64}")}`],
    ["DD-SF-159", `token: ${token}more`],
  ])("not %s: %s", (id, text) => {
    expect(of(id, text)).toEqual([]);
  });
}); // biome-ignore format: a table
