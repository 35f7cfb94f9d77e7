import type { Severity } from "../../model/index.ts";
import type { Conditions } from "../conditions/index.ts";
import { escaped } from "../glob.ts";
import { quote } from "../mistake.ts";
import type { BlockRule } from "../schema.ts";
import type { DenyPolicy } from "./form.ts";

/** A deny policy in drydock's words. */
export interface Reading {
  readonly rules: readonly BlockRule[];
  /** A sentence for each part that ACR's documentation leaves open, or that drydock reads in its own way. */
  readonly notes: readonly string[];
}

/**
 * Reads a deny policy as native rules. Where ACR's documentation is silent the reading that blocks more is taken, apart
 * from a `Logic` that is not said. Source: `DenyPolicy` of ACR's API 2018-12-01, Chinese and English glosses.
 */
export function readingOf(policy: DenyPolicy): Reading {
  const parts = [levelAndCount(policy), issues(policy), malware(policy), baseline(policy)];
  const triggers = parts.flatMap(({ rules }) => rules);
  const action = ACTIONS[policy.Action ?? "BLOCK"];
  return {
    rules: triggers.map(({ name, count = 1, ...conditions }) => ({
      name,
      count,
      ...(action.action === undefined ? {} : { action: action.action }),
      ...conditions,
    })),
    notes: [
      ...parts.flatMap(({ notes }) => notes),
      ...(triggers.length > 1 && hasLists(policy) ? [LISTS] : []),
      ...(action.note === undefined ? [] : [action.note]),
    ],
  };
}

interface Part {
  readonly rules: readonly (Conditions & { readonly name: string; readonly count?: number })[];
  readonly notes: readonly string[];
}

const VULNERABILITIES = ["system", "application"] as ("system" | "application")[];

function levelAndCount({ IssueLevel, IssueCount, Logic }: DenyPolicy): Part {
  const level = IssueLevel === undefined ? undefined : LEVELS[IssueLevel];
  const any = { category: VULNERABILITIES, ...LEVELS.UNKNOWN.conditions };
  const count = IssueCount === undefined ? undefined : Math.max(1, IssueCount);
  const zero = IssueCount === 0 ? ["IssueCount 0 is read as 1: nothing found blocks nothing."] : [];
  const notes = [...(level === undefined ? [] : [level.note]), ...zero];
  if (level !== undefined && count !== undefined) {
    const ofLevel = { category: VULNERABILITIES, ...level.conditions };
    if (Logic === "OR")
      return {
        rules: [
          { name: "chain: IssueLevel", ...ofLevel },
          { name: "chain: IssueCount", count, ...any },
        ],
        notes: [
          ...notes,
          `Logic OR is read as: one vulnerability of ${IssueLevel}, or ${count} of any severity but negligible.`,
        ],
      };
    const said = Logic === undefined ? "No Logic is read as AND" : "Logic AND is read as";
    return {
      rules: [{ name: "chain: IssueLevel and IssueCount", count, ...ofLevel }],
      notes: [...notes, `${said}: ${count} or more vulnerabilities of ${IssueLevel}.`],
    };
  }
  const alone =
    Logic === undefined ? [] : [`Logic ${Logic} has nothing to join: level and count are not both said.`];
  if (level !== undefined)
    return {
      rules: [{ name: "chain: IssueLevel", category: VULNERABILITIES, ...level.conditions }],
      notes: [...notes, ...alone],
    };
  if (count === undefined) return { rules: [], notes: alone };
  return { rules: [{ name: "chain: IssueCount", count, ...any }], notes: [...notes, ...alone] };
}

const ABOVE_NEGLIGIBLE: Severity[] = ["unknown", "low", "medium", "high", "critical"];

