import { rapidFort } from "./rapidfort.ts";
import { rootIo } from "./root-io.ts";
import { seal } from "./seal.ts";
import type { Supplier } from "./supplier.ts";

/** In the order in which they are asked; the first at work takes the image. */
export const SUPPLIERS: readonly Supplier[] = [rapidFort, rootIo, seal];
