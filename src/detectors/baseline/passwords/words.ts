/** What people and images take when they do not want to think of a password; the likeliest first. */
const WORDS: readonly string[] = [
  "",
  "root",
  "password",
  "123456",
  "admin",
  "toor",
  "changeme",
  "12345678",
  "1234",
  "12345",
  "123456789",
  "1234567890",
  "111111",
  "000000",
  "123123",
  "666666",
  "888888",
  "qwerty",
  "abc123",
  "a123456",
  "admin123",
  "admin@123",
  "root123",
  "root@123",
  "password1",
  "password123",
  "Password1",
  "P@ssw0rd",
  "passw0rd",
  "Passw0rd!",
  "letmein",
  "welcome",
  "default",
  "secret",
  "test",
  "test123",
  "guest",
  "docker",
  "docker.io",
  "tcuser",
  "user",
  "ubuntu",
  "alpine",
  "vagrant",
  "raspberry",
];

/** Longer names belong to nobody; hashing them would take its time. */
const MAX_NAME = 32;

/** A password to try, and what to say of it: never the word itself. */
export interface Guess {
  readonly word: string;
  readonly kind: "empty" | "name" | "list";
}

/** For one account, in the order in which to try them. */
export function guesses(account: string): readonly Guess[] {
  const name = account.length > MAX_NAME ? "" : account;
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  const variations = [
    name,
    `${name}123`,
    `${name}1`,
    `${name}1234`,
    `${name}123456`,
    `${name}@123`,
    capital,
    `${capital}123`,
  ];
  const own = name === "" ? [] : variations.map((word): Guess => ({ word, kind: "name" }));
  const listed = WORDS.map((word): Guess => ({ word, kind: word === "" ? "empty" : "list" }));
  const [empty, ...others] = listed;
  const all = [...(empty === undefined ? [] : [empty]), ...own, ...others];
  return [...new Map(all.map((guess) => [guess.word, guess])).values()].map(
    ({ word, kind }) => own.find((guess) => guess.word === word) ?? { word, kind },
  );
}
