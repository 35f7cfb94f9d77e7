export { r as writeReports } from "./write-reports.js";
