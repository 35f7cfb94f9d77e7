/** Every family of distributions that can be matched: one file and one line each. */
export { alpine } from "./alpine.ts";
export { amazon } from "./amazon.ts";
export { bottlerocket } from "./bottlerocket.ts";
export { debian, echo } from "./debian.ts";
export { azureLinux, mariner } from "./microsoft.ts";
export { photon } from "./photon.ts";
export { alma, oracle, rocky } from "./rebuilds.ts";
export { redhat } from "./redhat.ts";
export { leap, suse, suseMicro, tumbleweed } from "./suse.ts";
export { ubuntu } from "./ubuntu.ts";
export { chainguard, minimos, wolfi } from "./wolfi.ts";