const LEVELS = {
  HIGH: {
    conditions: { severity: "high" },
    note: "IssueLevel HIGH is read as high or worse: ACR has no critical, which counts as HIGH.",
  },
  MEDIUM: { conditions: { severity: "medium" }, note: "IssueLevel MEDIUM is read as medium or worse." },
  LOW: {
    conditions: { severity: "low" },
    note: "IssueLevel LOW is read as low or worse: negligible and unrated vulnerabilities do not count.",
  },
  UNKNOWN: {
    conditions: { severity: ABOVE_NEGLIGIBLE },
    note: "IssueLevel UNKNOWN is read as any severity, unrated too, but not negligible.",
  },
} satisfies Record<NonNullable<DenyPolicy["IssueLevel"]>, { conditions: Conditions; note: string }>;

function issues({ IssueList = [] }: DenyPolicy): Part {
  if (IssueList.length === 0) return { rules: [], notes: [] };
  return { rules: [{ name: "chain: IssueList", rule: IssueList.map(escaped) }], notes: [] };
}

function malware({ MaliciousList = [] }: DenyPolicy): Part {
  if (MaliciousList.length === 0) return { rules: [], notes: [] };
  return {
    rules: [{ name: "chain: MaliciousList", category: "malware", severity: ABOVE_NEGLIGIBLE }],
    notes: [
      `MaliciousList (${listed(MaliciousList)}) is read as any malicious sample: drydock's families are not ACR's types, and of two readings the one that blocks more is taken.`,
    ],
  };
}

/** Classes of which drydock has the rules together. Our reading of their names: ACR does not list what is in them. */
const CLASSES: ReadonlyMap<string, { readonly rules: readonly string[]; readonly what: string }> = new Map([
  ["identification", { rules: ["DD-BL-02?"], what: "the rules on accounts (DD-BL-02?)" }],
  [
    "hc_image_exploit",
    {
      rules: ["DD-BL-07?", "DD-BL-08?", "DD-BL-09?"],
      what: "the rules on servers that let anybody in (DD-BL-07? to DD-BL-09?)",
    },
  ],
]);

function baseline({ BaselineList = [] }: DenyPolicy): Part {
  if (BaselineList.length === 0) return { rules: [], notes: [] };
  const unknown = BaselineList.filter((name) => !CLASSES.has(name));
  const known = BaselineList.flatMap((name) => CLASSES.get(name) ?? []);
  const rule = {
    name: "chain: BaselineList",
    category: "baseline" as const,
    severity: ABOVE_NEGLIGIBLE,
  };
  if (unknown.length > 0)
    return {
      rules: [rule],
      notes: [
        `BaselineList (${listed(unknown)}) is read as any baseline risk: drydock does not know what these classes are of.`,
      ],
    };
  return {
    rules: [{ ...rule, rule: known.flatMap(({ rules }) => rules) }],
    notes: [
      `BaselineList (${listed(BaselineList)}) is read as ${known.map(({ what }) => what).join(" and ")}.`,
    ],
  };
}

const LISTS =
  "IssueList, MaliciousList and BaselineList are read as further triggers: what stands in one of them blocks by itself, whatever Logic says.";

const ACTIONS: Readonly<
  Record<
    NonNullable<DenyPolicy["Action"]>,
    { readonly action?: "retag" | "delete-tag"; readonly note?: string }
  >
> = {
  BLOCK: {},
  BLOCK_RETAG: {
    action: "retag",
    note: 'Action BLOCK_RETAG ("block overwriting push of the tag") is read as: block, and give the image a quarantine tag.',
  },
  BLOCK_DELETE_TAG: {
    action: "delete-tag",
    note: 'Action BLOCK_DELETE_TAG ("block deletion of the tag") is read as: block, and delete the tag.',
  },
};

function hasLists({ IssueList = [], MaliciousList = [], BaselineList = [] }: DenyPolicy): boolean {
  return IssueList.length + MaliciousList.length + BaselineList.length > 0;
}

/** More words than this do not fit a line. */
const MAX_LISTED = 6;

function listed(names: readonly string[]): string {
  const more = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "";
  return `${names
    .slice(0, MAX_LISTED)
    .map((name) => (/^[\w.-]{1,60}$/.test(name) ? name : quote(name)))
    .join(", ")}${more}`;
}
