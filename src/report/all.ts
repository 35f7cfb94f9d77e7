export { json } from "./json.ts";
export { sarif } from "./sarif.ts";
export { table } from "./table.ts";
