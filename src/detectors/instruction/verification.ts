import type { Command } from "./command.ts";
import { oncePerStep, placeOf } from "./once-per-step.ts";

const HASH_INLINE = /(?:\$\(|`)[^)`]{0,300}\b(?:sha(?:1|224|256|384|512)?|md5|b2|b3)sum\b/;
const HASH = /^(?:sha(?:1|224|256|384|512)?sum|shasum|md5sum|b2sum|b3sum|cksum|rhash)$/;

/** Whether the command compares a hash, or checks a signature: the build stops if it is another one. */
export function isVerification({ name, args, rawArgs, pipeline }: Command): boolean {
  if (HASH.test(name))
    return (
      args.some((arg) => /^-[a-z]*c|^--check/.test(arg)) ||
      pipeline.some((one) => one !== undefined && /^(?:grep|egrep|fgrep|awk|cmp|diff)$/.test(one.name))
    );
  switch (name) {
    case "gpg":
    case "gpg2":
      return args.includes("--verify");
    case "gpgv":
    case "gpgv2":
    case "slsa-verifier":
      return true;
    case "cosign":
      return args.some((arg) => arg.startsWith("verify"));
    case "minisign":
    case "signify":
    case "signify-openbsd":
      return args.some((arg) => /^-[A-Za-z]*V/.test(arg));
    case "openssl":
      return args.includes("-verify") || (args[0] === "cms" && args.includes("-verify"));
    case "rpm":
    case "rpmkeys":
      return args.some((arg) => arg === "-K" || arg === "--checksig");
    case "gh":
      return args[0] === "attestation" && args[1] === "verify";
    case "git":
      return args.some(
        (arg) => arg === "verify-tag" || arg === "verify-commit" || arg === "--verify-signatures",
      );
    case "[":
    case "test":
      // Against the output of a hash program, which is in one of the words or in a variable.
      return (
        args.some((arg) => /^[0-9a-f]{32,128}$/i.test(arg)) || rawArgs.some((raw) => HASH_INLINE.test(raw))
      );
    default:
      return false;
  }
}

/** Whether one behind the command, in the same `RUN`, does. */
export function isVerifiedAfter(command: Command): boolean {
  return lastVerification(command.step) > placeOf(command);
}

const lastVerification = oncePerStep(({ commands }) => commands.findLastIndex(isVerification));
