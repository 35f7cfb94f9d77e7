/**
 * Identifiers of the SPDX licence list that packages commonly carry, out of its several hundred. Everything else is
 * written as a name, which both SBOM formats allow for any licence.
 */
const LISTED: ReadonlySet<string> = new Set(
  `0BSD AFL-2.1 AGPL-3.0-only AGPL-3.0-or-later Apache-1.1 Apache-2.0 Artistic-1.0 Artistic-2.0 BlueOak-1.0.0
  BSD-1-Clause BSD-2-Clause BSD-3-Clause BSD-4-Clause BSL-1.0 CC-BY-3.0 CC-BY-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 curl
  ECL-2.0 EPL-1.0 EPL-2.0 GPL-1.0-only GPL-1.0-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND
  ICU IJG ISC LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later libtiff
  MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL NCSA OFL-1.1 OLDAP-2.8 OpenSSL PHP-3.01 PostgreSQL PSF-2.0 Python-2.0 Ruby SISSL Sleepycat
  TCL Unicode-3.0 Unicode-DFS-2016 Unlicense UPL-1.0 Vim W3C WTFPL X11 Zlib zlib-acknowledgement ZPL-2.1`.split(
    /\s+/,
  ),
);

export function isListed(license: string): boolean {
  return LISTED.has(license);
}
