<?php
// composer/semver. Reads questions, writes answers (see refresh.ts).
//
//     apt-get install php-cli php-composer-semver
//     php scripts/vectors/composer.php
//
// Comparisons are asked of its Comparator, which takes pre-releases as advisories do; Composer's own constraints would
// read ">=1.0" as ">=1.0-dev".
require "Composer/Semver/autoload.php";

use Composer\Semver\Comparator;
use Composer\Semver\VersionParser;

function answer(string $kind, string $a, string $b): string
{
    $a = normal($a);
    if ($kind === "cmp") {
        $b = normal($b);
        return Comparator::lessThan($a, $b) ? "<" : (Comparator::greaterThan($a, $b) ? ">" : "=");
    }
    $found = array_map(fn($part) => all($a, $part), explode("||", $b));
    return in_array(true, $found, true) ? "in" : "out";
}

function all(string $version, string $alternative): bool
{
    $holds = true;
    foreach (explode(",", $alternative) as $comparison) {
        if (!preg_match('/^\s*([=<>!]*)\s*(.+?)\s*$/', $comparison, $parts)) {
            throw new Exception($comparison);
        }
        $holds = Comparator::compare($version, $parts[1] === "" ? "==" : $parts[1], normal($parts[2])) && $holds;
    }
    return $holds;
}

function normal(string $version): string
{
    $found = (new VersionParser())->normalize($version);
    if (str_starts_with($found, "dev-")) {
        throw new Exception("a branch");
    }
    return $found;
}

while (($line = fgets(STDIN)) !== false) {
    try {
        echo answer(...explode("\t", rtrim($line, "\n"))), "\n";
    } catch (Throwable) {
        echo "?\n";
    }
}
