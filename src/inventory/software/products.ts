/** Software that is recognised by what its own binary says. */
export interface Product {
  readonly name: string;
  /** Vendor and product as the National Vulnerability Database calls them. */
  readonly cpe: readonly [vendor: string, product: string];
  /** Base names of files that may be it. */
  readonly files: RegExp;
  /** Where to look closer: one of these stands in or beside the version. Few bytes that are rare in programs. */
  anchors(file: string): readonly string[];
  /**
   * Each must match somewhere around an anchor. The first captures the version; what the others capture must start
   * with it. On bytes as Latin-1.
   */
  patterns(file: string): readonly RegExp[];
}

type Fixed = Omit<Product, "anchors" | "patterns"> & {
  readonly anchor: string | readonly string[];
  readonly pattern: RegExp | readonly RegExp[];
};

function fixed({ anchor, pattern, ...product }: Fixed): Product {
  const anchors = [anchor].flat();
  const patterns = [pattern].flat();
  return { ...product, anchors: () => anchors, patterns: () => patterns };
}

/**
 * Both write their version out by itself, and once more in front of a build id: host name, time in nanoseconds.
 * Neither place has a text of its own, so all that has a minor version of one digit is looked at.
 */
const REDIS = {
  anchor: Array.from({ length: 10 }, (_, minor) => `.${minor}.`),
  pattern: [/\0(\d{1,2}\.\d\.\d{1,3})\0/, /(\d{1,2}\.\d\.\d[\w.-]{0,80}1\d{18})\0/],
} as const;

/** The version stands by itself in there; only with the one in the name it is told from others, such as SQLite's. */
const PYTHON_FILE = /^(?:lib)?python(2\.7|3\.\d{1,2})m?(?:\.so(?:\.[\d.]+)?|\.exe)?$/;

export const PRODUCTS: readonly Product[] = [
  fixed({
    name: "nginx",
    cpe: ["f5", "nginx"],
    files: /^nginx(?:-debug)?$/,
    anchor: "nginx version: ",
    pattern: /nginx version: nginx\/(\d+\.\d+\.\d+)/,
  }),
  fixed({
    name: "openresty",
    cpe: ["openresty", "openresty"],
    files: /^(?:nginx|openresty)$/,
    anchor: "nginx version: ",
    pattern: /nginx version: openresty\/(\d+(?:\.\d+){2,3})/,
  }),
  fixed({
    name: "httpd",
    cpe: ["apache", "http_server"],
    files: /^(?:httpd|apache2)$/,
    anchor: "Apache/",
    pattern: /\0Apache\/(\d+\.\d+\.\d+)[\0 ]/,
  }),
  fixed({
    name: "haproxy",
    cpe: ["haproxy", "haproxy"],
    files: /^haproxy$/,
    anchor: "version ",
    pattern: / version (\d+\.\d+(?:\.\d+|-dev\d+)?)[^\s,]{0,40}, released /,
  }),
  fixed({
    name: "redis",
    cpe: ["redis", "redis"],
    files: /^redis-(?:server|sentinel|check-rdb|check-aof)$/,
    ...REDIS,
  }),
  fixed({
    name: "valkey",
    cpe: ["lfprojects", "valkey"],
    files: /^valkey-(?:server|sentinel|check-rdb|check-aof)$/,
    ...REDIS,
  }),
  fixed({
    name: "postgresql",
    cpe: ["postgresql", "postgresql"],
    files: /^postgres$/,
    anchor: "PostgreSQL ",
    pattern: /PostgreSQL (\d+(?:\.\d+){1,2}|\d+(?:beta|rc)\d+)(?: \(| on )/,
  }),
  fixed({
    name: "mariadb",
    cpe: ["mariadb", "mariadb"],
    files: /^(?:mariadbd|mysqld)$/,
    anchor: "-MariaDB",
    pattern: /\0(?:5\.5\.5-)?(\d+\.\d+\.\d+)-MariaDB[\0-]/,
  }),
  fixed({
    name: "memcached",
    cpe: ["memcached", "memcached"],
    files: /^memcached$/,
    anchor: "memcached ",
    pattern: /\0memcached (\d+\.\d+\.\d+)[\0\n]/,
  }),
  fixed({
    name: "node",
    cpe: ["nodejs", "node.js"],
    files: /^(?:node|nodejs|node\.exe|libnode\.so[\d.]*)$/,
    anchor: "node.js/v",
    pattern: /node\.js\/v(\d+\.\d+\.\d+)/,
  }),
  fixed({
    name: "php",
    cpe: ["php", "php"],
    files: /^(?:php(?:-?(?:cli|cgi|fpm))?-?[\d.]*|libphp[\d.]*\.so)$/,
    anchor: "X-Powered-By: PHP/",
    pattern: /X-Powered-By: PHP\/(\d+\.\d+\.\d+(?:(?:alpha|beta|RC)\d+)?)/,
  }),
  fixed({
    name: "ruby",
    cpe: ["ruby-lang", "ruby"],
    files: /^(?:ruby[\d.]*|libruby[\w.-]*\.so[\d.]*)$/,
    anchor: "ruby ",
    pattern: /ruby (\d+\.\d+\.\d+(?:(?:preview|rc)\d+)?)(?:p\d+|dev)? \(\d{4}-\d\d-\d\d/,
  }),
  {
    name: "python",
    cpe: ["python", "python"],
    files: PYTHON_FILE,
    anchors: (file) => [`${pythonMinor(file)}.`],
    // Linkers let it share the end of a longer text, such as a path that ends in the version.
    patterns: (file) => [
      new RegExp(`[\\0/-](${pythonMinor(file).replace(".", "\\.")}\\.\\d{1,2}(?:(?:a|b|rc)\\d+)?)\\+?\\0`),
    ],
  },
  fixed({
    name: "curl",
    cpe: ["haxx", "curl"],
    files: /^curl(?:\.exe)?$/,
    anchor: "curl/",
    pattern: /\0curl\/(\d+\.\d+\.\d+)/,
  }),
  fixed({
    name: "libcurl",
    cpe: ["haxx", "libcurl"],
    files: /^libcurl(?:-[a-z]+)?\.so[\d.]*$/,
    anchor: "libcurl/",
    pattern: /libcurl\/(\d+\.\d+\.\d+)/,
  }),
  fixed({
    name: "openssl",
    cpe: ["openssl", "openssl"],
    files: /^(?:openssl|libcrypto\.so[\w.]*|libcrypto-[\w-]+\.dll)$/,
    anchor: "OpenSSL ",
    pattern:
      /OpenSSL (\d+\.\d+\.\d+[a-z]{0,2}(?:-(?:alpha|beta|pre)\d+)?)(?:-fips)? {1,2}\d{1,2} [A-Z][a-z]{2} \d{4}/,
  }),
  fixed({
    name: "busybox",
    cpe: ["busybox", "busybox"],
    files: /^busybox(?:\.static)?$/,
    anchor: "BusyBox v",
    pattern: /BusyBox v(\d+\.\d+\.\d+)/,
  }),
];

function pythonMinor(file: string): string {
  return PYTHON_FILE.exec(file)?.[1] ?? "";
}
