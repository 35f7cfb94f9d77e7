import type { Headline } from "./runner.ts";
import type { Permission, Trouble } from "./uploads.ts";

/** What is to be said of uploads that failed. */
export interface Remark {
  readonly kind: Headline;
  /** Lines; not escaped. */
  readonly text: string;
}

interface Around {
  /** GitHub gives this run a token that can only read. */
  readonly isReadOnly: boolean;
  /** All that the job needs for what its inputs ask for. */
  readonly permissions: readonly Permission[];
  readonly isStrict: boolean;
}

/** One remark for all that a permission stands in the way of, and one for each other trouble. */
export function remarksOn(troubles: readonly Trouble[], around: Around): readonly Remark[] {
  const forbidden = troubles.filter(({ isMissingPermission }) => isMissingPermission);
  const others = troubles.filter(({ isMissingPermission }) => !isMissingPermission);
  const end = around.isStrict ? "With strict, that fails the step." : "The verdict stands.";
  return [
    ...(forbidden.length === 0 ? [] : [permissionRemark(forbidden, around, end)]),
    ...others.map(
      ({ upload, message }): Remark => ({
        kind: "warning",
        text: `${capital(upload.what)} failed: ${message} ${end}`,
      }),
    ),
  ];
}

function permissionRemark(forbidden: readonly Trouble[], around: Around, end: string): Remark {
  const what = listed(forbidden.map(({ upload }) => upload.what));
  if (around.isReadOnly)
    return {
      kind: "notice",
      text: `GitHub gives pull requests from forks and of Dependabot a token that can only read, so there is no ${withoutThe(what)}. The verdict is told by the exit code of this step and by the summary of the job. ${end}`,
    };
  return {
    kind: "warning",
    text: [
      `The job's token may not do everything that is asked for: there is no ${withoutThe(what)}. ${end} Add to the job, or switch off what it does not need:`,
      ...permissionLines(around.permissions),
    ].join("\n"),
  };
}

/** Naming one permission takes all others away, so the block is whole; `contents: read` is the checkout's. */
export function permissionLines(permissions: readonly Permission[]): readonly string[] {
  const contents = permissions.includes("contents") ? "write" : "read";
  const others = [...new Set(permissions)].filter((permission) => permission !== "contents").sort();
  return ["permissions:", `  contents: ${contents}`, ...others.map((permission) => `  ${permission}: write`)];
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function withoutThe(text: string): string {
  return text.replace(/(^|, |and )the /g, "$1");
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
