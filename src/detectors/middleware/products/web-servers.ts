import type { Row } from "../product.ts";
import { apache } from "./apache.ts";
import { nginx } from "./nginx.ts";
import { middlewareRule } from "./rule.ts";

export const webServersRow: Row = {
  rule: middlewareRule({
    id: "DD-BL-086",
    title: "Weak nginx or Apache",
    severity: "low",
    fires:
      "A web server lists folders, shows its status page to all, speaks TLS below 1.2, or has an alias in nginx whose location lacks the slash at its end.",
    guards:
      "Files that are as their system package brought them are left out, and so are protocols where nothing listens for TLS.",
    advice:
      "Switch listings off, restrict the status page, allow TLS 1.2 and 1.3 only, and end both location and alias with a slash.",
  }),
  products: [nginx, apache],
};
