import { DrydockError } from "../errors.ts";
import { failureText } from "../failure-text.ts";
import type { Host } from "../host.ts";
import { MissingPermission } from "./answer.ts";

/** What a job has to be allowed to, as it stands in a workflow. */
export type Permission = "security-events" | "checks" | "statuses" | "pull-requests" | "contents";

/** Something that GitHub is to be told. */
export interface Upload {
  /** For messages: `the upload to code scanning`. */
  readonly what: string;
  readonly permission: Permission;
  /** Says what was done. */
  run(): Promise<string>;
}

/** An upload that did not succeed. */
export interface Trouble {
  readonly upload: Pick<Upload, "what" | "permission">;
  readonly isMissingPermission: boolean;
  /** One line, not escaped. */
  readonly message: string;
}

/**
 * Tries all of them, side by side, and gives those that failed. Never throws: even a mistake of ours in here must not take
 * the place of the verdict.
 */
export async function tryUploads(uploads: readonly Upload[], { log }: Host): Promise<readonly Trouble[]> {
  const tried = await Promise.all(
    uploads.map(async (upload): Promise<readonly Trouble[]> => {
      const stage = log.stage(upload.what);
      try {
        stage.done(await upload.run());
        return [];
      } catch (error) {
        stage.done("failed");
        return [troubleOf(upload, error)];
      }
    }),
  );
  return tried.flat();
}

function troubleOf({ what, permission }: Upload, error: unknown): Trouble {
  const isMissingPermission = error instanceof MissingPermission;
  if (!(error instanceof DrydockError))
    return { upload: { what, permission }, isMissingPermission, message: failureText(error).trim() };
  const hint = error.hint === undefined ? "" : ` ${error.hint}`;
  return { upload: { what, permission }, isMissingPermission, message: `${error.message}${hint}` };
}
