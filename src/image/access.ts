/** What somebody wants to do in a repository; each includes the one before. */
export type Access = "pull" | "push" | "delete";

const ACTIONS: Readonly<Record<Access, string>> = {
  pull: "pull",
  push: "pull,push",
  delete: "pull,push,delete",
};

/**
 * The scopes to ask a token for: no more than is needed. `mountFrom` = repositories of the same registry from which blobs
 * may be taken over. Source: distribution, docs/content/spec/auth/scope.md.
 */
export function scopesOf(
  repository: string,
  access: Access,
  mountFrom: readonly string[],
): readonly string[] {
  return [
    `repository:${repository}:${ACTIONS[access]}`,
    ...mountFrom.filter((from) => from !== repository).map((from) => `repository:${from}:pull`),
  ];
}
