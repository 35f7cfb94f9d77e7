import type { Rule } from "../../model/index.ts";
import { type SecretRule, secretRules } from "../../secrets/index.ts";

const ADVICE =
  "Revoke the credential first, then remove it from every layer (a later deletion leaves it in the image), then give it at run time: by a role, by OIDC, or as a secret mount.";

const GUARDS =
  "Placeholders, references to variables and vendors' documented sample keys; values of one repeated character or of too little variety; public keys, certificates and integrity hashes. What a package brought in its tests or documents is negligible. Compressed files, archives, pictures and fonts are not looked into, and programs only for what its own prefix tells.";

/** The rule as the catalogue shows it, of all forms that share its id. */
function catalogued(forms: readonly [SecretRule, ...SecretRule[]]): Rule {
  const [{ id, title, severity, isOptional }] = forms;
  const guards = forms.flatMap((form) => (form.guards === "" ? [] : [form.guards]));
  return {
    id,
    category: "sensitive",
    title,
    severity,
    fires: `A file holds ${forms.map(({ shape }) => shape).join("; or ")}.`,
    guards: [...new Set([...guards, GUARDS])].join(" "),
    advice: ADVICE,
    peers: [...new Set(forms.flatMap(({ peers }) => peers))],
    ...(isOptional ? { isOptional } : {}),
  };
}

/** Of all secrets by content: DD-SF-101 and up. */
export const secretRuleList: readonly Rule[] = [...new Set(secretRules.map(({ id }) => id))].map((id) =>
  catalogued(secretRules.filter((rule) => rule.id === id) as [SecretRule, ...SecretRule[]]),
);
