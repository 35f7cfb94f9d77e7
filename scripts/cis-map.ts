/** Which rules look at what a section of the CIS Docker Benchmark asks for; the rules themselves say so. */
import type { Rule } from "../src/model/index.ts";

/** What the sections that an image can tell something of are about, in our words. */
const SECTIONS: ReadonlyMap<string, string> = new Map([
  ["4.1", "a user of its own"],
  ["4.2", "trusted base images"],
  ["4.3", "no packages that nobody needs"],
  ["4.4", "scanned and rebuilt for security fixes"],
  ["4.5", "signed images"],
  ["4.6", "a health check"],
  ["4.7", "no update of package lists alone"],
  ["4.8", "no setuid and setgid files"],
  ["4.9", "COPY instead of ADD"],
  ["4.10", "no secrets in Dockerfiles"],
  ["4.11", "only verified packages"],
  ["4.12", "signatures of artefacts checked"],
  ["5.6", "no system folders mounted"],
  ["5.7", "no SSH server"],
  ["5.8", "no privileged ports"],
  ["5.9", "only ports that are needed"],
  ["5.13", "a root file system that is only read"],
  ["5.18", "no devices of the host"],
  ["5.27", "health checked at run time"],
  ["5.28", "images by digest"],
  ["5.32", "no socket of the container engine"],
]);

/** Proved by the scan itself, whichever rules there are. */
const BY_THE_SCAN: ReadonlyMap<string, string> = new Map([["4.4", "the vulnerabilities and their gate"]]);

/** `link` = how a rule is named in the table. */
export function cisTable(rules: readonly Rule[], link: (rule: Rule) => string): string {
  const sections = [...new Set([...rules.flatMap(sectionsOf), ...BY_THE_SCAN.keys()])].sort(compare);
  const rows = sections.map((section) => {
    const own = rules.filter((rule) => sectionsOf(rule).includes(section)).map(link);
    const scan = BY_THE_SCAN.get(section);
    const answers = [...(scan === undefined ? [] : [scan]), ...own];
    return `| ${section} | ${SECTIONS.get(section) ?? ""} | ${answers.join(", ")} |`;
  });
  return ["| Section | About | Rules |", "| --- | --- | --- |", ...rows].join("\n");
}

function sectionsOf({ peers }: Rule): readonly string[] {
  return peers.flatMap((peer) => /^CIS (\d+\.\d+)$/.exec(peer)?.[1] ?? []);
}

/** 4.10 comes after 4.9. */
function compare(a: string, b: string): number {
  const [one, other] = [a, b].map((section) => section.split(".").map(Number));
  return one![0]! - other![0]! || one![1]! - other![1]!;
}
