import { expect, test } from "vitest";
import { instruction } from "../../../src/detectors/instruction/index.ts";
import { checksOf, defaultPolicy } from "../../../src/policy/index.ts";

/** Comments above an `ADD` that is rule 004; what becomes of it. */
async function excepted(comments: string) {
  const { findings, notices = [] } = await instruction.detect({
    build: { dockerfile: { path: "Dockerfile", text: `FROM a\nUSER 1\n${comments}\nADD x /x\nADD y /y\n` } },
    os: undefined,
    packages: [],
    now: new Date("2026-02-01T12:00:00Z"),
    checks: checksOf(defaultPolicy(), []),
  });
  const risks = findings.flatMap((one) => (one.kind === "risk" && one.rule === "DD-DF-004" ? [one] : []));
  return { exceptions: risks.map(({ exception }) => exception), notices };
}

const WHOLE = { by: "drydock", reason: "why not", until: "2026-02-01" };
const HADOLINT = { by: "hadolint", reason: "ignored as DL3020" };

test.each([
  ['# drydock ignore=DD-DF-004 until=2026-02-01 reason="why not"', [WHOLE, undefined]],
  ['# drydock ignore=DD-DF-007,DD-DF-004 until=2026-02-01 reason="why not"', [WHOLE, undefined]],
  ['# drydock ignore=DD-DF-004 until=2026-02-01 reason="why not"\n# another', [WHOLE, undefined]],
  ["# hadolint ignore=DL3020", [HADOLINT, undefined]],
  ["# hadolint global ignore=DL3020", [HADOLINT, HADOLINT]],
  ["# hadolint global ignore=DL3020\n\nRUN x", [HADOLINT, HADOLINT]],
  ["# hadolint ignore=DL3021", [undefined, undefined]],
  ['# drydock ignore=DD-DF-007 until=2026-02-01 reason="why not"', [undefined, undefined]],
  ['# drydock ignore=DD-DF-004 until=2026-02-01 reason="why not"\n', [undefined, undefined]],
])("%j", async (comments, exceptions) => {
  expect(await excepted(comments)).toEqual({ exceptions, notices: [] });
});

test.each([
  ['# drydock ignore=DD-DF-004 until=2026-01-31 reason="late"', "it expired on 2026-01-31."],
  ["# drydock ignore=DD-DF-004 until=2026-03-01", 'it needs a reason, as reason="…".'],
  ['# drydock ignore=DD-DF-004 reason="x"', 'it needs a day, as until=2027-01-31 and reason="…".'],
  [
    '# drydock ignore=DD-DF-004 until=2026-13-01 reason="x"',
    'it needs a day, as until=2027-01-31 and reason="…".',
  ],
])("%j does not hold, and says so", async (comments, fault) => {
  const { exceptions, notices } = await excepted(comments);
  expect(exceptions).toEqual([undefined, undefined]);
  expect(notices).toEqual([`Dockerfile:3: the exception for DD-DF-004 does not hold: ${fault}`]);
});
