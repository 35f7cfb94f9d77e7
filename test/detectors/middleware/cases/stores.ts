import { beside, type Cases, file, PASSWORD, running, variable, withEnv } from "./case.ts";

const redis = (text: string) => beside("usr/bin/redis-server", file("etc/redis/redis.conf", text));
const OPEN_REDIS = "# all\nbind 0.0.0.0\nprotected-mode no\n";
const mongo = (text: string) => beside("usr/bin/mongod", file("etc/mongod.conf", text));
const elastic = (text: string, ...more: string[]) =>
  beside(
    "opt/es/bin/elasticsearch",
    file("opt/es/config/elasticsearch.yml", text),
    ...more.map((path) => file(path)),
  );
const couch = (text: string, ...more: string[]) =>
  beside(
    "opt/couchdb/bin/couchdb",
    file("opt/couchdb/etc/local.ini", text),
    ...more.map((path) => file(path)),
  );
const cache = (text: string) => beside("usr/bin/memcached", file("etc/memcached.conf", text));
const mysql = (text: string) => beside("usr/sbin/mysqld", file("etc/mysql/conf.d/x.cnf", text));
const initial = (text: string) => beside("usr/sbin/mysqld", file("docker-entrypoint-initdb.d/one.sql", text));
const hba = (text: string) => beside("usr/bin/postgres", file("var/lib/postgresql/data/pg_hba.conf", text));

