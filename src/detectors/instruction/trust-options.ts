import type { Command } from "./command.ts";

/** A way in which a program is told to check no certificates. */
interface Unchecking {
  readonly programs: RegExp;
  /** In the words, joined by single blanks. */
  readonly words: RegExp;
  /** In the words of a later command of the same program: it checks them again. */
  readonly restored?: RegExp;
}

const OFF = `["']?(?:false|0|no|off|none)["']?`;
const ON = `["']?(?:true|1|yes|on)["']?`;

/** From the programs' own documentation. */
export const UNCHECKED_CERTIFICATES: readonly Unchecking[] = [
  {
    programs: /^(?:npm|pnpm|yarn)$/,
    words: new RegExp(
      `(?:^| )(?:config set |set )(?:-\\S{1,100} ){0,6}(?:strict-ssl|strictSsl|enableStrictSsl)[ =]${OFF}(?: |$)|--strict-ssl[ =]${OFF}(?: |$)|--no-strict-ssl`,
      "i",
    ),
    restored: new RegExp(
      `strict-?ssl[ =]${ON}|(?:delete|rm|unset) (?:-\\S{1,100} ){0,6}(?:strict-ssl|enableStrictSsl)`,
      "i",
    ),
  },
  {
    programs: /^git$/,
    words: new RegExp(`http\\.(?:\\S{1,300}\\.)?sslverify[ =]${OFF}(?: |$)`, "i"),
    restored: new RegExp(
      `http\\.(?:\\S{1,300}\\.)?sslverify[ =]${ON}|--unset(?:-all)? http\\.(?:\\S{1,300}\\.)?sslverify`,
      "i",
    ),
  },
  {
    programs: /^(?:yum|dnf|dnf5|microdnf|tdnf|yum-config-manager|dnf-3)$/,
    words: new RegExp(`--setopt[ =](?:\\S{1,100}\\.)?sslverify=${OFF}(?: |$)`, "i"),
  },
  { programs: /^(?:bundle|bundler)$/, words: /config (?:set )?(?:-\S{1,100} ){0,6}ssl_verify_mode[ =]?0/i },
  {
    programs: /^composer$/,
    words: new RegExp(`config (?:-\\S{1,100} ){0,6}disable-tls ${ON}(?: |$)`, "i"),
    restored: new RegExp(`config (?:-\\S{1,100} ){0,6}disable-tls ${OFF}|--unset disable-tls`, "i"),
  },
  {
    programs: /^(?:conda|mamba|micromamba)$/,
    words: new RegExp(`config (?:-\\S{1,100} ){0,6}(?:set )?ssl_verify ${OFF}(?: |$)`, "i"),
    restored: new RegExp(`ssl_verify ${ON}|--remove-key ssl_verify`, "i"),
  },
  {
    programs: /^(?:mvn|mvnw|mvnd)$/,
    words:
      /-D(?:maven\.wagon\.http\.ssl\.(?:insecure|allowall)=true|aether\.connector\.https\.securityMode=insecure)/i,
  },
  {
    programs: /^(?:apt|apt-get)$/,
    words: new RegExp(`Acquire::https(?:::\\S{1,200})?::Verify-(?:Peer|Host)=${OFF}`, "i"),
  },
  { programs: /^apk$/, words: /--no-check-certificate/ },
];

/** The same, in a file of settings. */
export const UNCHECKED_FILES: readonly { readonly target: RegExp; readonly text: RegExp }[] = [
  { target: /\.npmrc$/, text: new RegExp(`strict-ssl\\s{0,8}=\\s{0,8}${OFF}`, "i") },
  { target: /(?:^|\/)(?:\.gitconfig|gitconfig)$/, text: new RegExp(`sslverify\\s{0,8}=\\s{0,8}${OFF}`, "i") },
  {
    target: /\/(?:yum|dnf)(?:\.conf|\/dnf\.conf)$|\.repo$/,
    text: new RegExp(`sslverify\\s{0,8}=\\s{0,8}${OFF}`, "i"),
  },
  { target: /(?:\.gemrc|\/gemrc)$/, text: /:?ssl_verify_mode:?\s{0,8}0/i },
  { target: /\.condarc$/, text: new RegExp(`ssl_verify\\s{0,8}:\\s{0,8}${OFF}`, "i") },
  { target: /pip\.conf$/, text: /trusted-host\s{0,8}=/i },
  { target: /\/apt\.conf(?:\.d\/\S*)?$/, text: new RegExp(`Verify-(?:Peer|Host)\\s{1,8}${OFF}`, "i") },
];

/** `pip` and those that take its options: the hosts whose certificates it shall not check. */
export function pipTrustedHosts({ name, args }: Command): readonly string[] {
  const isPip =
    /^(?:pip[\d.]*|uv|pipenv|pipx)$/.test(name) || (/^python[\d.]*$/.test(name) && args.includes("pip"));
  if (!isPip) return [];
  return args.flatMap((arg, index) => {
    if (/^--(?:trusted-host|allow-insecure-host)=/.test(arg)) return [arg.slice(arg.indexOf("=") + 1)];
    if (/^--(?:trusted-host|allow-insecure-host)$/.test(arg)) return [args[index + 1] ?? ""];
    return /^(?:global|install|site|user)\.trusted-host$/.test(arg)
      ? (args[index + 1] ?? "").split(/\s+/)
      : [];
  });
}
