import manifest from "../package.json" with { type: "json" };

/** drydock's own version, as in package.json. */
export const VERSION: string = manifest.version;
