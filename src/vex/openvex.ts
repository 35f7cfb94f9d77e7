import { Unreadable } from "../errors.ts";
import { arrayOf, type JsonObject, objectOf } from "../inventory/json-object.ts";
import { parsePurl } from "../inventory/parsed-purl.ts";
import {
  type Identity,
  type Product,
  type Statement,
  timeOf,
  type VexDocument,
  type VexStatus,
} from "./statement.ts";

const STATUSES: readonly VexStatus[] = ["not_affected", "affected", "fixed", "under_investigation"];

export function isOpenVex(document: JsonObject): boolean {
  const context = document["@context"];
  return typeof context === "string" && context.startsWith("https://openvex.dev/ns");
}

/**
 * Reads OpenVEX 0.2.0, and 0.0.1 where it differs (plain strings for vulnerabilities and products). A statement that
 * lacks what the specification asks for makes the document invalid: half-understood, it might suppress too much.
 * Throws `Unreadable`. Source: OpenVEX specification 0.2.0.
 */
export function readOpenVex(document: JsonObject, file: string): VexDocument {
  const issued = timeOf(document.timestamp);
  const { author } = document;
  const id = document["@id"];
  return {
    file,
    id: typeof id === "string" ? id : file,
    author: typeof author === "string" && author !== "" ? author : "an author without a name",
    statements: arrayOf(document.statements).map((item, at) => {
      try {
        return readStatement(objectOf(item) ?? {}, issued);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        throw new Unreadable(`statement ${at + 1} ${error.message}`);
      }
    }),
  };
}

function readStatement(statement: JsonObject, issued: number | undefined): Statement {
  const { justification, impact_statement: impact } = statement;
  const status = STATUSES.find((one) => one === statement.status);
  if (status === undefined)
    throw new Unreadable(
      `has the status ${JSON.stringify(statement.status)}, not one of ${STATUSES.join(", ")}`,
    );
  if (status === "not_affected" && !isText(justification) && !isText(impact))
    throw new Unreadable("says not_affected, but neither a justification nor an impact_statement says why");
  const at = timeOf(statement.last_updated) ?? timeOf(statement.timestamp) ?? issued;
  if (at === undefined) throw new Unreadable("has no timestamp, and the document has none either");
  return {
    vulnerabilities: readVulnerability(statement.vulnerability),
    products: readProducts(statement),
    status,
    ...(isText(justification) ? { justification } : {}),
    ...(isText(impact) ? { impact } : {}),
    at,
  };
}

function readVulnerability(value: unknown): string[] {
  const { name, aliases } = isText(value) ? { name: value, aliases: [] } : (objectOf(value) ?? {});
  if (!isText(name)) throw new Unreadable("names no vulnerability");
  return [name, ...arrayOf(aliases)].filter(isText).map((one) => one.toUpperCase());
}

function readProducts(statement: JsonObject): Product[] {
  const products = arrayOf(statement.products);
  if (products.length === 0) throw new Unreadable("names no product");
  // In 0.0.1 they stood beside the products.
  const shared = arrayOf(statement.subcomponents);
  return products.map((item) => {
    const own = arrayOf(objectOf(item)?.subcomponents);
    return { identity: readIdentity(item), subcomponents: [...own, ...shared].map(readIdentity) };
  });
}

function readIdentity(item: unknown): Identity {
  const component = objectOf(item) ?? {};
  const names = [isText(item) ? item : component["@id"], objectOf(component.identifiers)?.purl];
  const sha256 = objectOf(component.hashes)?.["sha-256"];
  return {
    purls: names.filter(isText).flatMap((name) => parsePurl(name) ?? []),
    sha256: isText(sha256) ? [sha256.toLowerCase()] : [],
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
