import { expect, test } from "vitest";
import { fixShown } from "../../../../src/detectors/vulnerabilities/applications/fixes.ts";

interface Ranges {
  readonly vulnerable?: readonly string[];
  readonly patched?: readonly string[];
}

function shown(ecosystem: string, installed: string, { vulnerable, patched }: Ranges): string | undefined {
  const row = {
    id: "CVE-1",
    aliases: [],
    status: "unknown" as const,
    ...(vulnerable && { vulnerableVersions: vulnerable }),
    ...(patched && { patchedVersions: patched }),
  };
  return fixShown(ecosystem, row, installed);
}

test("the patched versions, each once, as they are written", () => {
  expect(shown("npm", "1.0.0", { vulnerable: ["<1.2.0"], patched: ["1.2.0", "1.2.0"] })).toBe("1.2.0");
  expect(shown("npm", "1.0.0", { vulnerable: ["<=4.0.13"], patched: [">=4.0.14 || >=4.1.2"] })).toBe(
    ">=4.0.14 || >=4.1.2",
  );
});

test("else the ends of the vulnerable ranges, but not the last bad version", () => {
  expect(shown("pip", "1.0", { vulnerable: [">=0,<1.26.17", ">=2.0, <2.0.6"] })).toBe("1.26.17, 2.0.6");
  expect(shown("npm", "1.0.0", { vulnerable: ["<= 1.5.0"] })).toBeUndefined();
  expect(shown("npm", "1.0.0", { vulnerable: ["<1.1.0||>=2.0.0 <2.3.0"] })).toBe("1.1.0, 2.3.0");
  expect(shown("npm", "1.0.0", {})).toBeUndefined();
  expect(shown("npm", "1.0.0", { vulnerable: ["<1.1.0"], patched: [""] })).toBe("1.1.0");
});

test("first the smallest that is not older than what is installed", () => {
  const django = {
    vulnerable: [">=2.2,<2.2.28", ">=3.2,<3.2.13", ">=4.0,<4.0.4"],
    patched: ["4.0.4", "2.2.28", "3.2.13"],
  };
  expect(shown("pip", "3.2.5", django)).toBe("3.2.13, 4.0.4, 2.2.28");
  expect(shown("pip", "2.2.0", django)).toBe("2.2.28, 4.0.4, 3.2.13");
  expect(shown("pip", "4.0.1", django)).toBe("4.0.4, 2.2.28, 3.2.13");
  expect(shown("rubygems", "2.1.0", { patched: [">= 3.0.1", "~> 2.0.9", "~> 2.1.4"] })).toBe(
    "~> 2.1.4, >= 3.0.1, ~> 2.0.9",
  );
  expect(shown("go", "v1.20.3", { vulnerable: ["<1.19.12", ">=1.20.0-0, <1.20.7"] })).toBe("1.20.7, 1.19.12");
});

test("not one that the advisory itself calls vulnerable", () => {
  const row = { vulnerable: ["<1.1.0", ">=1.1.0, <1.3.0"] };
  expect(shown("npm", "1.0.0", row)).toBe("1.3.0, 1.1.0");
});

test("in the order of the advisory where none is a version, or newer", () => {
  expect(shown("npm", "9.0.0", { patched: ["2.0.0", "1.0.0"] })).toBe("2.0.0, 1.0.0");
  expect(shown("npm", "1.0.0", { vulnerable: ["<2"], patched: ["soon", "<0.5", "never"] })).toBe(
    "soon, <0.5, never",
  );
});

test("a row that cannot be read in part keeps its fixes", () => {
  expect(shown("npm", "1.0.0", { vulnerable: ["<3.0.0", ">>1"], patched: ["4.0.0", "3.0.0"] })).toBe(
    "3.0.0, 4.0.0",
  );
});
