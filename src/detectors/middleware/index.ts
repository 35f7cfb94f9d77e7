/**
 * Servers with weak settings: files of configuration, the command line and the environment come in, findings of the rules
 * DD-BL-070 to 090 go out. A product is one object that says where its settings are and when they are too weak; a format
 * is a parser of its own. What is read of a file holds no secrets, only whether there is one.
 */
import type { Finding, Gap, RiskFinding, Rule } from "../../model/index.ts";
import type { Detection, Detector, DetectorInput, ReadImage } from "../detector.ts";
import { riskFinding, unproven } from "../risk.ts";
import { type Deployment, deploymentOf } from "./deployment.ts";
import { MiddlewareFiles } from "./facts.ts";
import { type FoundSetting, isFile } from "./instance.ts";
import { shownValue } from "./keeping.ts";
import type { Hit, Product, Row } from "./product.ts";
import * as all from "./products/all.ts";

const DETECTOR_ID = "middleware";
/** Of one product; more of them tell nobody more. */
const MAX_FINDINGS = 50;
/** Of one product: most hits of a hostile file are the same, or for loopback, and count as no finding. */
const MAX_HITS = 5000;

const ROWS: readonly Row[] = Object.values(all).sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
const FILES = new MiddlewareFiles(ROWS.flatMap(({ products }) => products));

export const middleware: Detector = {
  id: DETECTOR_ID,
  categories: ["baseline"],
  rules: ROWS.map(({ rule }) => rule),
  analyzers: () => [FILES.analyzer],
  async detect(input) {
    return input.read === undefined ? { findings: [], gaps: [] } : await looked(input.read, input);
  },
};

async function looked(read: ReadImage, { packages, checks }: DetectorInput): Promise<Detection> {
  const deployment = await deploymentOf(read, packages, FILES);
  const each = ROWS.filter(({ rule }) => checks.isOn(rule)).flatMap(({ rule, products }) =>
    products.map((product) => judged(rule, product, deployment, read)),
  );
  return {
    findings: each.flatMap(({ findings }) => findings),
    gaps: [...deployment.gaps, ...each.flatMap(({ gaps }) => gaps)],
  };
}

function judged(rule: Rule, product: Product, deployment: Deployment, read: ReadImage): Detection {
  const findings = new Map<string, Finding>();
  const gaps = new Map<string, Gap>();
  const add = (gap: Gap) => gaps.set(`${gap.where}\n${gap.reason}`, gap);
  for (const { product: whose, path, kind, reason } of deployment.unread) {
    if (whose === product)
      add(gapOf(kind, rule, path, `Not all settings of ${product.title} are known: ${reason}.`));
  }
  let hits = 0;
  for (const instance of deployment.instances.get(product) ?? []) {
    for (const hit of product.judge(instance)) {
      hits++;
      if (hit.exposure === "loopback" && hits <= MAX_HITS) continue;
      if (findings.size + gaps.size >= MAX_FINDINGS || hits > MAX_HITS) {
        add(gapOf("limit", rule, rule.id, `${product.title} has more weak settings than are shown.`));
        return { findings: [...findings.values()], gaps: [...gaps.values()] };
      }
      const reason = hit.unproven ?? (hit.exposure === "unknown" ? UNKNOWN_ADDRESS : undefined);
      const finding = findingOf(rule, product, hit, read);
      if (reason === undefined) findings.set(finding.fingerprint, finding);
      else add(unproven(rule, DETECTOR_ID, hit.at.source, `${hit.title}? ${reason}`, hit.severity));
    }
  }
  return { findings: [...findings.values()], gaps: [...gaps.values()] };
}

const UNKNOWN_ADDRESS = "The address that it listens on is only known when a container starts.";

function findingOf(rule: Rule, { title }: Product, hit: Hit, { view, image }: ReadImage): RiskFinding {
  const { at, severity } = hit;
  const layer = isFile(at) ? view.entry(at.source)?.layer : undefined;
  const diffId = layer === undefined ? undefined : image.layers[layer]?.diffId;
  return riskFinding({
    rule,
    title: `${title}: ${hit.title}`,
    subject: `${title}: ${shown(at)}`,
    key: at.source,
    evidence: [at, ...(hit.with ?? [])].flatMap((one) => (one === undefined ? [] : [evidenceOf(one)])),
    ...(severity === undefined ? {} : { severity }),
    ...(layer === undefined || diffId === undefined ? {} : { location: { path: at.source, layer, diffId } }),
    ...(at.line === undefined ? {} : { line: at.line }),
  });
}

function evidenceOf(setting: FoundSetting): string {
  const place = setting.line === undefined ? setting.source : `${setting.source}:${setting.line}`;
  return `${place}: ${shown(setting)}`;
}

/** A variable of the image that was put in may have brought a login. */
function shown({ key, value }: FoundSetting): string {
  return value === "" ? key : `${key} ${shownValue(value)}`;
}

function gapOf(kind: Gap["kind"], rule: Rule, where: string, reason: string): Gap {
  const { id, category, severity } = rule;
  return { kind, where, by: DETECTOR_ID, reason: `${id}: ${reason}`, rule: { id, category, severity } };
}
