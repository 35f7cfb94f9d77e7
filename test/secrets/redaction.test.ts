import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
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

/** A secret from `from` on, in an instruction of `length` characters. */
const placed = (from: number, secret: string, length = 20_000) =>
  `RUN ${"x ".repeat(from / 2 - 2)}${secret} `.padEnd(length, "y ");

describe("a secret where the text is cut", () => {
  const password = ["hunter", "22-and-more"].join("");
  const token = ["gh", "p_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("");
  test.each([
    ["a login", `https://me:${password}@host/path`],
    ["an option", `curl --user "me:${password}" x`],
    ["a setting", `DB_PASSWORD=${password}`],
    ["a token", token],
    ["a password to be set", `echo root:${password} | chpasswd`],
  ])("%s", (_, secret) => {
    // Over the place of the cut, and over that of the searched part.
    for (const cut of [8192, 8192 + 4096])
      for (let back = 2; back < secret.length; back += 2) {
        const shown = redactedText(placed(cut - back, secret));
        expect(shown.length).toBeLessThanOrEqual(8193);
        for (const piece of [password.slice(0, 4), token.slice(4, 8)]) expect(shown).not.toContain(piece);
      }
  });

  test("a text that just fits is shown whole", () => {
    const text = placed(100, "z", 8192);
    expect(redactedText(text)).toBe(text);
    expect(redactedText(`${text}y`)).toBe(`${text}…`);
    expect(redactedText("y ".repeat(20_000))).toBe(`${"y ".repeat(4096)}…`);
  });
});

describe("a private key", () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const lines = privateKey.trim().split("\n");
  const [first = "", last = ""] = [lines[0], lines.at(-1)];
  const inner = lines.slice(1, -1);

  test.each([
    ["with its lines", "\n"],
    ["with its lines escaped", "\\n"],
    ["with its lines continued", "\\n\\\n"],
  ])("%s", (_, joint) => {
    const count = inner.join(joint).length + 2 * joint.length;
    expect(redactedText(`RUN echo "${lines.join(joint)}" > /k`)).toBe(
      `RUN echo "${first}<${count} characters>${last}" > /k`,
    );
  });

  test.each([100, 7900, 8100, 11_000, 12_200])("from %i on, whether or not it is cut", (from) => {
    for (const text of [placed(from, privateKey), placed(from, privateKey).slice(0, from + 400)])
      for (const line of inner.map((one) => one.slice(0, 16))) expect(redactedText(text)).not.toContain(line);
  });

  test("that is only spoken of", () => {
    const text = "RUN grep -q 'BEGIN x' y && grep -l '-----BEGIN PRIVATE KEY-----' /x && rm /x";
    expect(redactedText(text)).toBe(text);
  });

  test("without an end, over and over, ends in time", () => {
    expect(redactedText(`${first}${"A".repeat(50)}`.repeat(20_000)).length).toBeLessThanOrEqual(8193);
  });
});

test("a megabyte is cut and bounded in time", () => {
  expect(redactedText(`RUN ${"password=x://:@".repeat(100_000)}`).length).toBeLessThan(200_000);
});
