import type { ByteSink } from "../../analysis/analyzer.ts";
import type { SoftwareRecord } from "../software.ts";

/** Both files are a few lines; other files have these names, too. */
const MAX_BYTES = 64 * 1024;

/** Names of files that tell which runtime lies around them. */
export const RUNTIME_FILES: ReadonlySet<string> = new Set(["VERSION", "release"]);

/** Reads a Go toolchain's VERSION and a Java runtime's release. */
export function runtimeFileSink(name: string, size: number): ByteSink<SoftwareRecord> | undefined {
  if (size > MAX_BYTES) return undefined;
  const parts: Buffer[] = [];
  return {
    write: (piece) => parts.push(Buffer.from(piece)) > 0,
    end() {
      const text = Buffer.concat(parts).toString();
      return name === "VERSION" ? goToolchain(text) : javaRuntime(text);
    },
  };
}

function goToolchain(text: string): SoftwareRecord | undefined {
  const [, version] = /^go(\d+\.\d+(?:\.\d+)?(?:(?:beta|rc)\d+)?)\s/.exec(`${text}\n`) ?? [];
  return version === undefined ? undefined : { name: "go", version, cpe: ["golang", "go"] };
}

/** Source: JEP 223 and OpenJDK's `make/ReleaseFile.gmk`: lines of `KEY="value"`. */
function javaRuntime(text: string): SoftwareRecord | undefined {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, key, value] = /^([A-Z_]+)="?([^"\r]*)"?\r?$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && value.length <= 256) values.set(key, value);
  }
  const version = values.get("JAVA_VERSION");
  if (version === undefined || !/^\d+(?:\.\d+)*(?:_\d+)?$/.test(version)) return undefined;
  const vendor = values.get("IMPLEMENTOR");
  const commercial = values.get("BUILD_TYPE") === "commercial";
  const product = commercial ? { name: "oracle-jdk", cpe: ["oracle", "jdk"] as const } : OPENJDK;
  return { ...product, version, ...(vendor !== undefined && { vendor }) };
}

const OPENJDK = { name: "openjdk", cpe: ["oracle", "openjdk"] } as const;
