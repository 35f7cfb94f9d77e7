/** Whose ids look how. The first that fits counts. */
const TOOLS: readonly (readonly [form: RegExp, name: string])[] = [
  [/^CIS (?=\d)/, "CIS Docker Benchmark"],
  [/^(?=CIS-DI-|DKL-)/, "dockle"],
  [/^(?=DL\d)/, "hadolint"],
  [/^(?=DS-)/, "Trivy"],
  [/^(?=CKV)/, "Checkov"],
  [/^BK /, "BuildKit"],
  [/^GL /, "gitleaks"],
  [/^TS /, "Trivy"],
  [/^SAS /, "Security Center"],
];

/** `hadolint DL3002, DL3004; CIS Docker Benchmark 4.1`: a rule's peers, for people who do not know the ids. */
export function peersText(peers: readonly string[]): string {
  const byTool = new Map<string, string[]>();
  for (const peer of peers) {
    const [form, name = ""] = TOOLS.find(([form]) => form.test(peer)) ?? [];
    const id = form === undefined ? peer : peer.replace(form, "");
    byTool.set(name, [...(byTool.get(name) ?? []), id]);
  }
  return [...byTool].map(([name, ids]) => `${name} ${ids.join(", ")}`.trim()).join("; ");
}
