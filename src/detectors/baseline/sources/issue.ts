/** Something unsafe about one source of packages. Plain JSON. */
export interface SourceIssue {
  readonly line: number;
  /** A host, the name of a repository, or a setting. */
  readonly subject: string;
  /** The host that it is about, so that trusted ones can be left out. */
  readonly host?: string;
  /** A sentence for people. */
  readonly what: string;
}

/** Their names need no certificate to be who they are. */
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/;

/** The host of a plain HTTP address that is not this machine's own, with the address's path. */
export function plainHttp(text: string): { readonly host: string; readonly path: string } | undefined {
  if (!/^http:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, pathname } = new URL(text);
  return LOCAL.test(hostname) ? undefined : { host: hostname, path: pathname };
}

export function isLocalHost(host: string): boolean {
  return LOCAL.test(host.replace(/:\d{1,5}$/, ""));
}

/** Whether the host is one of these domains or lies in one. */
export function isWithin(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