export const storeCases: Cases = {
  "DD-BL-070": {
    redis: {
      catches: [
        ["a file of the default place", redis(OPEN_REDIS), "high Redis: protected-mode no:3"],
        [
          "the file that the command names",
          running(
            ["redis-server", "/opt/my.conf"],
            file("usr/bin/redis-server"),
            file("opt/my.conf", OPEN_REDIS),
          ),
          "high Redis: protected-mode no:3",
        ],
        [
          "options alone",
          running(["redis-server", "--protected-mode", "no"]),
          "high Redis: protected-mode no",
        ],
        [
          "in a shell",
          running(["sh", "-c", "exec valkey-server --protected-mode no --bind '0.0.0.0'"]),
          "high Redis: protected-mode no",
        ],
        [
          "options for the entrypoint",
          {
            files: [file("usr/bin/redis-server")],
            config: { Entrypoint: ["docker-entrypoint.sh"], Cmd: ["--protected-mode", "no"] },
          },
          "high Redis: protected-mode no",
        ],
        [
          "in the script that the image starts",
          {
            files: [file("start.sh", "#!/bin/sh\nset -e\nexec redis-server --protected-mode no &\nwait\n")],
            config: { Entrypoint: ["/start.sh"] },
          },
          "high Redis: protected-mode no",
        ],
        [
          "a default user without a password",
          redis(`${OPEN_REDIS}user default on nopass ~* +@all\n`),
          "high Redis: protected-mode no:3",
        ],
        [
          "Bitnami's switch",
          withEnv(["ALLOW_EMPTY_PASSWORD=yes"], beside("opt/bitnami/redis/bin/redis-server")),
          "high Redis: ALLOW_EMPTY_PASSWORD yes",
        ],
      ],
      guards: [
        ["a password", redis(`${OPEN_REDIS}requirepass ${PASSWORD}\n`)],
        ["one that is put in later", redis(`${OPEN_REDIS}requirepass \${REDIS_PASSWORD}\n`)],
        ["an access list", redis(`${OPEN_REDIS}aclfile /etc/redis/users.acl\n`)],
        ["users in the file", redis(`${OPEN_REDIS}user default on >${PASSWORD} ~* +@all\n`)],
        ["loopback", redis("bind 127.0.0.1 -::1\nprotected-mode no\n")],
        ["protected mode", redis("bind 0.0.0.0\n")],
        ["no TCP", redis(`${OPEN_REDIS}port 0\n`)],
        ["no Redis", { files: [file("etc/redis/redis.conf", OPEN_REDIS)] }],
        ["a sample", beside("usr/bin/redis-server", file("usr/share/doc/redis/redis.conf", OPEN_REDIS))],
        ["a file that nobody names", beside("usr/bin/redis-server", file("opt/redis.conf", OPEN_REDIS))],
        [
          "a bare command, which reads no file",
          running(["redis-server"], file("etc/redis/redis.conf", OPEN_REDIS)),
        ],
        [
          "another file is named",
          running(
            ["redis-server", "/x.conf"],
            file("etc/redis/redis.conf", OPEN_REDIS),
            file("x.conf", "port 1\n"),
          ),
        ],
        [
          "a deleted file",
          {
            layers: [
              [file("usr/bin/redis-server"), file("etc/redis/redis.conf", OPEN_REDIS)],
              [file("etc/redis/.wh.redis.conf", "")],
            ],
          },
        ],
        [
          "another file may be included",
          redis(`${OPEN_REDIS}include /run/more.conf\n`),
          "unproven etc/redis/redis.conf",
        ],
        [
          "an address that is known later",
          redis(`bind ${variable("BIND")}\nprotected-mode no\n`),
          "unproven etc/redis/redis.conf",
        ],
        [
          "an address of the environment",
          withEnv(["BIND=127.0.0.1"], redis(`bind ${variable("BIND")}\nprotected-mode no\n`)),
        ],
      ],
    },
  },
  "DD-BL-071": {
    mongodb: {
      catches: [
        ["YAML", mongo("net:\n  port: 27017\n  bindIp: 0.0.0.0\n"), "high MongoDB: net.bindIp 0.0.0.0:3"],
        ["the old form", mongo("bind_ip = 0.0.0.0\nnoauth = true\n"), "high MongoDB: net.bindIp 0.0.0.0:1"],
        ["options", running(["mongod", "--bind_ip_all"]), "high MongoDB: net.bindIpAll true"],
      ],
      guards: [
        ["authorisation", mongo("net:\n  bindIp: 0.0.0.0\nsecurity:\n  authorization: enabled\n")],
        ["loopback", mongo("net:\n  bindIp: 127.0.0.1\n")],
        ["an option for it", running(["mongod", "--bind_ip_all", "--auth"])],
        ["a first user", withEnv(["MONGO_INITDB_ROOT_USERNAME=app"], running(["mongod", "--bind_ip_all"]))],
        ["nothing said", running(["mongod"])],
        ["no MongoDB", { files: [file("etc/mongod.conf", "net:\n  bindIp: 0.0.0.0\n")] }],
      ],
    },
  },
  "DD-BL-072": {
    elasticsearch: {
      catches: [
        [
          "flat keys",
          elastic("network.host: 0.0.0.0\nxpack.security.enabled: false\n"),
          "high Elasticsearch: xpack.security.enabled false:2",
        ],
        [
          "nested ones",
          elastic("network: {host: 0.0.0.0}\nxpack:\n  security:\n    enabled: false\n"),
          "high Elasticsearch: xpack.security.enabled false:4",
        ],
        [
          "the environment",
          withEnv(["xpack.security.enabled=false"], elastic("network.host: 0.0.0.0\n")),
          "high Elasticsearch: xpack.security.enabled false",
        ],
        [
          "an old release",
          elastic("network.host: 0.0.0.0\n", "opt/es/lib/elasticsearch-7.17.9.jar"),
          "high Elasticsearch: network.host 0.0.0.0:1",
        ],
        [
          "options",
          running(["elasticsearch", "-Enetwork.host=0.0.0.0", "-E", "xpack.security.enabled=false"]),
          "high Elasticsearch: xpack.security.enabled false",
        ],
      ],
      guards: [
        ["on", elastic("network.host: 0.0.0.0\nxpack.security.enabled: true\n")],
        ["loopback by itself", elastic("xpack.security.enabled: false\n")],
        ["loopback", elastic("network.host: _local_\nxpack.security.enabled: false\n")],
        ["a new release", elastic("network.host: 0.0.0.0\n", "opt/es/lib/elasticsearch-8.12.0.jar")],
        [
          "no Elasticsearch",
          {
            files: [
              file(
                "opt/es/config/elasticsearch.yml",
                "network.host: 0.0.0.0\nxpack.security.enabled: false\n",
              ),
            ],
          },
        ],
      ],
    },
    opensearch: {
      catches: [
        [
          "a file",
          beside(
            "opt/os/bin/opensearch",
            file("opt/os/config/opensearch.yml", "network.host: 0.0.0.0\nplugins.security.disabled: true\n"),
          ),
          "high OpenSearch: plugins.security.disabled true:2",
        ],
      ],
      guards: [
        [
          "on",
          beside("opt/os/bin/opensearch", file("opt/os/config/opensearch.yml", "network.host: 0.0.0.0\n")),
        ],
        [
          "loopback",
          beside(
            "opt/os/bin/opensearch",
            file("opt/os/config/opensearch.yml", "plugins.security.disabled: true\n"),
          ),
        ],
        ["no OpenSearch", withEnv(["DISABLE_SECURITY_PLUGIN=true", "network.host=0.0.0.0"], {})],
      ],
    },
  },
  "DD-BL-073": {
    couchdb: {
      catches: [
        [
          "no administrator",
          couch("[chttpd]\nbind_address = 0.0.0.0\n"),
          "high CouchDB: chttpd.bind_address 0.0.0.0:2",
        ],
        [
          "anybody",
          couch(`[admins]\nroot = ${PASSWORD}\n[chttpd]\nbind_address = any\nrequire_valid_user = false\n`),
          "high CouchDB: chttpd.require_valid_user false:5",
        ],
      ],
      guards: [
        ["an administrator", couch(`[chttpd]\nbind_address = 0.0.0.0\n[admins]\nroot = ${PASSWORD}\n`)],
        ["loopback", couch("[chttpd]\nbind_address = 127.0.0.1\n")],
        [
          "one of the environment",
          withEnv(["COUCHDB_USER=root"], couch("[chttpd]\nbind_address = 0.0.0.0\n")),
        ],
        [
          "a release that asks for one",
          couch("[chttpd]\nbind_address = 0.0.0.0\n", "opt/couchdb/lib/couch-3.3.2/ebin/couch.app"),
        ],
      ],
    },
  },
  "DD-BL-074": {
    memcached: {
      catches: [
        ["a file", cache("-m 64\n-l 0.0.0.0\n"), "medium memcached: l 0.0.0.0:2"],
        ["no address in a file", cache("-m 64\n"), "medium memcached: m 64:1"],
        ["UDP", running(["memcached", "-U", "11211"]), "medium memcached: U 11211"],
        [
          "Fedora's file",
          beside(
            "usr/bin/memcached",
            file("etc/sysconfig/memcached", 'PORT="11211"\nOPTIONS="-l 0.0.0.0"\n'),
          ),
          "medium memcached: l 0.0.0.0:2",
        ],
      ],
      guards: [
        ["loopback", cache("-m 64\n-l 127.0.0.1\n-U 0\n")],
        ["SASL", cache("-l 0.0.0.0\n-S\n")],
        ["a bare command", running(["memcached", "-m", "64"])],
        ["no memcached", { files: [file("etc/memcached.conf", "-l 0.0.0.0\n")] }],
        ["UDP off", running(["memcached", "-U", "0"])],
      ],
    },
  },
  "DD-BL-079": {
    mysql: {
      catches: [
        ["grant tables", mysql("[mysqld]\nskip_grant_tables\n"), "high MySQL: skip-grant-tables:2"],
        ["an option", running(["mysqld", "--skip-grant-tables"]), "high MySQL: skip-grant-tables"],
        [
          "an empty password",
          withEnv(["MYSQL_ALLOW_EMPTY_PASSWORD=yes"], beside("usr/sbin/mysqld")),
          "high MySQL: MYSQL_ALLOW_EMPTY_PASSWORD yes",
        ],
        [
          "a password in a script",
          initial(`-- first\nALTER USER 'root'@'%' IDENTIFIED BY '${PASSWORD}';\n`),
          "high MySQL: literal password (set):2",
        ],
        [
          "another form",
          initial(`SET PASSWORD FOR 'root'@'localhost' = PASSWORD('${PASSWORD}');\n`),
          "high MySQL: literal password (set):1",
        ],
      ],
      guards: [
        ["without networking", mysql("[mysqld]\nskip-grant-tables\nskip-networking\n")],
        ["switched off", mysql("[mysqld]\nskip-grant-tables = 0\n")],
        ["a client's section", mysql("[mysql]\nskip-grant-tables\n")],
        ["no MySQL", { files: [file("etc/my.cnf", "[mysqld]\nskip-grant-tables\n")] }],
        [
          "a password beside it",
          withEnv(
            ["MYSQL_ALLOW_EMPTY_PASSWORD=yes", "MYSQL_RANDOM_ROOT_PASSWORD=yes"],
            beside("usr/sbin/mysqld"),
          ),
        ],
        [
          "a variable in a script",
          initial(`ALTER USER 'root'@'%' IDENTIFIED BY '${variable("MYSQL_ROOT_PASSWORD")}';\n`),
        ],
        ["another user", initial(`CREATE USER 'app'@'%' IDENTIFIED BY '${PASSWORD}';\n`)],
        ["a placeholder", initial("ALTER USER 'root'@'%' IDENTIFIED BY 'changeme';\n")],
      ],
    },
    postgresql: {
      catches: [
        [
          "trust",
          hba("local all all trust\nhost all all 0.0.0.0/0 trust\n"),
          "high PostgreSQL: host all all 0.0.0.0/0 trust:2",
        ],
        [
          "a mask",
          hba("host all all 10.0.0.0 255.0.0.0 trust\n"),
          "high PostgreSQL: host all all 10.0.0.0 trust:1",
        ],
        [
          "the environment",
          withEnv(["POSTGRES_HOST_AUTH_METHOD=trust"], beside("usr/bin/postgres")),
          "high PostgreSQL: POSTGRES_HOST_AUTH_METHOD trust",
        ],
      ],
      guards: [
        [
          "its own host",
          hba("host all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\nhost all all localhost trust\n"),
        ],
        ["passwords", hba("host all all 0.0.0.0/0 scram-sha-256\n")],
        [
          "a sample",
          beside(
            "usr/bin/postgres",
            file("usr/share/postgresql/pg_hba.conf.sample", "host all all 0.0.0.0/0 trust\n"),
          ),
        ],
        [
          "no PostgreSQL",
          { files: [file("var/lib/postgresql/data/pg_hba.conf", "host all all all trust\n")] },
        ],
        [
          "listening for itself",
          beside(
            "usr/bin/postgres",
            file("etc/postgresql/15/main/pg_hba.conf", "host all all all trust\n"),
            file("etc/postgresql/15/main/postgresql.conf", "listen_addresses = 'localhost'\t# itself\n"),
          ),
        ],
      ],
    },
  },
};
