import { DrydockError } from "../errors.ts";
import type { Platform } from "../model/image.ts";
import { listing } from "./document.ts";
import { hostPlatform, parsePlatform, platformDistance, platformName } from "./platform.ts";

export interface Offer {
  readonly platform: Platform;
  /** Whether its blobs are there; archives of Docker list platforms they do not hold. */
  readonly present: boolean;
}

export interface Choice<T> {
  readonly chosen: T;
  /** What the user should hear, if there was anything to choose. */
  readonly notice?: string;
}

/**
 * The build to scan, out of those an image offers: the wanted one; else the only one; else the host's.
 * Throws `DrydockError` PLATFORM naming what there is, and USAGE for a `wanted` that is no platform.
 */
export function choosePlatform<T extends Offer>(
  offers: readonly T[],
  wanted: string | undefined,
  reference: string,
  host: Platform = hostPlatform(),
): Choice<T> {
  const present = offers.filter((offer) => offer.present);
  const only = present[0];
  if (only === undefined)
    throw new DrydockError(
      "PLATFORM",
      `${reference} holds none of the platforms it lists: ${names(offers)}.`,
    );
  if (wanted !== undefined) return { chosen: wantedOne(offers, parsePlatform(wanted), reference) };
  if (present.length === 1)
    return offers.length === 1
      ? { chosen: only }
      : {
          chosen: only,
          notice: `Scanned ${platformName(only.platform)}, the only platform present of those listed: ${names(offers)}.`,
        };
  const chosen = nearest(present, host);
  if (chosen === undefined)
    throw platformError(reference, `has no build for this host (${platformName(host)})`, present);
  return {
    chosen,
    notice: `Scanned ${platformName(chosen.platform)}, as this host would run it; the image also has ${names(
      present.filter((offer) => offer !== chosen),
    )}.`,
  };
}

/** For an image with one build only. Throws `DrydockError` PLATFORM where it is not the wanted one. */
export function checkPlatform(platform: Platform, wanted: string | undefined, reference: string): void {
  if (wanted === undefined || platform.architecture === "unknown") return;
  wantedOne([{ platform, present: true }], parsePlatform(wanted), reference);
}

function wantedOne<T extends Offer>(offers: readonly T[], wanted: Platform, reference: string): T {
  const chosen = nearest(
    offers.filter((offer) => offer.present),
    wanted,
  );
  if (chosen !== undefined) return chosen;
  const listed = nearest(offers, wanted) !== undefined;
  const name = platformName(wanted);
  throw platformError(
    reference,
    listed ? `lists ${name} but does not hold all of it` : `has no build for ${name}`,
    offers.filter((offer) => offer.present),
  );
}

/** First come, first served among equals, as container engines do. */
function nearest<T extends Offer>(offers: readonly T[], wanted: Platform): T | undefined {
  let best: { readonly offer: T; readonly distance: number } | undefined;
  for (const offer of offers) {
    const distance = platformDistance(wanted, offer.platform);
    if (distance !== undefined && (best === undefined || distance < best.distance))
      best = { offer, distance };
  }
  return best?.offer;
}

function platformError(reference: string, why: string, offers: readonly Offer[]): DrydockError {
  const first = offers.find((offer) => offer.present)?.platform;
  const hint = first === undefined ? {} : { hint: `Choose one: --platform ${platformName(first)}` };
  return new DrydockError("PLATFORM", `${reference} ${why}; it has ${names(offers)}.`, hint);
}

function names(offers: readonly Offer[]): string {
  return listing(new Set(offers.map((offer) => platformName(offer.platform))));
}
