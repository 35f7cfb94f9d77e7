rule php_runs_request
{
  meta:
    id = "DD-MW-006"
    strength = "strong"
    title = "PHP that runs what a request brings"
  strings:
    $get = "$_GET"
    $post = "$_POST"
    $request = "$_REQUEST"
    $cookie = "$_COOKIE"
    $server = "$_SERVER"
    $eval = /\b(eval|assert|create_function|system|shell_exec|passthru|popen|proc_open|pcntl_exec)\s{0,4}\(\s{0,4}@?((base64_decode|gzinflate|gzuncompress|str_rot13|stripslashes|trim|urldecode|rawurldecode|hex2bin|strrev)\s{0,4}\(\s{0,4}){0,3}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{]/ nocase
    $exec = /[^a-zA-Z0-9_>:$]exec\s{0,4}\(\s{0,4}@?((base64_decode|stripslashes|trim|urldecode)\s{0,4}\(\s{0,4}){0,2}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}[\[{]/ nocase
    $header = /\b(eval|assert|system|shell_exec|passthru)\s{0,4}\(\s{0,4}@?((base64_decode|gzinflate|stripslashes)\s{0,4}\(\s{0,4}){0,2}@?\$_SERVER\s{0,4}\[\s{0,4}['"]HTTP_/ nocase
    $called = /\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[[^\]\n]{1,20}\]\s{0,2}\(\s{0,2}@?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $modifier = /preg_replace\s{0,4}\(\s{0,4}['"][^'"\n]{1,20}[\/#~|]e['"]\s{0,4},\s{0,4}@?\$_(GET|POST|REQUEST|COOKIE)/ nocase
    $backtick = /[=(;]\s{0,4}`\s{0,4}(\$_(GET|POST|REQUEST|COOKIE)|\{\$_(GET|POST|REQUEST|COOKIE))\s{0,4}\[/
  condition:
    kind == "php" and any of ($get, $post, $request, $cookie, $server) and any of ($eval, $exec, $header, $called, $modifier, $backtick)
}

rule php_known_webshell
{
  meta:
    id = "DD-MW-006"
    strength = "strong"
    title = "A known kind of PHP webshell"
  strings:
    $behinder_key = "e45e329feb5d925b"
    $behinder_call = "openssl_decrypt"
    $behinder_input = "php://input"
    $godzilla_key = "3c6e0b8a9c15224a"
    $godzilla_info = "getBasicsInfo"
    $godzilla_name = "$payloadName"
    $c99_a = "c99shell"
    $c99_b = "c99madshell"
    $c99_c = "c99sh_"
    $r57_a = "r57shell"
    $r57_b = "r57_get_phpini"
    $b374k_a = "b374k"
    $b374k_b = "$s_self"
    $b374k_c = "b374k_config"
    $wso_a = "wsoLogin"
    $wso_b = "wsoSecParam"
    $wso_c = "wsoHeader"
    $p0wny_a = "p0wny@shell"
    $p0wny_b = "featureShell"
    $weevely_a = "$kh="
    $weevely_b = "$kf="
    $weevely_c = "@base64_encode(@x(@gzcompress("
    $alfa = "Alfa_Protect_Shell"
  condition:
    kind == "php" and (
      $behinder_key and ($behinder_call or $behinder_input)
      or $godzilla_key and ($godzilla_info or $godzilla_name) or $godzilla_info and $godzilla_name
      or any of ($c99_*)
      or any of ($r57_*)
      or $b374k_a and ($b374k_b or $b374k_c)
      or 2 of ($wso_*)
      or all of ($p0wny_*)
      or all of ($weevely_*)
      or $alfa
    )
}

rule php_admin_tool
{
  meta:
    id = "DD-MW-006"
    strength = "strong"
    severity = "low"
    title = "Administration tool that can run SQL for whoever reaches it"
  strings:
    $adminer_a = "adminer.org"
    $adminer_b = "Adminer - Compact database management"
  condition:
    kind == "php" and all of them
}

rule php_hidden_eval
{
  meta:
    id = "DD-MW-006"
    strength = "weak"
    title = "PHP that unpacks and runs text"
  strings:
    $base64 = "base64_decode" nocase
    $inflate = "gzinflate" nocase
    $rot = "str_rot13" nocase
    $eval = /\b(eval|assert)\s{0,4}\(\s{0,4}@?(gzinflate|gzuncompress|base64_decode|str_rot13|convert_uudecode)\s{0,4}\(/ nocase
  condition:
    kind == "php" and $eval and any of ($base64, $inflate, $rot)
}

rule php_long_text
{
  meta:
    id = "DD-MW-006"
    strength = "weak"
    title = "PHP that runs text with kilobytes of base64 in it"
  strings:
    $eval = "eval" nocase fullword
    $long = /['"][A-Za-z0-9+\/]{2000}/
  condition:
    kind == "php" and $eval and $long
}

rule php_variable_function
{
  meta:
    id = "DD-MW-006"
    strength = "weak"
    title = "PHP that calls a function by a name made at run time with what a request brings"
  strings:
    $get = "$_GET"
    $post = "$_POST"
    $request = "$_REQUEST"
    $cookie = "$_COOKIE"
    $call = /\$[a-zA-Z_][a-zA-Z0-9_]{0,30}\s{0,4}\(\s{0,4}@?\$_(GET|POST|REQUEST|COOKIE)\s{0,4}\[/
  condition:
    kind == "php" and any of ($get, $post, $request, $cookie) and $call
}

rule jsp_runs_request
{
  meta:
    id = "DD-MW-007"
    strength = "strong"
    title = "JSP that runs what a request brings"
  strings:
    $parameter = "getParameter"
    $reader = "getReader"
    $header = "getHeader"
    $define = "defineClass"
    $direct = /(getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec|ProcessBuilder)\s{0,4}\([^;]{0,60}request\s{0,4}\.\s{0,4}get(Parameter|Header)\s{0,4}\(/
    $command = /request\s{0,4}\.\s{0,4}getParameter\s{0,4}\(\s{0,4}"(cmd|command|exec|shell|comando|0x[0-9a-f]{1,4})"/
    $runtime = /getRuntime\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}exec\s{0,4}\(/
    $builder = /new\s{1,4}(java\.lang\.)?ProcessBuilder\s{0,4}\(/
    $loader = /extends\s{1,8}(java\.lang\.)?ClassLoader/
    $filter = /addFilterDef|addFilterMapBefore|addServletMappingDecoded|registerMapping/
    $context = "StandardContext"
  condition:
    kind == "jsp" and (
      $direct
      or $command and ($runtime or $builder)
      or $define and $loader and any of ($parameter, $reader, $header)
      or $context and $filter and ($define or $runtime)
    )
}

rule jsp_reflection
{
  meta:
    id = "DD-MW-007"
    strength = "weak"
    title = "JSP that finds classes by a name made at run time"
  strings:
    $for_name = "Class.forName"
    $get_method = "getMethod("
    $invoke = ".invoke("
  condition:
    kind == "jsp" and all of them
}

rule jsp_base64
{
  meta:
    id = "DD-MW-007"
    strength = "weak"
    title = "JSP that decodes what a request brings"
  strings:
    $decode = /(decodeBuffer|getDecoder\s{0,4}\(\s{0,4}\)\s{0,4}\.\s{0,4}decode|decodeBase64)\s{0,4}\([^;]{0,80}getParameter\s{0,4}\(/
    $parameter = "getParameter"
  condition:
    kind == "jsp" and $parameter and $decode
}

rule asp_runs_request
{
  meta:
    id = "DD-MW-007"
    strength = "strong"
    title = "ASP that runs what a request brings"
  strings:
    $request = "request" nocase
    $eval = /\b(eval|execute|executeglobal)\s{0,4}\(?\s{0,4}(base64\w{0,10}\s{0,4}\()?\s{0,4}request(\.(item|form|querystring|cookies))?\s{0,4}[(\[]/ nocase
    $process = /(Process\.Start|ProcessStartInfo)\s{0,4}\([^;]{0,60}Request(\.(Item|Form|QueryString|Params|Headers))?\s{0,4}[(\[]/ nocase
    $load = /Assembly\.Load\s{0,4}\(/
    $instance = "CreateInstance"
    $read = /Request\.BinaryRead|Context\.Request\s{0,4}\[|Request\s{0,4}\[|FromBase64String/
  condition:
    kind == "asp" and $request and ($eval or $process or $load and $instance and $read)
}

rule script_runs_request
{
  meta:
    id = "DD-MW-007"
    strength = "strong"
    title = "Web handler that hands a request to the shell"
  strings:
    $python_system = "os.system(request."
    $python_popen = "os.popen(request."
    $python_run = "subprocess.run(request."
    $python_call = "subprocess.call(request."
    $python_class = "subprocess.Popen(request."
    $python_output = "subprocess.check_output(request."
    $python_getoutput = "subprocess.getoutput(request."
    $python_eval = "eval(request."
    $python_exec = "exec(request."
    $node_exec = "exec(req."
    $node_sync = "execSync(req."
    $node_eval = "eval(req."
    $perl_system = "system(param("
    $perl_exec = "exec(param("
    $perl_object = "system($q->param("
    $perl_cgi = "system($cgi->param("
  condition:
    (kind == "python" and any of ($python_*)) or (kind == "node" and any of ($node_*)) or (kind == "perl" and any of ($perl_*))
}
