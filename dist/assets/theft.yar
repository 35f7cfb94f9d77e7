rule metadata_thief
{
  meta:
    id = "DD-MW-025"
    strength = "strong"
    title = "Script that reads the cloud's credentials for this machine and sends them away"
  strings:
    $aws = "169.254.169.254"
    $ecs = "169.254.170.2"
    $aliyun = "100.100.100.200"
    $google = "metadata.google.internal"
    $tencent = "metadata.tencentyun.com"
    $a_role = "security-credentials"
    $a_token = "service-accounts/default/token"
    $a_identity = "metadata/identity/oauth2/token"
    $a_relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    $curl = "curl"
    $wget = "wget"
    $curl_data = /\s(-d|-F|-T|--data[a-z-]{0,10}|--form|--upload-file)[ =@'"]/
    $wget_data = /--(post|body)-(data|file)/
    $netcat = /\|\s{0,4}(nc|ncat|netcat)\s{1,4}[a-z0-9.-]{4,60}\s{1,4}[0-9]{2,5}/
    $python_send = /(requests|httpx|session)\.(post|put)\s{0,4}\(\s{0,4}f?['"]https?:\/\//
    $node_send = /(axios\.post|fetch)\s{0,4}\(\s{0,4}['"`]https?:\/\//
    $node_method = /method['"]?\s{0,4}:\s{0,4}['"]POST/
  condition:
    (is_shell or kind == "python" or kind == "node") and any of ($aws, $ecs, $aliyun, $google, $tencent) and any of ($a_*)
    and (
      is_shell and ($curl and $curl_data or $wget and $wget_data or $netcat)
      or kind == "python" and $python_send
      or kind == "node" and $node_send and $node_method
    )
}

rule metadata_address
{
  meta:
    id = "DD-MW-025"
    strength = "weak"
    title = "Script that asks the cloud's metadata service for credentials"
  strings:
    $role = "security-credentials"
    $token = "service-accounts/default/token"
  condition:
    (is_shell or kind == "python" or kind == "node") and any of them
}

rule hook_reads_credentials
{
  meta:
    id = "DD-MW-015"
    strength = "strong"
    title = "Code that runs at installation, reads credentials and sends them out"
  strings:
    $ssh = ".ssh"
    $aws = ".aws"
    $npmrc = ".npmrc"
    $pypirc = ".pypirc"
    $docker = ".docker/config.json"
    $kube = ".kube"
    $git = ".git-credentials"
    $gnupg = ".gnupg"
    $curl = "curl"
    $wget = "wget"
    $env_node = "process.env"
    $env_python = "os.environ"
    $ci_a = "GITHUB_TOKEN"
    $ci_b = "NPM_TOKEN"
    $ci_c = "AWS_SECRET_ACCESS_KEY"
    $ci_d = "CI_JOB_TOKEN"
    $whole_env = /JSON\.stringify\s{0,4}\(\s{0,4}process\.env\s{0,4}\)|(json\.dumps|str|dict)\s{0,4}\(\s{0,4}(dict\s{0,4}\(\s{0,4})?os\.environ\s{0,4}\)/
    $send_node = /(https?\.request\s{0,4}\(|axios\.(post|put)\s{0,4}\(|fetch\s{0,4}\(\s{0,4}['"`]https?:|dns\.(lookup|resolve)\s{0,4}\(|needle\.post)/
    $send_python = /(requests\.(post|put)|urllib\.request\.(urlopen|Request)|urlopen|http\.client\.HTTPS?Connection|socket\.(socket|create_connection|gethostbyname))\s{0,4}\(/
    $send_shell = /\s(-d|-F|-T|--data[a-z-]{0,10}|--post-(data|file)|-X\s{0,2}POST)[ =@'"]/
    $read_node = /(readFile|readFileSync|createReadStream)\s{0,4}\(/
    $read_python = /\bopen\s{0,4}\(|read_text\s{0,4}\(|read_bytes\s{0,4}\(/
  condition:
    is_hook and (
      any of ($ssh, $aws, $npmrc, $pypirc, $docker, $kube, $git, $gnupg)
      and (kind == "node" and $read_node and $send_node or kind == "python" and $read_python and $send_python or kind == "shell" and $send_shell and ($curl or $wget))
      or $whole_env and ($env_node and $send_node or $env_python and $send_python)
      or any of ($ci_*) and (kind == "node" and $env_node and $send_node or kind == "python" and $env_python and $send_python or kind == "shell" and $send_shell and ($curl or $wget))
    )
    and (kind == "node" or kind == "python" or kind == "shell")
}

rule hook_runs_hidden_code
{
  meta:
    id = "DD-MW-015"
    strength = "strong"
    title = "Code that runs at installation or start and unpacks what it runs"
  strings:
    $exec = "exec"
    $eval = "eval"
    $python = /\b(exec|eval)\s{0,4}\(\s{0,4}(compile\s{0,4}\(\s{0,4})?(__import__\s{0,4}\(\s{0,4}['"](base64|zlib|marshal|codecs|urllib\.request)['"]|base64\.|zlib\.|marshal\.|codecs\.decode|bytes\.fromhex|urllib\.request\.urlopen|urlopen|requests\.get)/
    $node = /\beval\s{0,4}\(\s{0,4}(atob\s{0,4}\(|Buffer\.from\s{0,4}\(|require\s{0,4}\(\s{0,4}['"]zlib['"])/
  condition:
    is_hook and ($exec or $eval) and (kind == "python" and $python or kind == "node" and $node)
}

rule path_file_runs_code
{
  meta:
    id = "DD-MW-015"
    strength = "strong"
    title = "Path file of Python that runs code at every start"
  strings:
    $a_exec = "exec"
    $a_eval = "eval"
    $a_process = "subprocess"
    $a_system = "os.system"
    $a_popen = "os.popen"
    $run = /\b(exec|eval)\s{0,4}\(/
    $process = /\b(subprocess\.(Popen|run|call)|os\.(system|popen))\s{0,4}\(/
    $hidden = /base64|zlib|marshal|codecs|bytes\.fromhex|urllib|requests|socket|http\.client/
  condition:
    kind == "pth" and any of ($a_*) and ($run or $process) and $hidden
}

rule hook_encodes
{
  meta:
    id = "DD-MW-015"
    strength = "weak"
    title = "Code that runs at installation handles base64"
  strings:
    $decode = "b64decode"
    $atob = "atob("
    $buffer = "'base64'"
    $buffer2 = "\"base64\""
  condition:
    is_hook and (kind == "python" and $decode or kind == "node" and any of ($atob, $buffer, $buffer2))
}

rule hook_calls_out
{
  meta:
    id = "DD-MW-015"
    strength = "weak"
    title = "Code that runs at installation talks to a bare address or a paste site"
  strings:
    $http = "http"
    $address = /https?:\/\/[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}[:\/'"]/
    $paste = /(pastebin\.com\/raw|discord(app)?\.com\/api\/webhooks|api\.telegram\.org\/bot|webhook\.site|oastify\.com|interact\.sh|oast\.(fun|pro|live|site|online)|pipedream\.net|requestbin)/
  condition:
    is_hook and (kind == "python" or kind == "node" or kind == "shell") and $http and ($address or $paste)
}

rule package_pipes_to_shell
{
  meta:
    id = "DD-MW-014"
    strength = "weak"
    title = "Package whose install script pipes the network into a shell"
  strings:
    $before = "\"preinstall\""
    $during = "\"install\""
    $after = "\"postinstall\""
    $script = /"(preinstall|install|postinstall)"\s{0,4}:\s{0,4}"/
    $fetch = /\b(curl|wget)\s/
    $pipe = /\|\s{0,4}(ba|da|z)?sh\b/
  condition:
    kind == "manifest" and any of ($before, $during, $after) and (
      for any i in (1..#pipe) : ($fetch in (@pipe[i] - 200 .. @pipe[i]) and $script in (@pipe[i] - 300 .. @pipe[i]))
    )
}

rule package_sends_environment
{
  meta:
    id = "DD-MW-014"
    strength = "weak"
    title = "Package whose install script sends the environment out"
  strings:
    $before = "\"preinstall\""
    $during = "\"install\""
    $after = "\"postinstall\""
    $script = /"(preinstall|install|postinstall)"\s{0,4}:\s{0,4}"/
    $ask = /\b(env|printenv|whoami|hostname)\b/
    $send = /\b(curl|wget|nslookup|dig|nc)\s/
  condition:
    kind == "manifest" and any of ($before, $during, $after) and (
      for any i in (1..#script) : ($ask in (@script[i] .. @script[i] + 300) and $send in (@script[i] .. @script[i] + 300))
    )
}

rule package_has_install_script
{
  meta:
    id = "DD-MW-024"
    strength = "weak"
    title = "Package that runs a script when it is installed"
  strings:
    $before = "\"preinstall\""
    $during = "\"install\""
    $after = "\"postinstall\""
    $script = /"(preinstall|install|postinstall)"\s{0,4}:\s{0,4}"[^"\n]{2}/
  condition:
    kind == "manifest" and any of ($before, $during, $after) and $script
}

rule encryptor
{
  meta:
    id = "DD-MW-023"
    strength = "strong"
    title = "Program that encrypts files and leaves a note"
  strings:
    $a_note_a = "files have been encrypted" nocase
    $a_note_b = "files are encrypted" nocase
    $a_note_c = "your network has been" nocase
    $a_note_d = "RECOVER-FILES"
    $a_note_e = "HOW_TO_DECRYPT"
    $a_note_f = "README_FOR_DECRYPT"
    $onion = ".onion"
    $tor = "torproject.org"
    $key = "-----BEGIN PUBLIC KEY-----"
    $key_rsa = "-----BEGIN RSA PUBLIC KEY-----"
    $esx = "esxcli vm process kill"
    $esx_list = "esxcli --formatter=csv"
    $vmdk = ".vmdk"
    $curve = "curve25519"
    $chacha = "expand 32-byte k"
  condition:
    is_program and any of ($a_*) and (
      any of ($onion, $tor) and any of ($key*, $vmdk, $curve, $chacha)
      or any of ($esx*)
    )
}

rule ransom_note
{
  meta:
    id = "DD-MW-023"
    strength = "weak"
    title = "Text of a ransom note"
  strings:
    $encrypted = /your (files|data|network|documents) (have been|has been|are|were) (encrypted|locked)/ nocase
    $a_onion = ".onion"
    $a_tor = "torproject.org"
    $a_bitcoin = "bitcoin" nocase
    $pay = /decrypt(or|ion|er)?/ nocase
  condition:
    kind == "text" and any of ($a_*) and $encrypted and $pay
}
