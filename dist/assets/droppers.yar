rule dropper_of_miners
{
  meta:
    id = "DD-MW-004"
    strength = "strong"
    title = "Script that fetches from a bare address and takes over the host"
  strings:
    $fetch_curl = "curl"
    $fetch_wget = "wget"
    $address = /[ "'\/=][0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}[:\/]/
    $private = /[ "'\/=](127\.[0-9]{1,3}|10\.[0-9]{1,3}|0\.0|169\.254|192\.168|172\.(1[6-9]|2[0-9]|3[01]))\.[0-9]{1,3}\.[0-9]{1,3}[:\/]/
    $c2_teamtnt = "teamtnt.red"
    $c2_chimaera = "chimaera.cc"
    $c2_kaiserfranz = "kaiserfranz.cc"
    $c2_borg = "borg.wtf"
    $rival = /kinsing|kdevtmpfsi|xmrig|xmr-stak|minerd|kthreaddi|sysrv|watchbog|cryptonight|minexmr|kworkerds/
    $kill = /\b(pkill|killall|kill -9|rm -rf|rm -f)\s/
    $lock = /chattr\s{1,4}[+-][iau]{1,3}\s/
    $cron = /crontab\s{1,4}-r\b|\|\s{0,4}crontab\b|>\s{0,4}\/var\/spool\/cron|>\s{0,4}\/etc\/cron/
    $history = /history\s{1,4}-c\b|HISTFILE=\/dev\/null|unset\s{1,4}HISTFILE|HISTSIZE=0|\.bash_history/
    $preload = /(>|tee|mv|cp)\s[^\n]{0,20}\/etc\/ld\.so\.preload/
    $a_lock = "chattr"
    $a_cron = "cron"
    $a_history = "history"
    $a_histfile = "HISTFILE"
    $a_histsize = "HISTSIZE"
    $a_preload = "ld.so.preload"
  condition:
    is_shell and any of ($a_*)
    and (
      any of ($c2_*)
      or #address > #private and (for any i in (1..#address) : (any of ($fetch_*) in (@address[i] - 160 .. @address[i])))
    )
    and (
      (for any i in (1..#rival) : ($kill in (@rival[i] - 160 .. @rival[i] + 160))) and any of ($lock, $cron, $history, $preload)
      or $lock and any of ($cron, $history, $preload)
      or $cron and any of ($history, $preload)
      or $history and $preload
    )
}

rule removes_cloud_agent
{
  meta:
    id = "DD-MW-005"
    strength = "strong"
    title = "Script that removes or blocks a cloud provider's security agent"
  strings:
    $uninstall = /aegis\.aliyun\.com\/download\/(quartz_)?uninstall\.sh/
    $fetch_curl = "curl"
    $fetch_wget = "wget"
    $own = /\/usr\/local\/(aegis|qcloud|hostguard)\/[a-zA-Z0-9_\/.-]{0,60}(uninstall|uninst|remove)/
    $place = /\/usr\/local\/(aegis|qcloud|hostguard|cloudmonitor|share\/aliyun-assist)|AliYunDun|aliyun-service/
    $delete = /\brm\s{1,4}-[rRf]{1,3}\s/
    $agent = /\b(aegis|AliYunDun|aliyun|aliyun-service|cloudmonitor|YDService|YDLive|sgagent|barad_agent|hostguard|bcm-agent|falcon-sensor)\b/
    $stop = /\bsystemctl\s{1,4}(stop|disable|mask)\s|\b(pkill|killall)\s|\bchkconfig\s|\bservice\s/
    $host = "aegis.aliyun.com"
    $nowhere = /(0\.0\.0\.0|127\.0\.0\.1)[ \t\\]/
    $drop = "iptables"
    $a_aegis = "aegis"
    $a_dun = "AliYunDun"
    $a_service = "aliyun"
    $a_monitor = "cloudmonitor"
    $a_qcloud = "/usr/local/qcloud"
    $a_hostguard = "hostguard"
    $a_bcm = "bcm-agent"
    $a_falcon = "falcon-sensor"
    $a_yd = "YDService"
    $a_ydlive = "YDLive"
    $a_sgagent = "sgagent"
    $a_barad = "barad_agent"
  condition:
    is_shell and any of ($a_*) and (
      (for any i in (1..#uninstall) : (any of ($fetch_*) in (@uninstall[i] - 200 .. @uninstall[i])))
      or $own
      or (for any i in (1..#place) : ($delete in (@place[i] - 120 .. @place[i])))
      or (for any i in (1..#agent) : ($stop in (@agent[i] - 60 .. @agent[i])))
      or (for any i in (1..#host) : ($nowhere in (@host[i] - 60 .. @host[i]) or $drop in (@host[i] - 120 .. @host[i])))
    )
}

rule names_cloud_agent
{
  meta:
    id = "DD-MW-005"
    strength = "weak"
    title = "Script that names a cloud provider's security agent"
  strings:
    $aegis = "AliYunDun"
    $folder = "/usr/local/aegis"
    $tencent = "/usr/local/qcloud/YunJing"
  condition:
    is_shell and any of them
}
