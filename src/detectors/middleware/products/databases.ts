import type { Row } from "../product.ts";
import { mysql } from "./mysql.ts";
import { postgresql } from "./postgresql.ts";
import { middlewareRule } from "./rule.ts";

export const databasesRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-079",
    title: "Database lets people in without a password",
    severity: "high",
    fires:
      "MySQL or MariaDB skips its grant tables or starts with an empty administrator's password, PostgreSQL trusts hosts other than its own, or a script for the first start holds the administrator's password.",
    guards:
      "It does not fire where networking is switched off too, nor for passwords that scripts take from a variable.",
    advice: "Ask for passwords (scram-sha-256), and give the first one at run time as a secret.",
  }),
  products: [mysql, postgresql],
};
