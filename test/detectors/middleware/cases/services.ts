import { owning } from "../../../support/owning.ts";
import { beside, type Cases, file, link, PASSWORD, running, type Situation, withEnv } from "./case.ts";

const KEY = ["-----BEGIN OPENSSH PRIV", "ATE KEY-----\n", PASSWORD, "\n"].join("");
const sshd = (text: string) => beside("usr/sbin/sshd", file("etc/ssh/sshd_config", text));
const ftp = (text: string) => beside("usr/sbin/vsftpd", file("etc/vsftpd.conf", text));
const OPEN_FTP = "anonymous_enable=YES\nwrite_enable=YES\nanon_upload_enable=YES\n";
const rsync = (text: string) => beside("usr/bin/rsync", file("etc/rsyncd.conf", text));
const nfs = (text: string) => beside("usr/sbin/exportfs", file("etc/exports", text));
const snmp = (text: string) => beside("usr/sbin/snmpd", file("etc/snmp/snmpd.conf", text));
const nginx = (text: string) => beside("usr/sbin/nginx", file("etc/nginx/conf.d/default.conf", text));
const apache = (text: string) =>
  beside("usr/local/apache2/bin/httpd", file("usr/local/apache2/conf/httpd.conf", text));
const php = (text: string) => beside("usr/local/bin/php", file("usr/local/etc/php/php.ini", text));
const supervisor = (text: string) =>
  beside("usr/bin/supervisord", file("etc/supervisor/conf.d/a.conf", text));
const monit = (text: string) => beside("usr/bin/monit", file("etc/monit/monitrc", text));
const fpm = (text: string) =>
  beside("usr/local/sbin/php-fpm", file("usr/local/etc/php-fpm.d/www.conf", text));
/** As a package brought it, in the layer of the package. */
const untouched = (program: string, path: string, text: string): Situation => ({
  files: [...owning("server", path), file(program), file(path, text)],
});

