/** Each lane takes the next item when it is free. All work has ended when this returns or throws. */
export async function inParallel<T, L>(
  items: readonly T[],
  lanes: readonly L[],
  work: (item: T, lane: L, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const abort = new AbortController();
  const drive = async (lane: L) => {
    for (const item of waiting) {
      if (abort.signal.aborted) return;
      try {
        await work(item, lane, abort.signal);
      } catch (error) {
        abort.abort(error);
      }
    }
  };
  await Promise.all(lanes.map(drive));
  // Its reason is the first error.
  abort.signal.throwIfAborted();
}
