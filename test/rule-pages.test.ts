import { expect, test } from "vitest";
import { rulePages } from "../scripts/rule-pages.ts";
import { documentationOf, type Rule } from "../src/model/index.ts";
import { catalogue } from "./support/risk-result.ts";

const pages = rulePages(catalogue);

test("a page for each category, and one for all of them", () => {
  expect([...pages.keys()]).toEqual([
    "README.md",
    "instruction.md",
    "baseline.md",
    "sensitive.md",
    "malware.md",
  ]);
});

test("a rule has a section that its findings point to", () => {
  for (const rule of catalogue) {
    const [path = "", anchor] = documentationOf(rule).split("#");
    const headings = pages.get(path.replace("docs/rules/", ""))!.match(/^## .*$/gm)!;
    // As forges make anchors of headings: in lower case, blanks as hyphens, nothing but letters, digits and those.
    const anchors = headings.map((heading) =>
      heading
        .slice(3)
        .toLowerCase()
        .replace(/ /g, "-")
        .replace(/[^\w-]/g, ""),
    );
    expect(anchors.filter((own) => own === anchor)).toHaveLength(1);
  }
});

test("a section says all that the catalogue says", () => {
  expect(pages.get("instruction.md")).toContain(`
## DD-DF-041

**Base not pinned by digest** (info, only in profile strict, or where asked for)

- **It fires when**: \`FROM\` has a tag and no digest.
- **It does not fire when**: The name is that of an earlier stage.
- **What to do**: Pin the digest and let a bot update it.
- **The same check elsewhere**: CIS Docker Benchmark 4.2
`);
});

test("the table of all rules says which are off", () => {
  const lines = pages.get("README.md")!.split("\n");
  expect(lines).toContain("| [DD-DF-002](instruction.md#dd-df-002) | high | No user set |");
  expect(lines).toContain(
    "| [DD-DF-041](instruction.md#dd-df-041) | info | Base not pinned by digest (*strict*) |",
  );
  expect(lines).toContain("| [DD-DF-108](instruction.md#dd-df-108) | info | Labels missing (*off*) |");
});

test("the benchmark's sections come in the order of their numbers", () => {
  const rules = ["CIS 4.10", "CIS 4.9", "CIS 5.7", "CIS 4.4"].map(
    (peer, i): Rule => ({ ...catalogue[0]!, id: `DD-BL-00${i}`, peers: [peer, "DL3004"] }),
  );
  const text = rulePages(rules).get("README.md")!;
  expect(text.match(/^\| \d.*$/gm)).toEqual([
    "| 4.4 | scanned and rebuilt for security fixes | the vulnerabilities and their gate, [DD-BL-003](baseline.md#dd-bl-003) |",
    "| 4.9 | COPY instead of ADD | [DD-BL-001](baseline.md#dd-bl-001) |",
    "| 4.10 | no secrets in Dockerfiles | [DD-BL-000](baseline.md#dd-bl-000) |",
    "| 5.7 | no SSH server | [DD-BL-002](baseline.md#dd-bl-002) |",
  ]);
});

test("what would be markup is text, but for code", () => {
  const rule = { ...catalogue[0]!, title: "a | b", fires: "`COPY . <dest>` of <x>, *.key and a_b_c" };
  const text = rulePages([rule]).get("baseline.md")!;
  expect(text).toContain("**a \\| b**");
  expect(text).toContain("`COPY . <dest>` of &lt;x>, \\*.key and a\\_b\\_c");
});
