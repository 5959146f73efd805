import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/client.js';

/** Something that is loaded, and loaded again. */
export interface Resource<T> {
  /** The last that came. */
  readonly data: T | undefined;
  /** Why the last attempt failed. */
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * Loads something now, when the key changes and, with `every`, again and again while the page is in view.
 *
 * @param every milliseconds between an answer and the next question
 */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  every?: number,
): Resource<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: ApiError; loading: boolean }>({
    key,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    const aborter = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async (): Promise<void> => {
      if (document.hidden && every !== undefined) return again();
      setState((last) => (last.key === key ? { ...last, loading: true } : { key, loading: true }));
      try {
        const data = await latest.current(aborter.signal);
        if (!aborter.signal.aborted) setState({ key, data, loading: false });
      } catch (error) {
        if (aborter.signal.aborted) return;
        const told = error instanceof ApiError ? error : new ApiError(0, String(error));
        setState((last) => ({ ...last, error: told, loading: false }));
      }
      again();
    };
    const again = (): void => {
      if (every !== undefined && !aborter.signal.aborted) timer = setTimeout(() => void run(), every);
    };
    void run();
    return () => {
      aborter.abort();
      clearTimeout(timer);
    };
  }, [key, every, round]);

  const reload = useCallback(() => setRound((last) => last + 1), []);
  const current = state.key === key ? state : undefined;
  return { data: current?.data, error: current?.error, loading: current?.loading ?? true, reload };
}
