import { createHash } from "node:crypto";
import { beside, type Cases, file, PASSWORD, running, type Situation, variable, withEnv } from "./case.ts";

/** What a product is delivered with, in pieces. */
const [GUEST, SHIRO, TOKEN] = [
  "guest",
  ["kPH+bIxk5D2de", "ZiIxcaaaA=="].join(""),
  ["default", "token"].join("_"),
];
const NACOS = `SecretKey${"0123456789".repeat(2)}${"0123456789".repeat(4)}`;
const rabbit = (text: string) => beside("usr/sbin/rabbitmq-server", file("etc/rabbitmq/rabbitmq.conf", text));
const active = (realm: string, host?: string) =>
  beside(
    "opt/activemq/bin/activemq",
    file("opt/activemq/conf/jetty-realm.properties", realm),
    ...(host === undefined
      ? []
      : [
          file(
            "opt/activemq/conf/jetty.xml",
            `<beans>\n<bean>\n<property name="host" value="${host}"/>\n</bean>\n</beans>`,
          ),
        ]),
  );
const rocket = (broker: string, acl = "") =>
  beside(
    "rocketmq/bin/mqbroker",
    file("rocketmq/conf/broker.conf", broker),
    file("rocketmq/conf/plain_acl.yml", acl),
  );
const nacos = (text: string) =>
  beside("nacos/target/nacos-server.jar", file("nacos/conf/application.properties", text));
const spring = (text: string, name = "application.properties"): Situation => ({
  files: [file("usr/bin/java"), file(`app/${name}`, text)],
  config: { WorkingDir: "/app", Cmd: ["java", "-jar", "app.jar"] },
});
const elsewhere = (text: string): Situation => ({
  files: [file("usr/bin/java"), file("srv/other/application.properties", text)],
  config: { WorkingDir: "/app" },
});
const MONITOR = "spring.datasource.druid.stat-view-servlet.";

const tomcat = (name: string, text: string, ...more: string[]) =>
  beside(
    "opt/tomcat/bin/catalina.sh",
    file(`opt/tomcat/conf/${name}`, text),
    ...more.map((path) => file(path)),
  );
const MANAGER = "opt/tomcat/webapps/manager/WEB-INF/web.xml";
const user = (password: string, roles = "manager-gui") =>
  `<tomcat-users>\n<user username="boss" password="${password}" roles="${roles}"/>\n</tomcat-users>`;
const ajp = (more: string) => `<Server>\n<Connector protocol="AJP/1.3" port="8009" ${more}/>\n</Server>`;
const wildfly = (text: string, config = {}) => ({
  files: [file("opt/w/bin/standalone.sh"), file("opt/w/standalone/configuration/standalone.xml", text)],
  config,
});
const management = (realm: string, address = variable("jboss.bind.address.management:127.0.0.1")) =>
  `<server><management><management-interfaces>\n<http-interface ${realm}>\n</http-interface></management-interfaces></management>
<interfaces><interface name="management"><inet-address value="${address}"/></interface></interfaces></server>`;
const mgmtUser = (name: string, password: string, address: string): Situation => ({
  files: [
    file("opt/w/bin/standalone.sh"),
    file("opt/w/standalone/configuration/standalone.xml", management('security-realm="x"', address)),
    file(
      "opt/w/standalone/configuration/mgmt-users.properties",
      `${name}=${createHash("md5").update(`${name}:ManagementRealm:${password}`).digest("hex")}\n`,
    ),
  ],
});
const boot = (text: string) =>
  beside(
    "u01/domain/bin/startWebLogic.sh",
    file("u01/domain/servers/AdminServer/security/boot.properties", text),
  );
const jenkins = (text: string) =>
  beside("usr/share/jenkins/jenkins.war", file("var/jenkins_home/config.xml", text));
const jupyter = (text: string) =>
  beside("opt/conda/bin/jupyter", file("root/.jupyter/jupyter_notebook_config.py", text));
const airflow = (text: string) => beside("usr/local/bin/airflow", file("opt/airflow/airflow.cfg", text));
const grafana = (text: string) => beside("usr/sbin/grafana-server", file("etc/grafana/grafana.ini", text));

