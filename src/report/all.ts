export { cyclonedx } from "./cyclonedx.ts";
export { cyclonedxVuln } from "./cyclonedx-vuln.ts";
export { html } from "./html.ts";
export { json } from "./json.ts";
export { sarif } from "./sarif.ts";
export { spdx } from "./spdx.ts";
export { table } from "./table.ts";
