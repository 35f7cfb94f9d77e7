/** Ports of daemons that hand over the machine, or what is in it, to whoever reaches them. */
const ADMINISTRATIVE: ReadonlyMap<number, string> = new Map([
  [2375, "the Docker daemon"],
  [2376, "the Docker daemon"],
  [2379, "etcd"],
  [3389, "remote desktop"],
  [5005, "a Java debugger"],
  [5900, "VNC"],
  [6443, "the Kubernetes API"],
  [9229, "a Node debugger"],
  [10250, "the kubelet"],
]);
const FIRST_FREE_PORT = 1024;
const WEB: readonly number[] = [80, 443];

/** Why the port should not be exposed, as a sentence; `undefined` = it may be. */
export function sensitivityOf(port: number): string | undefined {
  const service = ADMINISTRATIVE.get(port);
  if (service !== undefined) return `It is the port of ${service}.`;
  return port < FIRST_FREE_PORT && !WEB.includes(port) ? "It is a privileged port." : undefined;
}
