/** The toolkit shouts: a cache that cannot be reached is an error of the whole run to it. */
const LOUD = /^::(?:error|warning)(?=[ :])/;

/**
 * Runs what writes the runner's commands to standard output by itself, with its errors and warnings as notices: what only
 * costs time must not look like a verdict. One at a time.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { stdout } = process;
  const { write } = stdout;
  const softened = (chunk: string | Uint8Array, ...rest: never[]) =>
    write.call(stdout, typeof chunk === "string" ? chunk.replace(LOUD, "::notice") : chunk, ...rest);
  stdout.write = softened;
  try {
    return await work();
  } finally {
    stdout.write = write;
  }
}
