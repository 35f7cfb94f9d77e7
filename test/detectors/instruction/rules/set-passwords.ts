import { passwordSet } from "../../../../src/detectors/instruction/rules/set-passwords.ts";
import type { RuleCases } from "../cases.ts";

const WORD = `${"hunter"}${"Q9xz7"}`;

export const cases: readonly RuleCases[] = [
  {
    rule: passwordSet,
    catches: [
      [`FROM debian:12\nRUN echo 'root:${WORD}' | chpasswd`, 2, "high"],
      ["FROM debian:12\nRUN echo root:root | sudo chpasswd", 2],
      [`FROM debian:12\nRUN chpasswd <<< "root:${WORD}"`, 2],
      [`FROM debian:12\nRUN chpasswd <<EOF\nroot:${WORD}\nEOF`, 2],
      [`FROM debian:12\nRUN echo ${WORD} | passwd --stdin root`, 2],
      [`FROM debian:12\nRUN useradd -m -p ${WORD} me`, 2],
      [`FROM debian:12\nRUN usermod --password=${WORD} root`, 2],
      [`FROM debian:12\nRUN mysql -e "ALTER USER 'root'@'%' IDENTIFIED BY '${WORD}'"`, 2],
      [`FROM debian:12\nARG PW=${WORD}\nRUN echo "root:$PW" | chpasswd`, 3],
      [`FROM debian:12\nRUN useradd -p "$(openssl passwd -6 ${WORD})" me`, 2],
      [`FROM debian:12\nRUN useradd -p "$(mkpasswd -m sha-512 ${WORD})" me`, 2],
      [`FROM debian:12\nRUN psql -c "ALTER USER postgres WITH PASSWORD '${WORD}'"`, 2],
    ],
    catchesNot: [
      "FROM debian:12\nRUN echo 'app:*' | chpasswd -e && echo 'app:!' | chpasswd -e",
      `FROM debian:12\nRUN openssl passwd -6 ${WORD} > /dev/null`,
      'FROM debian:12\nRUN useradd -p "$(openssl passwd -6 -in /run/secrets/p)" me',
      "FROM debian:12\nRUN psql -c 'SELECT password FROM users'",
      "FROM debian:12\nRUN useradd -p '*' me && usermod -p '!' root",
      "FROM debian:12\nRUN passwd -l root && passwd -d me",
      'FROM debian:12\nRUN --mount=type=secret,id=p echo "root:$(cat /run/secrets/p)" | chpasswd',
      "FROM debian:12\nRUN adduser -D me && adduser --disabled-password you",
      `FROM debian:12\nRUN echo "${WORD} chpasswd root:${WORD}"`,
      "FROM debian:12\nRUN mkdir -p /x && mysql -e 'SELECT 1'",
    ],
  },
];
