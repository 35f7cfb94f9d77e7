import type { Outcome } from "./model/index.ts";

/** What a gate answers with, at every door; README has the table. */
export const EXIT: Readonly<Record<Outcome, number>> = { pass: 0, blocked: 1, unproven: 3 };

/** The work could not be done. */
export const EXIT_FAILED = 2;
