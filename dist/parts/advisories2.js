export { t as databaseInfos, i as updateDatabases } from "./advisories.js";
