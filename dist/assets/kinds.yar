// `kind` and `is_hook` (it runs when a package is installed) are told by drydock, by place and first bytes, and `name` is
// the file's base name.

private rule is_program { condition: kind == "elf" or kind == "pe" or kind == "macho" }

private rule is_elf { condition: kind == "elf" }

// Text that a shell runs: also what cron, systemd and a Dockerfile hand to one.
private rule is_shell { condition: kind == "shell" or kind == "profile" or kind == "cron" or kind == "unit" or kind == "command" }

private rule is_start { condition: kind == "cron" or kind == "unit" or kind == "profile" or kind == "pam" or kind == "keys" }

private rule is_code { condition: kind == "python" or kind == "perl" or kind == "ruby" or kind == "node" or kind == "php" }

private rule is_text { condition: kind == "config" or kind == "text" }
