rule persistent_fetch_and_run
{
  meta:
    id = "DD-MW-020"
    strength = "strong"
    title = "Start-up entry that fetches code and runs it"
  strings:
    $a_curl = "curl"
    $a_wget = "wget"
    $into_shell = /\|\s{0,4}(sudo\s{1,4})?(\/usr)?(\/bin\/)?(env\s{1,4})?((ba|da|z|a|k)?sh|python[0-9.]{0,5}|perl|ruby|node)\b/
    $substituted = /\b((ba|da|z|a|k)?sh\s{1,4}(-c\s{1,4})?["']?|eval\s{1,4}["']?)(\$\(|<\(|`)\s{0,4}(curl|wget)\s/
    $then_run = /(&&|;)\s{0,4}(chmod\s{1,4}(\+x|[0-7]{3,4})\s|(ba|da)?sh\s{1,4}[\/a-z0-9._-])/
    $python = /exec\s{0,4}\(\s{0,4}[a-z_.]{0,30}urlopen\s{0,4}\(/
    $a_python = "urlopen"
    $shell = /\bsh\s{1,4}-i[ >&0-9]{0,6}\/dev\/tcp\//
    $a_shell = "/dev/tcp/"
  condition:
    is_start and any of ($a_*) and (
      $substituted or $python or $shell
      or for any i in (1..#into_shell) : (any of ($a_curl, $a_wget) in (@into_shell[i] - 200 .. @into_shell[i]))
      or for any i in (1..#then_run) : (any of ($a_curl, $a_wget) in (@then_run[i] - 200 .. @then_run[i]))
    )
}

rule persistent_from_temporary
{
  meta:
    id = "DD-MW-020"
    strength = "strong"
    title = "Start-up entry that runs a program in a folder anybody may write"
  strings:
    $a_tmp = "/tmp/"
    $a_shm = "/dev/shm/"
    $cron = /([*0-9]\s{1,4}[*0-9]{1,2}|@(reboot|hourly|daily|weekly|monthly|yearly))\s{1,4}([a-z_][a-z0-9_-]{0,15}\s{1,4})?((\/bin\/)?(ba|da)?sh\s{1,4}(-c\s{1,4}["']?)?)?(\/var)?\/(tmp|dev\/shm)\/[^\s]/
    $unit = /\nExec(Start|StartPre|StartPost|Reload|Stop)\s{0,2}=\s{0,2}[-@+!:]{0,4}((\/usr)?(\/bin\/)(ba|da)?sh\s{1,4}(-c\s{1,4}["']?)?)?(\/var)?\/(tmp|dev\/shm)\/[^\s]/
    $profile = /\n[ \t]{0,4}((nohup|exec|setsid|sh|bash|\.)\s{1,4})?(\/var)?\/(tmp|dev\/shm)\/[a-zA-Z0-9._-]{1,20}\s{0,2}[&>\n]/
  condition:
    any of ($a_*) and (
      kind == "cron" and $cron or kind == "unit" and $unit or kind == "profile" and $profile
    )
}

rule persistent_from_hidden
{
  meta:
    id = "DD-MW-020"
    strength = "strong"
    title = "Start-up entry that runs a program in a hidden folder of the system"
  strings:
    $a_tmp = "/tmp/"
    $a_var = "/var/"
    $a_usr = "/usr/"
    $a_lib = "/lib/"
    $a_etc = "/etc/"
    $a_dev = "/dev/"
    $a_opt = "/opt/"
    $a_bin = "bin/."
    $cron = /[*0-9]\s{1,4}[*0-9]{1,2}\s{1,4}([a-z_][a-z0-9_-]{0,15}\s{1,4})?\/(tmp|var|usr|lib|etc|dev|opt|bin|sbin)\/([a-zA-Z0-9_-]{1,16}\/){0,3}\.[a-zA-Z0-9 _-]/
    $unit = /\nExec(Start|StartPre|StartPost)\s{0,2}=\s{0,2}[-@+!:]{0,4}\/(tmp|var|usr|lib|etc|dev|opt|bin|sbin)(\/[a-zA-Z0-9_-]{1,20}){0,3}\/\.[a-zA-Z0-9_-]/
  condition:
    any of ($a_*) and (kind == "cron" and $cron or kind == "unit" and $unit)
}

rule persistent_pam
{
  meta:
    id = "DD-MW-020"
    strength = "strong"
    title = "PAM starts a program for every login"
  strings:
    $module = "pam_exec.so"
    $odd = /\/tmp\/|\/dev\/shm\/|\/\.[a-z]|curl|wget|\/dev\/tcp/
  condition:
    kind == "pam" and (for any i in (1..#odd) : ($module in (@odd[i] - 160 .. @odd[i])))
}

rule persistent_key
{
  meta:
    id = "DD-MW-020"
    strength = "strong"
    title = "Login key that runs code"
  strings:
    $command = "command=\""
    $odd = /curl\s|wget\s|\/dev\/tcp\/|base64\s{1,4}-d|\/tmp\/|\/dev\/shm\//
  condition:
    kind == "keys" and (for any i in (1..#odd) : ($command in (@odd[i] - 200 .. @odd[i])))
}

rule encoded_start
{
  meta:
    id = "DD-MW-020"
    strength = "weak"
    title = "Start-up entry that decodes what it runs"
  strings:
    $base64 = "base64"
    $decode = /base64\s{1,4}(-d|--decode|-D)/
  condition:
    is_start and $base64 and $decode
}

rule silent_start
{
  meta:
    id = "DD-MW-020"
    strength = "weak"
    title = "Start-up entry that fetches something and hides what it says"
  strings:
    $a_curl = "curl"
    $a_wget = "wget"
    $quiet = />\s{0,4}\/dev\/null\s{1,4}2>&1/
  condition:
    kind == "cron" and (for any i in (1..#quiet) : (any of ($a_*) in (@quiet[i] - 300 .. @quiet[i])))
}

rule poisoned_startup
{
  meta:
    id = "DD-MW-026"
    strength = "strong"
    title = "Start script that fetches code, runs it, and then the original"
    only = "entrypoint"
  strings:
    $a_curl = "curl"
    $a_wget = "wget"
    $into_shell = /\|\s{0,4}(sudo\s{1,4})?(\/usr)?(\/bin\/)?(env\s{1,4})?((ba|da|z|a|k)?sh|python[0-9.]{0,5}|perl)\b/
    $substituted = /\b((ba|da|z|a|k)?sh\s{1,4}(-c\s{1,4})?["']?|eval\s{1,4}["']?)(\$\(|<\(|`)\s{0,4}(curl|wget)\s/
    $chmod = /(&&|;|\n)\s{0,4}chmod\s{1,4}(\+x|[0-7]{3,4})\s/
    $original = /\bexec\s{1,4}("\$@"|\$@|\/[a-z0-9\/._-])/
    $wraps = /\b(exec|sh|bash|\.)\s{1,4}[a-z0-9\/._-]{0,40}entrypoint/
  condition:
    kind == "shell" and ($original or $wraps) and any of ($a_*) and (
      $substituted
      or for any i in (1..#into_shell) : (any of ($a_*) in (@into_shell[i] - 200 .. @into_shell[i]))
      or for any i in (1..#chmod) : (any of ($a_*) in (@chmod[i] - 200 .. @chmod[i]))
    )
}
