import { unsetVariable } from "../../../../src/detectors/instruction/rules/variables.ts";
import type { RuleCases } from "../cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: unsetVariable,
    catches: [
      ["FROM scratch\nENV A=1 B=$A", 2, "low"],
      ["FROM example.com/base:1\nENV JAVA_HOME=/jdk PATH=$JAVA_HOME/bin:$PATH", 2],
      ["FROM debian:12\nCOPY $NOPE /", 2],
      [{ text: "FROM example.com/base:1\nUSER $NOPE", image: { config: { Env: ["A=1"] } } }, 2],
      ["FROM scratch\nWORKDIR /app/$NOPE", 2],
      ["FROM scratch AS a\nARG X=1\nFROM scratch\nCOPY $X /", 4],
    ],
    catchesNot: [
      "FROM scratch\nENV A=1\nENV B=$A PATH=/x:$PATH",
      "FROM scratch\nENV A=1\nENV A=2 B=$A",
      "FROM scratch\nWORKDIR /app/${NOPE:-x}",
      "FROM scratch\nARG X\nCOPY $X /",
      "FROM example.com/base:1\nWORKDIR /app/$SET_BY_BASE",
      { text: "FROM example.com/base:1\nUSER $A", image: { config: { Env: ["A=1"] } } },
      "FROM scratch\nENV A='$LITERAL' B=\\$ESCAPED",
    ],
  },
];
