import type { Dockerfile, Instruction, Stage } from "../../dockerfile/index.ts";
import type {
  DockerfileLines,
  ImageConfig,
  OsRelease,
  Package,
  Profile,
  Settings,
} from "../../model/index.ts";
import type { Context } from "../../provenance/index.ts";
import type { Command } from "./command.ts";

export type { Context } from "../../provenance/index.ts";

/** A build as its rules see it: the stages of a Dockerfile, or the history of an image read as one. */
export interface Scene {
  readonly source: "dockerfile" | "history";
  /** As reports show it; `history` for an image without a Dockerfile. */
  readonly path: string;
  readonly file: Dockerfile;
  readonly stages: readonly SceneStage[];
  /** The stage that is built. */
  readonly target: SceneStage;
  /** The target and the stages it is `FROM`, lowest first: what is shipped. Stages that are only copied from are not in it. */
  readonly chain: readonly SceneStage[];
  /** All steps of the chain, in order. */
  readonly shipped: readonly Step[];
  /** The `ARG`s before the first `FROM`; `stage` of each is the first one. */
  readonly globals: readonly Step[];
  /** The image that the chain's lowest stage is `FROM`, variables put in; `undefined` = it cannot be told. */
  readonly base?: string;
  readonly isScratch: boolean;
  /** The built image, where there is one: its config (which holds the base's too), system and packages. */
  readonly image?: {
    readonly config: ImageConfig;
    readonly os: OsRelease | undefined;
    readonly packages: readonly Package[];
    /** Name → id, of etc/passwd. */
    readonly users: ReadonlyMap<string, number>;
  };
  /** What the base image's own config says, as far as history and config tell; e.g. its user, health check, work folder. */
  readonly inherited: Inherited;
  /** The build context, where the user named it. */
  readonly context?: Context;
  readonly profile: Profile;
  readonly settings: Settings;
  readonly now: Date;
}

/** `undefined` = it cannot be told. */
export interface Inherited {
  /** `""` = none set, so root. */
  readonly user?: string | undefined;
  readonly hasHealthcheck?: boolean | undefined;
  readonly hasWorkdir?: boolean | undefined;
  readonly env?: ReadonlyMap<string, string> | undefined;
  readonly hasCommand?: boolean | undefined;
}

export interface SceneStage {
  readonly stage: Stage;
  readonly index: number;
  readonly name?: string;
  /** `FROM` itself. */
  readonly from: Step;
  /** Without `FROM`. */
  readonly steps: readonly Step[];
  /** What it is `FROM`: another stage, or a reference with variables put in (`undefined` = it cannot be told). */
  readonly parent?: SceneStage;
  readonly image?: string;
  readonly isShipped: boolean;
}

/** One instruction, with what a builder knows when it comes to it. */
export interface Step {
  readonly instruction: Instruction;
  /** Upper case; of a trigger the trigger's. */
  readonly keyword: string;
  readonly stage: SceneStage;
  /** Among the steps of its stage; `FROM` = -1. */
  readonly index: number;
  readonly isShipped: boolean;
  /** It came from an `ONBUILD`. */
  readonly isTrigger: boolean;
  /** Quotes off and variables put in; `UNKNOWN` (`\0`) for what nobody knows. */
  expand(text: string): string;
  /** Of `ENV`, `ARG`, `LABEL`. */
  readonly pairs: readonly (readonly [name: string, value: string | undefined])[];
  /** The value of a variable before this step (`ENV` before `ARG`), `undefined` = not set. */
  valueOf(name: string): string | undefined;
  /** Before this step: `""` = nobody has set one in this chain. */
  readonly user: string;
  readonly workdir: string;
  /** `["/bin/sh", "-c"]`, or what `SHELL` said. */
  readonly shell: readonly string[];
  /** Of `COPY` and `ADD`, variables put in: sources, and the target. Heredoc sources are left out. */
  readonly sources: readonly string[];
  readonly destination: string;
  flag(name: string): string | undefined;
  /** All `--mount=` flags as key → value. */
  readonly mounts: readonly ReadonlyMap<string, string>[];
  /** Of `RUN`, `CMD`, `ENTRYPOINT`, `HEALTHCHECK` and their triggers, in reading order; both forms. */
  readonly commands: readonly Command[];
  /** Why they could not be read, once somebody has asked for them: there are none then. */
  readonly unread: string | undefined;
  readonly lines: DockerfileLines;
}
