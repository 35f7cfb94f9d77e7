/** Who looks at the content of files, a line each. */
export { secretsInFiles } from "../secrets/contributor.ts";
