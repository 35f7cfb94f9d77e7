/** Passwords and tokens of one conversation, to be struck out of every text that is told to anybody. */
export class Secrets {
  readonly #known = new Set<string>();

  /** To be called as soon as a secret is read. Nothing as short as a word is struck out: the text would be unreadable. */
  add(...secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (secret.length < 3) continue;
      this.#known.add(secret);
      this.#known.add(encodeURIComponent(secret));
      this.#known.add(Buffer.from(secret).toString("base64"));
    }
  }

  /** A server may repeat in its message what it was sent. */
  hide(text: string): string {
    const longestFirst = [...this.#known].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
  }
}