export const applicationCases: Cases = {
  "DD-BL-080": {
    rabbitmq: {
      catches: [
        [
          "guest for all",
          rabbit("loopback_users.guest = false\n"),
          "high RabbitMQ: loopback_users.guest false:1",
        ],
        [
          "the old form",
          beside(
            "usr/sbin/rabbitmq-server",
            file("etc/rabbitmq/rabbitmq.config", "[{rabbit, [\n {loopback_users, []}\n]}].\n"),
          ),
          "high RabbitMQ: loopback_users []:2",
        ],
        [
          "guest by name",
          withEnv(
            [`RABBITMQ_DEFAULT_USER=${GUEST}`, `RABBITMQ_DEFAULT_PASS=${GUEST}`],
            rabbit("loopback_users = none\n"),
          ),
          "high RabbitMQ: loopback_users none:1",
        ],
      ],
      guards: [
        ["loopback", rabbit("loopback_users.guest = true\n")],
        [
          "another account",
          rabbit(`loopback_users.guest = false\ndefault_user = app\ndefault_pass = ${PASSWORD}\n`),
        ],
        [
          "of the environment",
          withEnv(["RABBITMQ_DEFAULT_USER=app"], rabbit("loopback_users.guest = false\n")),
        ],
        ["nothing said", rabbit("listeners.tcp.default = 5672\n")],
      ],
    },
    activemq: {
      catches: [
        ["the default account", active("admin: admin, admin\n"), "high ActiveMQ: user admin (known):1"],
        ["for all", active("admin: admin, admin\n", "0.0.0.0"), "high ActiveMQ: user admin (known):1"],
      ],
      guards: [
        ["a password of its own", active(`admin: ${PASSWORD}, admin\n`)],
        ["loopback", active("admin: admin, admin\n", "127.0.0.1")],
        ["no administrator", active("user: admin, user\n")],
      ],
    },
    rocketmq: {
      catches: [
        ["access lists off", rocket("aclEnable=false\n"), "high RocketMQ: aclEnable false:1"],
        [
          "a default account",
          rocket("aclEnable=true\n", `accounts:\n- accessKey: RocketMQ\n  secretKey: ${"12345"}678\n`),
          "high RocketMQ: accounts.secretKey (known):3",
        ],
      ],
      guards: [
        [
          "a key of its own",
          rocket("aclEnable=true\n", `accounts:\n- accessKey: a\n  secretKey: ${PASSWORD}\n`),
        ],
        ["nothing said", rocket("brokerName=a\n")],
        ["no RocketMQ", { files: [file("x/conf/broker.conf", "aclEnable=false\n")] }],
      ],
    },
  },
  "DD-BL-081": {
    nacos: {
      catches: [
        ["off", nacos("nacos.core.auth.enabled=false\n"), "high Nacos: nacos.core.auth.enabled false:1"],
        [
          "off by default",
          nacos(`nacos.core.auth.enabled=${variable("NACOS_AUTH_ENABLE:false")}\n`),
          "high Nacos: nacos.core.auth.enabled false:1",
        ],
        [
          "a known key",
          nacos(
            `nacos.core.auth.enabled=true\nnacos.core.auth.plugin.nacos.token.secret.key=\${NACOS_AUTH_TOKEN:${NACOS}}\n`,
          ),
          "high Nacos: nacos.core.auth.plugin.nacos.token.secret.key (known):2",
        ],
      ],
      guards: [
        ["on", nacos("nacos.core.auth.enabled=true\n")],
        [
          "on by the environment",
          withEnv(
            ["NACOS_AUTH_ENABLE=true"],
            nacos(`nacos.core.auth.enabled=${variable("NACOS_AUTH_ENABLE:false")}\n`),
          ),
        ],
        ["a key of its own", nacos(`nacos.core.auth.plugin.nacos.token.secret.key=${PASSWORD}\n`)],
        ["no Nacos", { files: [file("x/conf/application.properties", "nacos.core.auth.enabled=false\n")] }],
      ],
    },
    "xxl-job": {
      catches: [
        [
          "the delivered token",
          spring(`xxl.job.accessToken=${TOKEN}\n`),
          "high XXL-JOB: xxl.job.accesstoken (known):1",
        ],
        [
          "none",
          spring("xxl:\n  job:\n    accessToken:\n", "application.yml"),
          "high XXL-JOB: xxl.job.accesstoken (empty):3",
        ],
      ],
      guards: [
        ["one of its own", spring(`xxl.job.accessToken=${PASSWORD}\n`)],
        ["a variable", spring(`xxl.job.accessToken=${variable("TOKEN")}\n`)],
        ["a folder that nobody reads", elsewhere("xxl.job.accessToken=\n")],
      ],
    },
    druid: {
      catches: [
        [
          "no login",
          spring(`${MONITOR}enabled=true\n`),
          "high Druid: spring.datasource.druid.statviewservlet.enabled true:1",
        ],
        [
          "a known one",
          spring(`${MONITOR}enabled=true\n${MONITOR}login-password=${"123"}456\n`),
          "high Druid: spring.datasource.druid.statviewservlet.enabled true:1",
        ],
      ],
      guards: [
        ["off", spring(`${MONITOR}enabled=false\n`)],
        ["a login", spring(`${MONITOR}enabled=true\n${MONITOR}login-password=${PASSWORD}\n`)],
        ["loopback", spring(`${MONITOR}enabled=true\n${MONITOR}allow=127.0.0.1\n`)],
      ],
    },
    dubbo: {
      catches: [
        [
          "commands from any host",
          spring("dubbo.application.qos-accept-foreign-ip=true\n"),
          "high Dubbo: dubbo.application.qosacceptforeignip true:1",
        ],
        [
          "the console",
          spring("admin.root.user.password=root\n"),
          "high Dubbo: admin.root.user.password (known):1",
        ],
      ],
      guards: [
        ["off", spring("dubbo.application.qos-accept-foreign-ip=false\n")],
        [
          "no port",
          spring("dubbo.application.qos-accept-foreign-ip=true\ndubbo.application.qos-enable=false\n"),
        ],
        ["a password", spring(`admin.root.user.password=${PASSWORD}\n`)],
      ],
    },
    shiro: {
      catches: [
        [
          "a published key",
          beside(
            "app/WEB-INF/lib/shiro-core-1.2.4.jar",
            file("app/WEB-INF/shiro.ini", `[main]\nsecurityManager.rememberMeManager.cipherKey = ${SHIRO}\n`),
          ),
          "high Shiro: main.securityManager.rememberMeManager.cipherKey (known):2",
        ],
        [
          "in Spring's settings",
          spring(`shiro.cookie.cipher-key=${SHIRO}\n`),
          "high Shiro: shiro.cookie.cipherkey (known):1",
        ],
      ],
      guards: [
        ["one of its own", spring(`shiro.cookie.cipherKey=${PASSWORD}\n`)],
        ["none", spring("shiro.cookie.cipherKey=\n")],
        ["a folder that nobody reads", elsewhere(`shiro.cookie.cipherKey=${SHIRO}\n`)],
      ],
    },
  },
  "DD-BL-082": {
    tomcat: {
      catches: [
        [
          "a weak manager",
          tomcat("tomcat-users.xml", user("s3cret"), MANAGER),
          "high Tomcat: user boss (known):2",
        ],
        [
          "its name as its password",
          tomcat("tomcat-users.xml", user("boss"), MANAGER),
          "high Tomcat: user boss (known):2",
        ],
        [
          "PUT",
          tomcat(
            "web.xml",
            "<web-app><servlet><init-param>\n<param-name>readonly</param-name>\n<param-value>false</param-value></init-param></servlet></web-app>",
          ),
          "high Tomcat: readonly false:2",
        ],
        [
          "AJP",
          tomcat("server.xml", ajp('address="0.0.0.0" secretRequired="false"')),
          "high Tomcat: AJP connector 0.0.0.0:2",
        ],
      ],
      guards: [
        ["a password of its own", tomcat("tomcat-users.xml", user(PASSWORD), MANAGER)],
        ["no manager", tomcat("tomcat-users.xml", user("s3cret"))],
        ["another role", tomcat("tomcat-users.xml", user("s3cret", "reader"), MANAGER)],
        ["a comment", tomcat("tomcat-users.xml", `<!-- ${user("s3cret")} -->`, MANAGER)],
        ["AJP with a secret", tomcat("server.xml", ajp(`address="0.0.0.0" secret="${PASSWORD}"`))],
        ["AJP on loopback", tomcat("server.xml", ajp('address="::1" secretRequired="false"'))],
        ["AJP without an address", tomcat("server.xml", ajp('secretRequired="false"'))],
      ],
    },
    wildfly: {
      catches: [
        [
          "management for all",
          wildfly(management("", "0.0.0.0")),
          "high WildFly: management interface without security realm:2",
        ],
        [
          "by an option",
          { ...wildfly(management(""), { Cmd: ["/opt/w/bin/standalone.sh", "-bmanagement", "0.0.0.0"] }) },
          "high WildFly: management interface without security realm:2",
        ],
        ["a weak user", mgmtUser("admin", "admin123", "0.0.0.0"), "high WildFly: user admin (known):1"],
      ],
      guards: [
        ["loopback", wildfly(management(""))],
        ["a realm", wildfly(management('security-realm="ManagementRealm"', "0.0.0.0"))],
        ["a password of its own", mgmtUser("admin", PASSWORD, "0.0.0.0")],
      ],
    },
    weblogic: {
      catches: [
        [
          "a weak password",
          boot(`username=weblogic\npassword=${"welcome"}1\n`),
          "high WebLogic: password (known):2",
        ],
      ],
      guards: [
        ["one of its own", boot(`username=weblogic\npassword=${PASSWORD}\n`)],
        ["encrypted", boot("username={AES}x\npassword={AES}y\n")],
        ["no WebLogic", { files: [file("x/servers/A/security/boot.properties", "password=weblogic\n")] }],
      ],
    },
  },
  "DD-BL-083": {
    jenkins: {
      catches: [
        [
          "security off",
          jenkins("<hudson>\n<useSecurity>false</useSecurity></hudson>"),
          "high Jenkins: useSecurity false:2",
        ],
        [
          "anybody",
          jenkins(
            '<hudson>\n<authorizationStrategy class="hudson.security.AuthorizationStrategy$Unsecured"/></hudson>',
          ),
          "high Jenkins: authorizationStrategy hudson.security.AuthorizationStrategy$Unsecured:2",
        ],
        [
          "configuration as code",
          beside(
            "usr/share/jenkins/jenkins.war",
            file("var/jenkins_home/jenkins.yaml", "jenkins:\n  authorizationStrategy: unsecured\n"),
          ),
          "high Jenkins: jenkins.authorizationStrategy unsecured:2",
        ],
      ],
      guards: [
        ["on", jenkins("<hudson><useSecurity>true</useSecurity></hudson>")],
        [
          "a matrix",
          jenkins(
            '<hudson><authorizationStrategy class="hudson.security.FullControlOnceLoggedInAuthorizationStrategy"/></hudson>',
          ),
        ],
        [
          "no Jenkins",
          {
            files: [file("var/jenkins_home/config.xml", "<hudson><useSecurity>false</useSecurity></hudson>")],
          },
        ],
        ["a job's", jenkins("<hudson><jobs><useSecurity>false</useSecurity></jobs></hudson>")],
      ],
    },
    jupyter: {
      catches: [
        ["a file", jupyter("c = get_config()\nc.NotebookApp.token = ''\n"), "high Jupyter: token (empty):2"],
        [
          "options",
          running(["jupyter", "notebook", "--ip=0.0.0.0", "--NotebookApp.token=''"]),
          "high Jupyter: token (empty)",
        ],
        [
          "the environment",
          withEnv(["JUPYTER_TOKEN="], beside("opt/conda/bin/jupyter")),
          "high Jupyter: token (empty)",
        ],
      ],
      guards: [
        ["a token", jupyter(`c.ServerApp.token = '${PASSWORD}'\n`)],
        ["a password", jupyter(`c.ServerApp.token = ''\nc.ServerApp.password = '${PASSWORD}'\n`)],
        ["loopback", jupyter("c.ServerApp.token = ''\nc.ServerApp.ip = '127.0.0.1'\n")],
        ["a comment", jupyter("# c.NotebookApp.token = ''\n")],
      ],
    },
    airflow: {
      catches: [
        [
          "the API",
          airflow("[api]\nauth_backends = airflow.api.auth.backend.default\n"),
          "high Airflow: api.auth_backends airflow.api.auth.backend.default:2",
        ],
        [
          "a public role",
          beside(
            "usr/local/bin/airflow",
            file("opt/airflow/webserver_config.py", 'AUTH_ROLE_PUBLIC = "Admin"\n'),
          ),
          "high Airflow: AUTH_ROLE_PUBLIC Admin:1",
        ],
        [
          "a known password",
          withEnv(["_AIRFLOW_WWW_USER_PASSWORD=airflow"], beside("usr/local/bin/airflow")),
          "high Airflow: _AIRFLOW_WWW_USER_PASSWORD (known)",
        ],
      ],
      guards: [
        ["a session", airflow("[api]\nauth_backends = airflow.api.auth.backend.session\n")],
        ["a comment", airflow("[api]\n# auth_backends = airflow.api.auth.backend.default\n")],
        [
          "no Airflow",
          {
            files: [
              file("opt/airflow/airflow.cfg", "[api]\nauth_backends = airflow.api.auth.backend.default\n"),
            ],
          },
        ],
      ],
    },
    grafana: {
      catches: [
        [
          "a known password",
          grafana("[security]\nadmin_password = admin\n"),
          "high Grafana: security.admin_password (known):2",
        ],
        [
          "strangers who may change things",
          withEnv(
            ["GF_AUTH_ANONYMOUS_ENABLED=true", "GF_AUTH_ANONYMOUS_ORG_ROLE=Admin"],
            beside("usr/sbin/grafana-server"),
          ),
          "high Grafana: auth.anonymous.org_role Admin",
        ],
      ],
      guards: [
        ["a password of its own", grafana(`[security]\nadmin_password = ${PASSWORD}\n`)],
        ["a comment", grafana("[security]\n;admin_password = admin\n")],
        ["strangers who may read", grafana("[auth.anonymous]\nenabled = true\norg_role = Viewer\n")],
        ["no Grafana", withEnv(["GF_SECURITY_ADMIN_PASSWORD=admin"], {})],
      ],
    },
  },
  "DD-BL-088": {
    jvm: {
      catches: [
        [
          "JMX",
          withEnv(
            [
              "JAVA_OPTS=-Dcom.sun.management.jmxremote.port=9010 -Dcom.sun.management.jmxremote.authenticate=false",
            ],
            beside("usr/bin/java"),
          ),
          "high Java: com.sun.management.jmxremote.authenticate false",
        ],
        [
          "a debugger",
          running([
            "java",
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005",
            "-jar",
            "a.jar",
          ]),
          "high Java: jdwp address *:5005",
        ],
        [
          "a port alone, before Java 9",
          withEnv(
            [
              "JAVA_VERSION=8u392",
              "JAVA_TOOL_OPTIONS=-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
            ],
            beside("usr/bin/java"),
          ),
          "high Java: jdwp address 5005",
        ],
        [
          "Tomcat's script",
          beside(
            "opt/tomcat/bin/catalina.sh",
            file(
              "opt/tomcat/bin/setenv.sh",
              '#!/bin/sh\nexport CATALINA_OPTS="-Xrunjdwp:server=y,transport=dt_socket,address=0.0.0.0:8000"\n',
            ),
          ),
          "high Java: jdwp address 0.0.0.0:8000:2",
        ],
      ],
      guards: [
        [
          "a login",
          running([
            "java",
            "-Dcom.sun.management.jmxremote.port=9010",
            "-Dcom.sun.management.jmxremote.authenticate=true",
          ]),
        ],
        [
          "a debugger of its own host",
          running(["java", "-agentlib:jdwp=transport=dt_socket,server=y,address=127.0.0.1:5005"]),
        ],
        ["a port alone", running(["java", "-agentlib:jdwp=transport=dt_socket,server=y,address=5005"])],
        [
          "one that calls out",
          running(["java", "-agentlib:jdwp=transport=dt_socket,server=n,address=ide:5005"]),
        ],
        ["no Java", withEnv(["JAVA_OPTS=-agentlib:jdwp=server=y,address=*:5005"], {})],
      ],
    },
  },
  "DD-BL-089": {
    spring: {
      catches: [
        [
          "all endpoints",
          spring(
            "management:\n  endpoints:\n    web:\n      exposure:\n        include: '*'\n",
            "config/application.yml",
          ),
          "medium Spring: management.endpoints.web.exposure.include *:5",
        ],
        [
          "the environment",
          withEnv(["MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE=*"], beside("usr/bin/java")),
          "medium Spring: management.endpoints.web.exposure.include *",
        ],
        [
          "the console of H2",
          beside(
            "usr/bin/java",
            file(
              "app/BOOT-INF/classes/application.properties",
              "spring.h2.console.enabled=true\nspring.h2.console.settings.web-allow-others=true\n",
            ),
          ),
          "medium Spring: spring.h2.console.settings.weballowothers true:2",
        ],
      ],
      guards: [
        ["by name", spring("management.endpoints.web.exposure.include=health,info\n")],
        [
          "on loopback",
          spring("management.endpoints.web.exposure.include=*\nmanagement.server.address=127.0.0.1\n"),
        ],
        [
          "without a port",
          spring("management.endpoints.web.exposure.include=*\nmanagement.server.port=-1\n"),
        ],
        ["the console for itself", spring("spring.h2.console.enabled=true\n")],
        ["a folder that nobody reads", elsewhere("management.endpoints.web.exposure.include=*\n")],
      ],
    },
  },
};
