rule escape_kit
{
  meta:
    id = "DD-MW-016"
    strength = "strong"
    title = "Tool made to break out of containers or into clusters"
  strings:
    $cdk = "github.com/cdk-team/CDK/"
    $cdk_lower = "github.com/Xyntax/CDK/"
    $botb = "github.com/brompwnie/botb"
    $peirates = "github.com/inguardians/peirates"
    $kubeletctl = "path\tkubeletctl"
    $kubeletctl_module = "github.com/cyberark/kubeletctl"
  condition:
    is_program and any of them
}

rule escape_script
{
  meta:
    id = "DD-MW-016"
    strength = "strong"
    title = "Script that breaks out of a container"
  strings:
    $deepce = "Docker Enumeration, Escalation of Privileges and Container Escapes"
    $agent = "release_agent"
    $notify = "notify_on_release"
    $pattern = "/proc/sys/kernel/core_pattern"
    $overlay = /perdir=|upperdir/
    $write_agent = />\s{0,4}["']?[^\s;|&]{0,60}release_agent/
    $write_pattern = />\s{0,4}["']?(\/host)?\/proc\/sys\/kernel\/core_pattern/
  condition:
    (is_shell or kind == "python") and (
      $deepce
      or $agent and $notify and $write_agent
      or $pattern and $write_pattern and $overlay
    )
}

rule host_namespaces
{
  meta:
    id = "DD-MW-016"
    strength = "weak"
    title = "Script that enters the namespaces of the host's first process"
  strings:
    $nsenter = "nsenter"
    $first = /\s(-t\s{0,2}1|--target[ =]1)\s|\/proc\/1\/ns\//
  condition:
    is_shell and (for any i in (1..#first) : ($nsenter in (@first[i] - 80 .. @first[i])))
}

rule capability_probe
{
  meta:
    id = "DD-MW-016"
    strength = "weak"
    title = "Looks for ways out of a container"
  strings:
    $amicontained = "github.com/genuinetools/amicontained"
    $probe = "CapEff"
    $socket = "/var/run/docker.sock"
    $chroot = /chroot\s+\/(host|mnt)/
    $decode = "capsh --decode"
  condition:
    is_program and $amicontained or is_shell and ($probe and ($socket or $chroot) or $decode and ($socket or $chroot))
}

rule local_attack_program
{
  meta:
    id = "DD-MW-017"
    strength = "strong"
    title = "Tool for taking over the machine it runs on"
  strings:
    $traitor = "github.com/liamg/traitor"
    $pspy = "github.com/dominicbreuker/pspy"
    $linpeas = "LINPEAS_VERSION"
    $linpeas_title = "Linux Privilege Escalation Awesome Script"
    $linpeas_winner = "PEASS-ng"
    $mimipenguin = "MimiPenguin"
    $mimipenguin_results = "MimiPenguin Results:"
    $lazagne_project = "The LaZagne Project"
    $linenum = "LinEnum Version"
    $linenum_title = "Local Linux Enumeration & Privilege Escalation Script"
    $suggester = "linux-exploit-suggester"
    $suggester_kernel = "EXPLOITS_USERSPACE"
  condition:
    is_program and ($traitor or $pspy or $lazagne_project)
    or (is_shell or kind == "python") and (
      $linpeas_title or $linpeas and $linpeas_winner
      or $mimipenguin and $mimipenguin_results
      or $lazagne_project
      or $linenum_title or $linenum
      or $suggester and $suggester_kernel
    )
}

rule exploit_source
{
  meta:
    id = "DD-MW-017"
    strength = "strong"
    title = "Source of an exploit that gives root"
  strings:
    $gconv = "GCONV_PATH=."
    $pkexec = "/usr/bin/pkexec"
    $cow = "/proc/self/mem"
    $cow_advise = "MADV_DONTNEED"
    $cow_thread = "madviseThread"
    $firefart = "firefart"
    $pipe = "PIPE_BUF_FLAG_CAN_MERGE"
    $pipe_prepare = "prepare_pipe"
  condition:
    kind == "source" and (
      $gconv and $pkexec
      or $cow and $cow_advise and ($cow_thread or $firefart)
      or $pipe and $pipe_prepare
    )
}

rule network_scanner
{
  meta:
    id = "DD-MW-018"
    strength = "strong"
    severity = "low"
    title = "Network scanner or password guesser"
  strings:
    $masscan = "masscan.conf"
    $masscan_seed = "--adapter-ip"
    $zgrab = "github.com/zmap/zgrab2/"
    $zmap = "zmap_pcap"
    $hydra = "hydra.restore"
    $hydra_thc = "THC-HYDRA"
    $medusa = "Medusa has finished"
    $medusa_foofus = "foofus.net"
    $ncrack = "Ncrack done:"
    $fscan = "github.com/shadow1ng/fscan"
    $kscan = "path\tkscan"
    $kscan_module = "github.com/lcvvvv/kscan"
  condition:
    is_program and (
      $masscan and $masscan_seed or $zgrab or $zmap or $hydra or $hydra_thc
      or $medusa and $medusa_foofus or $ncrack or $fscan or $kscan or $kscan_module
    )
}

rule port_scanner
{
  meta:
    id = "DD-MW-018"
    strength = "strong"
    severity = "negligible"
    title = "Port scanner nmap"
  strings:
    $done = "Nmap done: "
    $probes = "nmap-service-probes"
  condition:
    is_program and all of them
}

rule tunnel
{
  meta:
    id = "DD-MW-019"
    strength = "strong"
    title = "Tunnel or proxy that can carry traffic past a firewall"
    names = "frp nps npc chisel gost ngrok iox stowaway ew cloudflared"
  strings:
    $frp = "path\tgithub.com/fatedier/frp/"
    $nps = "path\tehang.io/nps/"
    $chisel = "path\tgithub.com/jpillora/chisel"
    $gost = "path\tgithub.com/ginuerzh/gost/"
    $gost3 = "path\tgithub.com/go-gost/gost/"
    $ngrok = "path\tgo.ngrok.com/"
    $ngrok1 = "path\tngrok/main"
    $iox = "path\tiox"
    $iox_module = "path\tgithub.com/EddieIvan01/iox"
    $stowaway = "path\tStowaway/"
    $earthworm = "rootkiter.com"
    $earthworm_state = "ssocksd"
    $cloudflared = "path\tgithub.com/cloudflare/cloudflared/"
  condition:
    is_program and (any of ($frp, $nps, $chisel, $gost*, $ngrok*, $iox*, $stowaway, $cloudflared) or $earthworm and $earthworm_state)
}
