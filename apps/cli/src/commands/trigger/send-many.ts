/**
 * Calls `send` with the numbers from 1 to `count`, so many at a time, until the signal aborts.
 *
 * @throws what `send` throws
 */
export async function sendMany(
  { count, concurrency }: { readonly count: number; readonly concurrency: number },
  send: (number: number) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  let next = 1;
  const lane = async (): Promise<void> => {
    while (next <= count && !signal.aborted) await send(next++);
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, lane));
}
