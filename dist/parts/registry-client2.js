export { t as Repository } from "./registry-client.js";
