rule reverse_shell_command
{
  meta:
    id = "DD-MW-008"
    strength = "strong"
    title = "Command that gives a shell to the network"
  strings:
    $a_tcp = "/dev/tcp/"
    $a_udp = "/dev/udp/"
    $a_ncat1 = " ncat "
    $a_ncat2 = "\nncat "
    $a_ncat3 = "|ncat "
    $a_ncat4 = "/ncat "
    $a_ncat5 = "\"ncat "
    $a_ncat6 = "'ncat "
    $a_netcat = "netcat "
    $a_traditional = "nc.traditional"
    $a_openbsd = "nc.openbsd"
    $a_nc1 = " nc "
    $a_nc2 = "\nnc "
    $a_nc3 = ";nc "
    $a_nc4 = "&nc "
    $a_nc5 = "|nc "
    $a_nc6 = "/nc "
    $a_nc7 = "(nc "
    $a_nc8 = "`nc "
    $a_nc9 = "\"nc "
    $a_nc10 = "'nc "
    $a_nc11 = "\tnc "
    $a_socat = "socat"
    $a_telnet = "telnet "
    $a_openssl = "openssl s_client"
    $interactive = /sh\s{1,4}-[il]{1,2}\s{0,4}[0-9]?[>&]{1,2}\s{0,4}\/dev\/(tcp|udp)\//
    $descriptor = /exec\s{1,4}[0-9]{1,3}<>\s{0,4}\/dev\/(tcp|udp)\//
    $from_descriptor = /\bsh\s{0,4}<&\s{0,4}[0-9]{1,3}\s{0,4}>&\s{0,4}[0-9]{1,3}|do\s{1,4}\$\w{1,20}\s{1,4}2>&[0-9]{1,3}\s{1,4}>&[0-9]{1,3}/
    $shell_option = /(\s-[a-z]{0,4}e\s{0,2}|--exec[ =]|--sh-exec[ =]|\s-c\s)['"]?(\/usr)?(\/bin\/)?(ba|da|z|k|a)?sh\b/
    $socat_exec = /\b(exec|system):['"]{0,2}(\/usr)?(\/bin\/)?(ba|da|z|k|a)?sh\b/ nocase
    $interactive_in = /\bsh\s{1,4}-i\s{0,4}(2>&1|<)/
    $to_network = /\|\s{0,4}(nc|ncat|netcat|telnet|openssl s_client)\s/
  condition:
    (is_shell or is_code) and any of ($a_*) and (
      ($a_tcp or $a_udp) and ($interactive or $descriptor and $from_descriptor)
      or for any i in (1..#shell_option) : (
        for any of ($a_n*) : ($ in (@shell_option[i] - 100 .. @shell_option[i]))
      )
      or for any i in (1..#socat_exec) : ($a_socat in (@socat_exec[i] - 200 .. @socat_exec[i]))
      or for any i in (1..#to_network) : ($interactive_in in (@to_network[i] - 100 .. @to_network[i]))
    )
}

rule reverse_shell_python
{
  meta:
    id = "DD-MW-008"
    strength = "strong"
    title = "Python that ties a shell to a socket"
  strings:
    $dup2 = "dup2"
    $zero = /dup2\s{0,4}\(\s{0,4}\w{1,20}\.fileno\(\)\s{0,4},\s{0,4}0\s{0,4}\)/
    $one = /dup2\s{0,4}\(\s{0,4}\w{1,20}\.fileno\(\)\s{0,4},\s{0,4}1\s{0,4}\)/
    $loop = /dup2\s{0,4}\(\s{0,4}\w{1,20}\.fileno\(\)\s{0,4},\s{0,4}\w{1,10}\s{0,4}\)\s{1,4}for\s/
    $shell = /(spawn|call|Popen|run|system|execv|execve|execl)\s{0,4}\(\s{0,4}\[?\s{0,4}['"](\/usr)?\/?(bin\/)?(ba|da|z)?sh['" ]/
  condition:
    (kind == "python" or is_shell) and $dup2 and ($zero and $one or $loop) and $shell
}

rule reverse_shell_perl
{
  meta:
    id = "DD-MW-008"
    strength = "strong"
    title = "Perl that ties a shell to a socket"
  strings:
    $stdin = "open(STDIN"
    $to = /open\(STDIN,\s{0,4}['"][<>+]{1,2}&/
    $out = /open\(STDOUT,\s{0,4}['"][<>+]{1,2}&/
    $shell = /(exec|system)\s{0,4}\(?\s{0,4}\{?\s{0,4}['"](\/bin\/)?(ba)?sh\b/
  condition:
    (kind == "perl" or is_shell) and $stdin and $to and $out and $shell
}

rule reverse_shell_ruby
{
  meta:
    id = "DD-MW-008"
    strength = "strong"
    title = "Ruby that ties a shell to a socket"
  strings:
    $socket = "TCPSocket"
    $shell = /(exec|spawn|IO\.popen)\s{0,4}\(?\s{0,4}(sprintf\s{0,4}\(?\s{0,4})?['"](\/bin\/)?(ba)?sh -i <&/
  condition:
    (kind == "ruby" or is_shell) and $socket and $shell
}

rule reverse_shell_php
{
  meta:
    id = "DD-MW-008"
    strength = "strong"
    title = "PHP that ties a shell to a socket"
  strings:
    $open = "fsockopen"
    $shell = /(exec|system|shell_exec|passthru|popen|proc_open)\s{0,4}\(\s{0,4}['"](\/bin\/)?(ba)?sh\s+-i/
    $known = "uname -a; w; id; /bin/sh -i"
  condition:
    (kind == "php" or is_shell) and $open and ($shell or $known)
}

rule reverse_shell_node
{
  meta:
    id = "DD-MW-008"
    strength = "strong"
    title = "Node that ties a shell to a socket"
  strings:
    $a_1 = "(\"/bin/sh\""
    $a_2 = "('/bin/sh'"
    $a_3 = "( \"/bin/sh\""
    $a_4 = "( '/bin/sh'"
    $a_5 = "(\"/bin/bash\""
    $a_6 = "('/bin/bash'"
    $a_7 = "( \"/bin/bash\""
    $a_8 = "( '/bin/bash'"
    $a_9 = "(\"/usr/bin/sh\""
    $a_10 = "('/usr/bin/sh'"
    $a_11 = "( \"/usr/bin/sh\""
    $a_12 = "( '/usr/bin/sh'"
    $a_13 = "(\"/usr/bin/bash\""
    $a_14 = "('/usr/bin/bash'"
    $a_15 = "( \"/usr/bin/bash\""
    $a_16 = "( '/usr/bin/bash'"
    $a_17 = "(\"sh\""
    $a_18 = "('sh'"
    $a_19 = "( \"sh\""
    $a_20 = "( 'sh'"
    $a_21 = "(\"bash\""
    $a_22 = "('bash'"
    $a_23 = "( \"bash\""
    $a_24 = "( 'bash'"
    $process = "child_process"
    $spawn = /(spawn|exec|execFile)\s{0,4}\( ?['"]((\/usr)?\/bin\/)?(ba)?sh['"]/
    $connect = /\.(connect|createConnection)\s{0,4}\(|new\s{1,4}(net\.)?Socket\s{0,4}\(/
    $in = /\.pipe\s{0,4}\(\s{0,4}\w{1,20}\.stdin\s{0,4}\)/
    $out = /\.stdout\.pipe\s{0,4}\(/
  condition:
    (kind == "node" or is_shell) and any of ($a_*) and $process and $spawn and $connect and $in and $out
}

rule socket_words
{
  meta:
    id = "DD-MW-008"
    strength = "weak"
    title = "Code that opens a socket"
  strings:
    $python = "socket.socket("
    $shell = /subprocess|pty\.spawn/
    $sh = /['"](\/usr)?\/bin\/(ba)?sh['"]/
    $connect = /\.connect\s{0,4}\(\s{0,4}\(/
  condition:
    kind == "python" and $python and $shell and $sh and $connect
}
