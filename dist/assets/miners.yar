rule miner_internals
{
  meta:
    id = "DD-MW-002"
    strength = "strong"
    title = "Program with the internals of a coin miner"
  strings:
    $donate = "donate-level"
    $threads = "cpu-max-threads-hint"
    $pages = "randomx-1gb-pages"
    $jit = "huge-pages-jit"
    $argon = "argon2/chukwa"
    $heavy = "cn-heavy/xhv"
    $wow = "rx/wow"
    $rewrite = "self-select"
    $nicehash = "--nicehash"
    $userpass = "--userpass="
    $pause = "--retry-pause="
    $scantime = "--scantime="
    $lyra = "lyra2rev2"
    $yescrypt = "yescryptr16"
    $intensity = "--cuda-schedule"
    $lol = "lolMiner"
    $trex = "T-Rex NVIDIA GPU miner"
    $nano = "nanominer"
    $dag = "Generating DAG for epoch"
    $stak = "xmr-stak"
    $currency = "cryptonight_turtle"
    $bittube = "cryptonight_bittube2"
  condition:
    is_program and 3 of them
}

rule miner_name
{
  meta:
    id = "DD-MW-002"
    strength = "weak"
    title = "Program with the name of a coin miner"
    file_names = "xmrig xmrigd xmr-stak minerd cpuminer ccminer lolminer t-rex nanominer kdevtmpfsi kinsing"
  condition:
    is_program and (
      name iequals "xmrig" or name iequals "xmrigd" or name iequals "xmr-stak" or name iequals "minerd"
      or name iequals "cpuminer" or name iequals "ccminer" or name iequals "lolminer" or name iequals "t-rex"
      or name iequals "nanominer" or name iequals "kdevtmpfsi" or name iequals "kinsing"
    )
}

rule miner_protocol
{
  meta:
    id = "DD-MW-002"
    strength = "weak"
    title = "Program that speaks the protocol of mining pools"
  strings:
    $tcp = "stratum+tcp://"
    $ssl = "stratum+ssl://"
    $tls = "stratum+tls://"
  condition:
    is_program and any of them
}

rule miner_pool_in_program
{
  meta:
    id = "DD-MW-002"
    strength = "weak"
    title = "Program that names a mining pool"
  strings:
    $a = "pool.minexmr.com"
    $b = "pool.supportxmr.com"
    $c = "xmr.nanopool.org"
    $d = "xmrpool.eu"
    $e = "pool.hashvault.pro"
    $f = "monerohash.com"
    $g = "moneroocean.stream"
    $h = "xmr.2miners.com"
    $i = "c3pool.com"
    $j = "unmineable.com"
  condition:
    is_program and any of them
}

rule miner_configuration
{
  meta:
    id = "DD-MW-003"
    strength = "strong"
    title = "Mining pool with a wallet or an algorithm"
  strings:
    $a_tcp = "stratum+tcp://"
    $a_ssl = "stratum+ssl://"
    $a_tls = "stratum+tls://"
    $a_first = "stratum1+"
    $a_second = "stratum2+"
    $pool = /stratum(\+(tcp|ssl|tls)|[12]\+[a-z]{3}):\/\//
    $monero = /\b[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}\b/
    $bitcoin = /\bbc1q[02-9ac-hj-np-z]{38}/
    $ether = /\b0x[0-9a-fA-F]{40}\b/
    $user = /"(user|wallet|wallet_address|walletAddress)"\s{0,4}:\s{0,4}"[^"\s]{8}/
    $algo = /"(algo|coin|algorithm)"\s{0,4}:\s{0,4}"[a-zA-Z0-9\/_-]{2}/
    $argument = /\s(-a|--algo|--coin)[ =]{1,2}[a-zA-Z0-9\/_-]{2}/
  condition:
    (is_text or is_shell or is_code) and any of ($a_*) and (
      for any i in (1..#pool) : (
        any of ($monero, $bitcoin, $ether, $user, $algo, $argument) in (@pool[i] - 600 .. @pool[i] + 600)
      )
    )
}

rule miner_donation
{
  meta:
    id = "DD-MW-003"
    strength = "weak"
    title = "Setting that only a miner has"
  strings:
    $donate = "donate-level"
  condition:
    (is_text or is_shell) and $donate
}

rule miner_pool
{
  meta:
    id = "DD-MW-003"
    strength = "weak"
    title = "Address of a mining pool"
  strings:
    $a = "pool.minexmr.com"
    $b = "pool.supportxmr.com"
    $c = "xmr.nanopool.org"
    $d = "xmrpool.eu"
    $e = "pool.hashvault.pro"
    $f = "monerohash.com"
    $g = "moneroocean.stream"
    $h = "xmr.2miners.com"
    $i = "c3pool.com"
    $j = "unmineable.com"
  condition:
    (is_text or is_shell or is_code) and any of them
}
