import { expect, test } from "vitest";
import { redactedText } from "../../src/secrets/index.ts";

test.each<[string, string]>([
  [
    "ENV DB_PASSWORD=Sup3rSecret A=b",
    "ENV DB_PASSWORD=<Database password in a setting: … (11 characters)> A=b",
  ],
  ["ENV DB_PASSWORD Sup3rSecret", "ENV DB_PASSWORD <11 characters>"],
  ['ENV API_KEY="a b"', 'ENV API_KEY="<3 characters>"'],
  ["RUN curl -u me:hunter22 https://x/y", "RUN curl -u <11 characters> https://x/y"],
  ["RUN curl --user=me:hunter22 https://x", "RUN curl --user=<11 characters> https://x"],
  [
    "RUN git clone https://me:hunter22@x/y.git",
    "RUN git clone https://me:<Password in a URL: … (8 characters)>@x/y.git",
  ],
  ["RUN curl -H 'Authorization: Bearer abcdef' x", "RUN curl -H 'Authorization: Bearer <6 characters>' x"],
  ["RUN mysql -phunter22 -u root", "RUN mysql -p<8 characters> -u <4 characters>"],
  ["RUN echo root:hunter22 | chpasswd", "RUN echo root:<8 characters> | chpasswd"],
  ["RUN sshpass -p hunter22 ssh x", "RUN sshpass -p <8 characters> ssh x"],
  ["RUN docker login --password hunter22", "RUN docker login --password <8 characters>"],
  [
    "RUN docker login -u me -p hunter22 && mkdir -p /x",
    "RUN docker login -u <2 characters> -p <8 characters> && mkdir -p /x",
  ],
  ["RUN useradd -m -p '$6$abc$def' me", "RUN useradd -m -p '<10 characters>' me"],
  ["RUN openssl passwd -6 hunter22", "RUN openssl passwd <11 characters>"],
  ['RUN chpasswd <<< "root:hunter22"', 'RUN chpasswd <<< "root:<8 characters>"'],
  ["RUN echo hunter22 | sudo passwd --stdin me", "RUN echo <8 characters> | sudo passwd --stdin me"],
  [
    "RUN aws configure set aws_secret_access_key hunter22",
    "RUN aws configure set aws_secret_access_key <8 characters>",
  ],
])("%s", (text, shown) => {
  expect(redactedText(text)).toBe(shown);
});

test.each([
  "ENV DB_PASSWORD=$DB_PASSWORD",
  "ENV DB_PASSWORD_FILE=/run/secrets/db",
  'RUN --mount=type=secret,id=token curl -H "Authorization: Bearer $(cat /run/secrets/token)" x',
  "RUN mkdir -p /a/b && cp -p a b",
  "RUN apt-get install -y passwd",
  "RUN adduser -D me && composer install && chpasswd < /run/secrets/p",
  "COPY --chown=a:b a b",
])("%s stays", (text) => {
  expect(redactedText(text)).toBe(text);
});

test("a megabyte is cut and bounded in time", () => {
  expect(redactedText(`RUN ${"password=x://:@".repeat(100_000)}`).length).toBeLessThan(200_000);
});
