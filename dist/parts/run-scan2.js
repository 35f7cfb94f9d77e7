export { t as runScan } from "./run-scan.js";
