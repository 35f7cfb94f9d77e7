import type { Host } from "../host.ts";
import { apkGrafter } from "./apk/index.ts";
import { dpkgGrafter } from "./dpkg/index.ts";
import type { Grafter } from "./model.ts";

/** Every way of repairing that does without the image's own package manager. A new one is one folder and one line here. */
export const GRAFTERS: readonly ((host: Host) => Grafter)[] = [dpkgGrafter, apkGrafter];
