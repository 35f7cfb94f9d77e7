rule preload_hider
{
  meta:
    id = "DD-MW-011"
    strength = "strong"
    title = "Library that hides files or processes from whoever lists them"
  strings:
    $a_azazel = "AZAZEL_"
    $azazel_log = "clean_wtmp"
    $a_azazel_pty = "drop_suid_shell_if_env_set"
    $a_jynx = "jynx"
    $jynx_gid = "MAGIC_GID"
    $a_father = "falsify_tcp"
    $a_father_lpe = "lpe_drop_shell"
    $a_beurk = "BEURK"
    $beurk_ptr = "is_hidden_file"
    $a_bdvl = "bdvinstall"
    $a_bdvl_env = "BD_VAR"
    $a_hider_log = "Error in dlsym: %s"
    $hider_stat = "/proc/%s/stat"
    $a_hider_filter = "process_to_filter"
    $readdir = "readdir64"
    $dlsym = "dlsym"
  condition:
    is_elf and any of ($a_*) and $readdir and $dlsym and (
      any of ($a_azazel, $a_azazel_pty) and $azazel_log
      or $a_jynx and $jynx_gid
      or $a_father or $a_father_lpe
      or $a_beurk and $beurk_ptr
      or $a_bdvl or $a_bdvl_env
      or $a_hider_filter
      or $a_hider_log and $hider_stat
    )
}

rule kernel_rootkit
{
  meta:
    id = "DD-MW-011"
    strength = "strong"
    title = "Kernel module that hides itself, files or processes"
  strings:
    $vermagic = "vermagic="
    $a_diamorphine = "diamorphine"
    $a_hacked = "hacked_getdents"
    $a_hacked_kill = "hacked_kill"
    $a_root = "give_root"
    $a_hide = "module_hide"
    $a_show = "module_show"
    $a_invisible = "is_invisible"
    $a_reptile = "reptile_"
    $khook = "khook_"
    $proc = "hide_proc"
    $tcp = "hide_tcp_conn"
    $a_suterusu = "suterusu"
    $a_adore = "adore-ng"
    $a_kovid = "kovid"
  condition:
    is_elf and any of ($a_*) and $vermagic and (
      2 of ($a_diamorphine, $a_hacked, $a_hacked_kill, $a_root, $a_hide, $a_show, $a_invisible)
      or $a_reptile and ($khook or $proc or $tcp)
      or $a_suterusu or $a_adore
      or $a_kovid and ($a_hide or $proc or $khook)
    )
}

rule captures_credentials
{
  meta:
    id = "DD-MW-012"
    strength = "weak"
    file_names = "sshd ssh login su sudo passwd pam_unix.so libpam.so.0 libc.so.6"
    title = "Program that writes user names with passwords to a hidden file"
  strings:
    $line = /(user|login|username|id|usr)(name)?\s{0,2}[:=]{1,2}\s{0,2}%s[^\n\x00]{0,40}pass(word|wd)?\s{0,2}[:=]{1,2}\s{0,2}%s/ nocase
    $hidden = /\/(tmp|var\/tmp|var\/log|dev\/shm|usr\/lib|usr\/share|usr\/include|etc|lib)\/\.[A-Za-z0-9_.-]{2,40}\x00/
  condition:
    is_elf and $line and $hidden and (
      name == "sshd" or name == "ssh" or name == "login" or name == "su" or name == "sudo" or name == "passwd"
      or name == "pam_unix.so" or name == "libpam.so.0" or name == "libc.so.6"
    )
}

rule backdoored_liblzma
{
  meta:
    id = "DD-MW-013"
    strength = "strong"
    title = "liblzma with the backdoor of xz 5.6.0 and 5.6.1 (CVE-2024-3094)"
  strings:
    $exported = "lzma_crc64"
    // The start of the function that the reports on CVE-2024-3094 tell the builds by.
    $function = { f3 0f 1e fa 55 48 89 f5 4c 89 ce 53 89 fb 81 e7 00 00 00 80 48 83 ec 28 48 89 54 24 18 48 89 4c 24 10 }
  condition:
    is_elf and $exported and $function
}
