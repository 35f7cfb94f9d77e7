export { t as databaseOptions, n as judgementOptions, i as reportPlaces, a as reportTargets, s as statusOptions, c as verifyOptions, l as waiveOptions } from "./read-options2.js";
