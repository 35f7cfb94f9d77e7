import type { KnownValues } from "./keeping.ts";

/**
 * Keys that were published with a product or copied from one project to the next, so that whoever attacks has them. Only
 * their SHA-256 is kept here: the list is of no use to anybody else, and no secret scanner cries.
 */

/** Of Nacos' delivered file, in its three forms. */
export const NACOS_TOKENS: KnownValues = new Set([
  "c07799c18d8b80eed95367921770430008a217c621fa7b765fed516f08fc7f91",
  "f8a41dbc9edc8bc681a82d7641fdb60ff852b01aa98fe55cc2efdf951fd8333c",
  "4de7be2d26fa1e2e608014c657f699698236694b2d6ef11d888828ba3e81f9bf",
]);

/** Of XXL-JOB's delivered file. */
export const XXL_JOB_TOKENS: KnownValues = new Set([
  "8ea73cd9b25da302dbd5434b20ff7916996470d326dd40e743fd9f7de2a9462b",
]);

/** Of Shiro before 1.2.5, and of frameworks and tutorials since. */
export const SHIRO_KEYS: KnownValues = new Set([
  "90d64434b177ed14ca9cda34331a58986295e55c55875c20b029a34f4d4e5898",
  "91514e42787c74b0cdcd94a65ca60796148d5e9af4eb98d8efb6d234df20ffaf",
  "12fb19be28f11f3a07a9eed9a8fce13a6750b575ef627d4b8bb30b8afbd19722",
  "57ebed09250d238f047552eaecb653074aaba7eff722148afec8b1286e74c1d6",
  "de6ef37516edea832e38f594b2cf36f79612079d6a44de81e68f3de99c55087e",
  "5632d3177cd28b1f0f762cf07d49172abfe1bec8e196c8033a20947a328194e2",
  "309d33b1db250f5fd5e2b8b63621635af2bf70467d640e52fc10da3edd11240d",
  "33a8b4f00bfb3aa15b8fb2b009278963d43f5f0c12fdef86fbe0bf7bf170d7f9",
  "7b9b49a80493a3425ff5b6b593692ae7b9f01ca96447b44261b08c3f1104d4f8",
  "2fe46c194bf6d0bb53c28032126044692b27190f189f36eedbc797e8b1c4a9db",
  "890a5c4a93fe29c07372a2c23e58f47816796cae65e3e5a1d2801dce579d18be",
  "954f58e336a506732e50e07b2da448d30f54faa1183e65cb8e535f588f60df8c",
  "9f28ad82b801d411a4623284729504f78108124526e79777663830fe763d604f",
  "b3a0ae39dc2636df99493ac735a1d356281341c68e8273a396274f92f63db5a6",
  "f87b01791fab6f0767ce3d4c7aa8db207857662c19c94aede77e9ae51548d3fb",
  "0183e1016bf85dbe5a2167fd05edebeac11cb30ead45b9a6a5dfe17de69702a1",
  "27ad2f1dbac0e4093895f7447aa419b61d6bcbd5fdc857e59591298ffd19eb75",
  "ae18dd201673e3ec2d7ce765942b51a2213b22d4c68932608a1e448d3c852e20",
  "afb96ac1982aa1c081a24e53a65d14d9e90e69caadd9c482ebe9a67f22acd04c",
  "85367e6f15043f19488d846a698cf64e908d3b762bebf7ee3be47fcc1682008f",
  "b4cee395127a5dad6517a3a68e9a1218343f15c69c657bb980d3b6d5d276102a",
  "14e7ad464c597c49bebe6fb86dd6bdacb854c8d53b8a890e87c6fceb10076060",
  "59f47341a32d1502dbd31176a555b156d2f68b7f740707cb9916c967a323a2d8",
  "f4b4d4ebab25d376f1edb05436735100a3e8470d4aafeaf3045d29bc3504430b",
  "6a2f5f2b09eb85d19ca7604b5104b2dbd2d96f62c020a3af27f584954ef28dd9",
]);
