import {
  CATEGORIES,
  type DockerfileLines,
  type Gap,
  type Location,
  type RiskFinding,
  type Rule,
  type ScanResult,
} from "../../src/model/index.ts";
import { someRisk } from "./risks.ts";
import { digestOf, gaps, hostile, ordinaryFindings, scanResult, traced } from "./scan-result.ts";

/** A made-up catalogue with rules of each category. */
export const catalogue: readonly Rule[] = [
  {
    id: "DD-BL-020",
    category: "baseline",
    title: "Account without password",
    severity: "critical",
    fires: "The second field of an account's line is empty.",
    guards: "The account is locked.",
    advice: "Lock the account with `passwd -l`.",
    peers: ["DKL-LI-0001"],
  },
  {
    id: "DD-BL-040",
    category: "baseline",
    title: "Unexpected setuid file",
    severity: "medium",
    fires: "A regular file has the setuid or setgid bit.",
    guards: "The distribution itself ships it so.",
    advice: "Clear the bit with `chmod a-s`.",
    peers: ["CIS-DI-0008", "CIS 4.8"],
  },
  {
    id: "DD-BL-047",
    category: "baseline",
    title: "Left-over files",
    severity: "low",
    fires: "Files that only a developer needs are in the image.",
    guards: "A package owns them.",
    advice: "List them in `.dockerignore`.",
    peers: ["DKL-LI-0003"],
  },
  {
    id: "DD-DF-002",
    category: "instruction",
    title: "No user set",
    severity: "high",
    fires: "No stage of the final chain has a `USER`, and the base image runs as root.",
    guards: "The base image sets another user; the target is an artefact stage.",
    advice: "Create a user with a fixed numeric id and end with `USER`.",
    peers: ["DS-0002", "CIS-DI-0001", "CIS 4.1"],
  },
  {
    id: "DD-DF-004",
    category: "instruction",
    title: "`ADD` where `COPY` does",
    severity: "low",
    fires: "`ADD` has a local source that is no archive.",
    guards: "The source is a tar archive that the builder unpacks.",
    advice: "Use `COPY`.",
    peers: ["DL3020", "CIS 4.9"],
  },
  {
    id: "DD-DF-041",
    category: "instruction",
    title: "Base not pinned by digest",
    severity: "negligible",
    fires: "`FROM` has a tag and no digest.",
    guards: "The name is that of an earlier stage.",
    advice: "Pin the digest and let a bot update it.",
    peers: ["CIS 4.2"],
    isStrict: true,
  },
  {
    id: "DD-DF-108",
    category: "instruction",
    title: "Labels missing",
    severity: "negligible",
    fires: "A label of the required set is missing.",
    guards: "The base image has it.",
    advice: "Add the label.",
    peers: ["DL3048", "DL3049"],
    isOptional: true,
  },
  {
    id: "DD-MW-002",
    category: "malware",
    title: "Coin miner",
    severity: "critical",
    fires: "A program has three or more internals of a known miner.",
    guards: "It is source code, a document or a detection rule.",
    advice: "Remove it, and change every credential that the build could read.",
    peers: [],
  },
  {
    id: "DD-SF-001",
    category: "sensitive",
    title: "SSH private key",
    severity: "critical",
    fires: "A file is an SSH private key by name or content.",
    guards: "It is a public key.",
    advice: "Revoke the key; use `RUN --mount=type=ssh`.",
    peers: [],
  },
];

/** Of the catalogue, with everything that a finding takes from its rule. */
export function riskOf(id: string, given: Partial<RiskFinding> & Pick<RiskFinding, "subject">): RiskFinding {
  const rule = catalogue.find((one) => one.id === id)!;
  const { category, severity, title, advice, peers } = rule;
  const key = `${id} ${given.subject} ${given.location?.layer ?? ""}`;
  const fingerprint = digestOf(key).slice("sha256:".length);
  return someRisk({ rule: id, category, severity, title, advice, peers, fingerprint, ...given });
}

export function inLayer(path: string, layer: number): Location {
  return { path, layer, diffId: digestOf(`layer ${layer}`) };
}

export function atLine(startLine: number, path = "docker/Dockerfile"): DockerfileLines {
  return { path, startLine, endLine: startLine, endColumn: 20 };
}

const accounts = ["guest", "games"].map((name, i) =>
  riskOf("DD-BL-020", {
    subject: name,
    evidence: [`${name}::19000:0:99999:7:::`],
    location: inLayer("etc/shadow", 1),
    line: 21 + i,
    severity: i === 0 ? "critical" : "medium",
  }),
);

export const ordinaryRisks: readonly RiskFinding[] = [
  riskOf("DD-DF-002", {
    subject: "USER",
    evidence: ["no USER in 7 instructions; alpine:3.19 runs as root"],
    dockerfile: atLine(3),
    owner: "own",
    also: ["DD-BL-001"],
  }),
  ...[5, 6].map((line) =>
    riskOf("DD-DF-004", { subject: `ADD conf${line}.d /etc/`, dockerfile: atLine(line), owner: "own" }),
  ),
  riskOf("DD-DF-041", { subject: "alpine:3.19", dockerfile: atLine(3), owner: "base" }),
  ...accounts,
  ...["usr/bin/one", "usr/bin/two", "opt/three"].map((path, i) =>
    riskOf("DD-BL-040", { subject: path, evidence: ["mode 4755"], location: inLayer(path, i % 2) }),
  ),
  riskOf("DD-BL-047", {
    subject: "HEALTHCHECK of the base image",
    owner: "base",
  }),
  riskOf("DD-MW-002", {
    subject: "tmp/.x/kworkerd",
    evidence: ["donate-level, randomx and stratum+tcp in one program"],
    location: inLayer("tmp/.x/kworkerd", 1),
  }),
  riskOf("DD-SF-001", {
    subject: "root/.ssh/id_ed25519",
    evidence: ["OpenSSH private key, not encrypted, 411 bytes"],
    location: inLayer("root/.ssh/id_ed25519", 1),
    line: 1,
    isDeleted: true,
  }),
];

export const unprovenGap: Gap = {
  kind: "unproven",
  where: "alpine:3.19",
  by: "users",
  reason: "DD-DF-003: The base image's user is not known; give the image itself, not only its Dockerfile.",
  rule: { id: "DD-DF-003", category: "instruction", severity: "high" },
};

type Parts = NonNullable<Parameters<typeof scanResult>[0]>;

/** A result of a scan for everything. */
export function riskResult(parts: Parts = {}): ScanResult {
  const findings = parts.findings ?? [...ordinaryFindings, ...ordinaryRisks];
  const fired = new Set(findings.map(({ rule }) => rule));
  return scanResult({
    image: traced,
    gaps: [...gaps, unprovenGap],
    checked: { categories: CATEGORIES, profile: "default" },
    rules: catalogue.filter(({ id }) => fired.has(id)),
    ...parts,
    findings,
  });
}

/** Every text of a finding and of its rule is one from a bad dream. */
export function hostileRisks(texts: readonly string[] = Object.values(hostile)): readonly RiskFinding[] {
  return texts.flatMap((text) =>
    catalogue.map(({ id }, i) =>
      riskOf(id, {
        subject: text,
        title: text,
        advice: text,
        evidence: [text],
        also: [text],
        peers: [text],
        ...(i % 3 === 0 ? { dockerfile: atLine(2, text) } : {}),
        ...(i % 3 === 1 ? { location: inLayer(text, 0), line: 3 } : {}),
      }),
    ),
  );
}
