import type { Severity } from "../../model/index.ts";

/** A program that has no business in an image, by what a build names when it brings it in. */
export interface AttackTool {
  readonly name: string;
  readonly kind: "coin miner" | "mining pool" | "bot or implant" | "container escape kit" | "attack tool";
  readonly severity: Severity;
  /** Parts of addresses, lower case. */
  readonly addresses?: readonly string[];
  /** Packages and programs, whole. */
  readonly programs?: readonly string[];
}

const miner = (
  name: string,
  addresses: readonly string[],
  programs: readonly string[] = [name],
): AttackTool => ({
  name,
  kind: "coin miner",
  severity: "critical",
  addresses,
  programs,
});

/** Addresses are those where the projects publish; a name alone only counts where it is installed or run. */
export const ATTACK_TOOLS: readonly AttackTool[] = [
  miner("xmrig", ["/xmrig/xmrig", "/moneroocean/xmrig"], ["xmrig", "xmrigdaemon", "xmrig-notls"]),
  miner("xmr-stak", ["/fireice-uk/xmr-stak"], ["xmr-stak", "xmr-stak-cpu"]),
  miner(
    "cpuminer",
    ["/cpuminer-multi", "/jayddee/cpuminer-opt", "/pooler/cpuminer"],
    ["minerd", "cpuminer", "cpuminer-multi"],
  ),
  miner("ccminer", ["/tpruvot/ccminer"]),
  miner("lolMiner", ["/lolliedieb/lolminer"], ["lolminer"]),
  miner("T-Rex", ["/trexminer/t-rex"], []),
  miner("Nanominer", ["/nanopool/nanominer"]),
  miner("NBMiner", ["/nebutech/nbminer"], ["nbminer"]),
  miner("TeamRedMiner", ["/todxx/teamredminer"], ["teamredminer"]),
  miner("C3Pool's miner", ["c3pool.org/xmrig_setup", "/c3pool/xmrig_setup", "setup_c3pool_miner"], []),
  miner("MoneroOcean's miner", ["/moneroocean/xmrig_setup", "setup_moneroocean_miner"], []),
  {
    name: "mining pool",
    kind: "mining pool",
    severity: "critical",
    addresses: ["stratum+tcp://", "stratum+ssl://", "stratum2+tcp://"],
  },
  { name: "Sliver", kind: "bot or implant", severity: "critical", addresses: ["/bishopfox/sliver/releases"] },
  { name: "Pupy", kind: "bot or implant", severity: "critical", addresses: ["/n1nj4sec/pupy"] },
  { name: "Merlin", kind: "bot or implant", severity: "critical", addresses: ["/ne0nd0g/merlin"] },
  { name: "CDK", kind: "container escape kit", severity: "critical", addresses: ["/cdk-team/cdk"] },
  {
    name: "deepce",
    kind: "container escape kit",
    severity: "critical",
    addresses: ["/stealthcopter/deepce"],
  },
  { name: "BOtB", kind: "container escape kit", severity: "critical", addresses: ["/brompwnie/botb"] },
  {
    name: "Peirates",
    kind: "container escape kit",
    severity: "critical",
    addresses: ["/inguardians/peirates"],
    programs: ["peirates"],
  },
  {
    name: "PEASS",
    kind: "attack tool",
    severity: "medium",
    addresses: ["/peass-ng/", "/linpeas.sh", "/carlospolop/peass"],
  },
  { name: "Traitor", kind: "attack tool", severity: "medium", addresses: ["/liamg/traitor"] },
  { name: "LaZagne", kind: "attack tool", severity: "medium", addresses: ["/alessandroz/lazagne"] },
  { name: "mimipenguin", kind: "attack tool", severity: "medium", addresses: ["/huntergregal/mimipenguin"] },
];