export const serviceCases: Cases = {
  "DD-BL-084": {
    sshd: {
      catches: [
        [
          "root and passwords",
          sshd("PermitRootLogin yes\nPasswordAuthentication yes\n"),
          "medium sshd: permitrootlogin yes:1",
          "medium sshd: passwordauthentication yes:2",
        ],
        ["empty passwords", sshd("PermitEmptyPasswords=yes\n"), "high sshd: permitemptypasswords yes:1"],
        [
          "an option",
          running(["/usr/sbin/sshd", "-D", "-o", "PermitRootLogin=yes"]),
          "medium sshd: permitrootlogin yes",
        ],
        [
          "a host key",
          beside("usr/sbin/sshd", file("etc/ssh/ssh_host_ed25519_key", KEY)),
          "medium sshd: host key ssh_host_ed25519_key",
        ],
      ],
      guards: [
        ["no", sshd("PermitRootLogin prohibit-password\nPasswordAuthentication no\n")],
        ["a comment", sshd("#PermitRootLogin yes\n")],
        ["some connections", sshd("Match Address 10.0.0.0/8\n  PasswordAuthentication yes\n")],
        ["the first one counts", sshd("PasswordAuthentication no\nPasswordAuthentication yes\n")],
        [
          "the folder comes first",
          beside(
            "usr/sbin/sshd",
            file("etc/ssh/sshd_config", "PasswordAuthentication yes\n"),
            file("etc/ssh/sshd_config.d/a.conf", "PasswordAuthentication no\n"),
          ),
        ],
        ["loopback", sshd("ListenAddress 127.0.0.1\nPermitRootLogin yes\n")],
        [
          "no sshd",
          {
            files: [
              file("etc/ssh/sshd_config", "PermitRootLogin yes\n"),
              file("etc/ssh/ssh_host_rsa_key", KEY),
            ],
          },
        ],
        [
          "a public key",
          beside("usr/sbin/sshd", file("etc/ssh/ssh_host_ed25519_key.pub", "ssh-ed25519 AAAA\n")),
        ],
      ],
    },
  },
  "DD-BL-085": {
    vsftpd: {
      catches: [["anonymous writers", ftp(OPEN_FTP), "medium vsftpd: anon_upload_enable YES:3"]],
      guards: [
        ["no anonymous users", ftp(OPEN_FTP.replace("anonymous_enable=YES", "anonymous_enable=NO"))],
        ["no writing", ftp(OPEN_FTP.replace("write_enable=YES", "write_enable=NO"))],
        ["loopback", ftp(`${OPEN_FTP}listen_address=127.0.0.1\n`)],
        ["no server", { files: [file("etc/vsftpd.conf", OPEN_FTP)] }],
      ],
    },
    rsyncd: {
      catches: [
        [
          "a module",
          rsync("uid = root\n[data]\n  path = /data\n  read only = no\n"),
          "medium rsync daemon: data.path /data:3",
        ],
      ],
      guards: [
        ["users", rsync(`[data]\npath = /data\nauth users = app\nsecrets file = /etc/x\n`)],
        ["hosts", rsync("[data]\npath = /data\nhosts allow = 10.0.0.0/8\n")],
        ["users for all modules", rsync("auth users = app\n[data]\npath = /data\n")],
        ["loopback", rsync("address = 127.0.0.1\n[data]\npath = /data\n")],
      ],
    },
    nfs: {
      catches: [["root", nfs("/srv *(rw,sync,no_root_squash)\n"), "medium NFS: /srv no_root_squash:1"]],
      guards: [
        ["squashed", nfs("/srv *(rw,sync,root_squash)\n")],
        ["a comment", nfs("# /srv *(rw,no_root_squash)\n")],
        ["no server", { files: [file("etc/exports", "/srv *(rw,no_root_squash)\n")] }],
      ],
    },
    snmpd: {
      catches: [
        ["public", snmp("rocommunity public\n"), "medium snmpd: rocommunity public:1"],
        [
          "private, for writing",
          snmp("rwcommunity private default\n"),
          "medium snmpd: rwcommunity private:1",
        ],
        ["the long form", snmp("com2sec readonly default public\n"), "medium snmpd: com2sec public:1"],
      ],
      guards: [
        ["another community", snmp(`rocommunity ${PASSWORD}\n`)],
        ["its own host", snmp("rocommunity public localhost\n")],
        ["loopback", snmp("agentaddress 127.0.0.1,[::1]\nrocommunity public\n")],
        ["a view", snmp("rocommunity public default -V systemonly\n")],
      ],
    },
    vnc: {
      catches: [
        [
          "no password",
          running(["x11vnc", "-display", ":0", "-nopw", "-forever"]),
          "medium VNC server: nopw",
        ],
        [
          "no security",
          running(["Xvnc", ":1", "-SecurityTypes", "None"]),
          "medium VNC server: securitytypes None",
        ],
        [
          "under supervisord",
          beside(
            "usr/bin/supervisord",
            file("etc/supervisor/conf.d/v.conf", "[program:vnc]\ncommand=x11vnc -display :0\n  -nopw\n"),
          ),
          "medium VNC server: nopw",
        ],
      ],
      guards: [
        ["a file of passwords", running(["x11vnc", "-display", ":0", "-rfbauth", "/root/.vnc/passwd"])],
        ["loopback", running(["x11vnc", "-nopw", "-localhost"])],
        ["security", running(["Xvnc", ":1", "-SecurityTypes", "VncAuth"])],
        ["a password", running(["x11vnc", "-nopw", "-passwd", PASSWORD])],
      ],
    },
  },
  "DD-BL-086": {
    nginx: {
      catches: [
        [
          "listings",
          nginx("server {\n  location / {\n    autoindex on;\n  }\n}\n"),
          "low nginx: autoindex on:3",
        ],
        [
          "a status page",
          nginx("server {\n location /s {\n stub_status;\n }\n}\n"),
          "low nginx: stub_status:3",
        ],
        [
          "old TLS",
          nginx("server {\n listen 443 ssl;\n ssl_protocols TLSv1 TLSv1.2;\n}\n"),
          "low nginx: ssl_protocols TLSv1 TLSv1.2:3",
        ],
        [
          "an alias that leads out",
          nginx("server {\n location /img {\n  alias /data/img/;\n }\n}\n"),
          "low nginx: alias traversal location /img:3",
        ],
        [
          "a site that is enabled",
          beside(
            "usr/sbin/nginx",
            file("etc/nginx/sites-available/a", "server { autoindex on; }"),
            link("etc/nginx/sites-enabled/a", "../sites-available/a"),
          ),
          "low nginx: autoindex on:1",
        ],
      ],
      guards: [
        ["off", nginx("server { autoindex off; }")],
        ["a comment", nginx("server {\n# autoindex on;\n}")],
        [
          "a status page for some",
          nginx("server { location /s { stub_status; allow 127.0.0.1; deny all; } }"),
        ],
        ["no TLS", nginx("server { listen 80; ssl_protocols TLSv1; }")],
        ["both slashes", nginx("server { location /img/ { alias /data/img/; } }")],
        [
          "a site that is not enabled",
          beside("usr/sbin/nginx", file("etc/nginx/sites-available/a", "server { autoindex on; }")),
        ],
        [
          "the package's own file",
          untouched("usr/sbin/nginx", "etc/nginx/nginx.conf", "http { autoindex on; }"),
        ],
        ["no nginx", { files: [file("etc/nginx/nginx.conf", "http { autoindex on; }")] }],
      ],
    },
    apache: {
      catches: [
        [
          "listings",
          apache('<Directory "/srv">\nOptions Indexes FollowSymLinks\n</Directory>\n'),
          "low Apache: Options Indexes FollowSymLinks:2",
        ],
        [
          "a status page",
          apache("<Location /server-status>\nSetHandler server-status\nRequire all granted\n</Location>\n"),
          "low Apache: server-status:2",
        ],
        ["old TLS", apache("SSLEngine on\nSSLProtocol all -SSLv3\n"), "low Apache: SSLProtocol all -SSLv3:2"],
      ],
      guards: [
        ["taken out", apache("Options -Indexes\n")],
        [
          "a status page for itself",
          apache("<Location /server-status>\nSetHandler server-status\nRequire local\n</Location>\n"),
        ],
        ["new TLS", apache("SSLEngine on\nSSLProtocol all -SSLv3 -TLSv1 -TLSv1.1\n")],
        [
          "the package's own file",
          untouched("usr/sbin/apache2", "etc/apache2/apache2.conf", "Options Indexes\n"),
        ],
        ["a comment", apache("# Options Indexes\n")],
      ],
    },
  },
  "DD-BL-087": {
    php: {
      catches: [
        [
          "all three",
          php("[PHP]\nallow_url_include = On\ndisplay_errors = On ; for now\nexpose_php = On\n"),
          "medium PHP: allow_url_include On:2",
          "medium PHP: display_errors On:3",
          "negligible PHP: expose_php On:4",
        ],
        [
          "a file of the folder",
          beside("usr/local/bin/php", file("usr/local/etc/php/conf.d/dev.ini", "display_errors=1\n")),
          "medium PHP: display_errors 1:1",
        ],
      ],
      guards: [
        ["off", php("display_errors = Off\nexpose_php = Off\n")],
        ["for developing", withEnv(["APP_ENV=dev"], php("display_errors = On\n"))],
        [
          "a later file",
          beside(
            "usr/local/bin/php",
            file("usr/local/etc/php/php.ini", "display_errors=On\n"),
            file("usr/local/etc/php/conf.d/z.ini", "display_errors=Off\n"),
          ),
        ],
        [
          "a template",
          beside("usr/local/bin/php", file("usr/local/etc/php/php.ini-development", "display_errors = On\n")),
        ],
        [
          "the command line's",
          beside("usr/bin/php", file("etc/php/8.2/cli/php.ini", "display_errors = On\n")),
        ],
      ],
    },
  },
  "DD-BL-090": {
    supervisor: {
      catches: [
        [
          "a port for all",
          supervisor("[inet_http_server]\nport = *:9001\n"),
          "medium supervisord: inet_http_server.port *:9001:2",
        ],
      ],
      guards: [
        ["a password", supervisor(`[inet_http_server]\nport=:9001\nusername=a\npassword=${PASSWORD}\n`)],
        ["loopback", supervisor("[inet_http_server]\nport=127.0.0.1:9001\n")],
        ["a socket", supervisor("[unix_http_server]\nfile=/run/s.sock\n")],
        ["a comment", supervisor(";[inet_http_server]\n;port=*:9001\n")],
      ],
    },
    monit: {
      catches: [
        [
          "the delivered login",
          monit("set httpd port 2812\n allow admin:monit\n"),
          "medium Monit: allow (known):2",
        ],
        ["anybody", monit("set httpd port 2812 and\n  allow 0.0.0.0/0\n"), "medium Monit: allow 0.0.0.0/0:2"],
      ],
      guards: [
        ["loopback", monit("set httpd port 2812\n use address localhost\n allow admin:monit\n")],
        ["a login of its own", monit(`set httpd port 2812\n allow admin:${PASSWORD}\n`)],
        ["no port", monit("set daemon 120\n")],
      ],
    },
    "php-fpm": {
      catches: [["a port for all", fpm("[www]\nlisten = 9000\n"), "medium php-fpm: www.listen 9000:2"]],
      guards: [
        ["a socket", fpm("[www]\nlisten = /run/php.sock\n")],
        ["loopback", fpm("[www]\nlisten = 127.0.0.1:9000\n")],
        ["clients by name", fpm("[www]\nlisten = 9000\nlisten.allowed_clients = 10.0.0.2\n")],
      ],
    },
    uwsgi: {
      catches: [
        ["an option", running(["uwsgi", "--socket", "0.0.0.0:3031"]), "medium uWSGI: socket 0.0.0.0:3031"],
        [
          "the file that the command names",
          {
            ...running(["uwsgi", "--ini", "uwsgi.ini"], file("app/uwsgi.ini", "[uwsgi]\nstats = :1717\n")),
            config: { WorkingDir: "/app", Cmd: ["uwsgi", "--ini", "uwsgi.ini"] },
          },
          "medium uWSGI: stats :1717:2",
        ],
      ],
      guards: [
        ["HTTP", running(["uwsgi", "--http", "0.0.0.0:8080"])],
        ["a file", running(["uwsgi", "--socket", "/run/app.sock"])],
        ["loopback", running(["uwsgi", "--socket", "127.0.0.1:3031"])],
      ],
    },
  },
};
