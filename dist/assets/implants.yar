rule implant_meterpreter
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Program with the internals of Meterpreter"
  strings:
    $uid = "stdapi_sys_config_getuid"
    $list = "stdapi_fs_ls"
    $execute = "stdapi_sys_process_execute"
    $tlv = "core_negotiate_tlv_encryption"
    $machine = "core_machine_id"
    $library = "core_loadlib"
    $migrate = "core_migrate"
    $mettle = "mettle_get_"
    $server = "metsrv.dll"
  condition:
    is_program and 3 of them
}

rule implant_by_module
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Program built from the modules of a remote-control framework"
  strings:
    $sliver = "github.com/bishopfox/sliver/implant"
    $sliver_pb = "github.com/bishopfox/sliver/protobuf/sliverpb"
    $merlin = "github.com/Ne0nd0g/merlin-agent"
    $merlin_old = "github.com/Ne0nd0g/merlin/pkg/agent"
    $poseidon = "github.com/MythicAgents/poseidon"
    $poseidon_payload = "MythicAgents/poseidon/Payload_Type"
    $geacon = "geacon/cmd/"
    $geacon_config = "geacon/config"
    $platypus = "github.com/WangYihang/Platypus/lib"
  condition:
    is_program and any of them
}

rule implant_beacon
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Program with the internals of a Cobalt Strike beacon"
  strings:
    $dll = "beacon.dll"
    $dll64 = "beacon.x64.dll"
    $loader = "ReflectiveLoader"
    $as = "%s as %s\\%s: %d"
    $powershell = "IEX (New-Object Net.Webclient).DownloadString('http://127.0.0.1:%u/')"
    $admin = "%s (admin)"
    $time = "%02d/%02d/%02d %02d:%02d:%02d"
    $pipe = "\\\\.\\pipe\\bypassuac"
  condition:
    is_program and 3 of them
}

rule implant_havoc
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Program with the internals of Havoc's demon"
  strings:
    $demon = "demon.x64"
    $main = "DemonMain"
    $meta = "DemonMetaData"
    $inject = "DemonInject"
  condition:
    is_program and 2 of them
}

rule implant_pupy
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Program or script with the internals of Pupy"
  strings:
    $importer = "pupyimporter"
    $launcher = "reverse_pupy"
    $conf = "get_pupy_config"
    $service = "ReverseSlaveService"
  condition:
    (is_program or kind == "python") and 2 of them
}

rule implant_bpfdoor
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Program with the internals of BPFDoor"
  strings:
    $copy = "kdmtmpflush"
    $pid = "/var/run/haldrund.pid"
    $lock = "/var/run/initd.lock"
    $failed = "[-] Execute command failed"
    $pass = "justforfun"
    $redirect = "/sbin/iptables -t nat -A PREROUTING -p tcp -s %s --dport %d -j REDIRECT --to-ports %d"
    $accept = "/sbin/iptables -I INPUT -p tcp -s %s -j ACCEPT"
    $session = "pickup -l -t fifo -u"
    $ok = "Spawn shell ok."
  condition:
    is_elf and 2 of them
}

rule implant_winnti
{
  meta:
    id = "DD-MW-010"
    strength = "strong"
    title = "Library with the internals of Winnti for Linux"
  strings:
    $fork = "azazel fork"
    $hide = "HIDE_THIS_SHELL"
    $library = "libxselinux"
    $pid = "get_our_pids"
    $sockets = "get_our_sockets"
    $load = "check_is_our_proc_dir"
  condition:
    is_elf and 2 of them
}

rule implant_configuration
{
  meta:
    id = "DD-MW-010"
    strength = "weak"
    title = "Settings of a reverse HTTP implant"
  strings:
    $payload = "reverse_http"
    $host = "\"LHOST\""
    $callback = "\"callback_host\""
    $interval = "\"callback_interval\""
    $jitter = "\"callback_jitter\""
  condition:
    is_text and ($payload and $host or $callback and ($interval or $jitter))
}
