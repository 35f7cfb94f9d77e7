import { z } from "zod";
import { condition, type Untold } from "./condition.ts";
import { MISSED } from "./facts.ts";

const UNTOLD: Untold = {
  what: "which findings are new",
  remedy: "Give an earlier result with --baseline.",
};

export const isNew = condition({
  key: "new",
  schema: z
    .boolean()
    .describe(
      "true: only what the baseline does not have; false: only what it has. Without a baseline the policy is refused.",
    ),
  weight: 8,
  words: (value) => (value ? "that is new" : "that was there before"),
  ready(value) {
    return ({ finding, around }) => {
      if (finding === undefined) return MISSED;
      return around.isNew === undefined ? UNTOLD : around.isNew(finding) === value;
    };
  },
});
