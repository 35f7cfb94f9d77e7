rule bot_mirai
{
  meta:
    id = "DD-MW-009"
    strength = "strong"
    title = "Program with the words of the Mirai family"
  strings:
    $mirai = "/bin/busybox MIRAI"
    $applet = "MIRAI: applet not found"
    $tun = "listening tun0"
    $ecchi = "/bin/busybox ECCHI"
    $satori = "SATORI: applet not found"
    $okiru = "OKIRU"
    $watchdog = "/dev/misc/watchdog"
    $table = "zTdl7rXgSpyJZ92FbeAj8B6Q"
    $source = "TSource Engine Query"
    $huawei = "huaweiscanner_scanner_kill"
    $udpplain = "attack_method_udpplain"
    $greip = "attack_method_greip"
    $gpon = "GponForm/diag_Form"
    $scanner = "scanner_kill"
    $killer = "killer_kill_by_port"
  condition:
    is_elf and 3 of them
}

rule bot_gafgyt
{
  meta:
    id = "DD-MW-009"
    strength = "strong"
    title = "Program with the words of the Gafgyt family"
  strings:
    $local = "GETLOCALIP"
    $stop = "LOLNOGTFO"
    $kill = "KILLATTK"
    $http = "HTTPFLOOD"
    $junk = "JUNK Flooding %s for %d seconds."
    $udp = "UDP Flooding %s for %d seconds."
    $tcp = "TCP Flooding %s for %d seconds."
    $hold = "HOLD Flooding %s for %d seconds."
    $scanner = "SCANNER ON | OFF"
    $report = "REPORT %s:%s:%s"
    $fork = "FORK FAILED"
    $killed = "Killed %d."
  condition:
    is_elf and 3 of them
}

rule bot_tsunami
{
  meta:
    id = "DD-MW-009"
    strength = "strong"
    title = "Program with the words of the Tsunami, Kaiten and Muhstik families"
  strings:
    $kaiten = "NOTICE %s :Kaiten wa goraku"
    $tsunami = "NOTICE %s :TSUNAMI <target> <secs>"
    $pan = "NOTICE %s :PAN <target> <port> <secs>"
    $unknown = "NOTICE %s :UNKNOWN <target> <secs>"
    $spoofs = "NOTICE %s :GETSPOOFS"
    $packeting = "NOTICE %s :Packeting %s."
    $panning = "NOTICE %s :Panning %s."
    $comply = "NOTICE %s :Unable to comply."
    $nick = "NOTICE %s :NICK <nick>"
    $killall = "NOTICE %s :KILLALL"
    $muhstik = "muhstik"
    $vse = "NOTICE %s :Tsunami heading for %s."
  condition:
    is_elf and 3 of them
}

rule bot_xorddos
{
  meta:
    id = "DD-MW-009"
    strength = "strong"
    title = "Program with the words of the XorDDoS family"
  strings:
    $key = "BB2FA36AAA9541F0"
    $cron = "/etc/cron.hourly/gcc.sh"
    $cron2 = "/etc/cron.hourly/cron.sh"
    $pid = "/var/run/gcc.pid"
    $library = "/lib/libudev.so"
    $device = "/proc/rs_dev"
    $deny = "denyip="
    $remove = "rmfile="
    $service = "DelService_form_pid"
    $header = "build_iphdr"
    $agent = "TencentTraveler"
  condition:
    is_elf and 3 of them
}

rule bot_probe
{
  meta:
    id = "DD-MW-009"
    strength = "weak"
    title = "Program that probes telnet shells for busybox"
  strings:
    $wget = "/bin/busybox wget"
    $tftp = "/bin/busybox tftp"
    $cat = "/bin/busybox cat /proc/mounts"
    $echo = "/bin/busybox echo -ne"
  condition:
    is_elf and 2 of them
}
