import type {
  DeadLetterAction,
  DeadLetterProgress,
  InspectorInfo,
  InspectorProblem,
  SendRequest,
  SendResult,
} from './types.js';

/** How often a token is asked for anew: each replica behind a balancer may have one of its own. */
const TOKENS = 5;

/** The server said no, and why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a GET asks for; what is undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** The inspector's API, below the page's own address. */
export class InspectorClient {
  private token = '';

  /** @throws {ApiError} */
  async info(): Promise<InspectorInfo> {
    const info = await this.get<InspectorInfo>('info');
    this.token = info.token;
    return info;
  }

  /** @throws {ApiError} */
  async get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    );
    const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
    const response = await this.fetch(`api/${path}${search}`, signal ? { signal } : {});
    return (await response.json()) as T;
  }

  /** @throws {ApiError} */
  async send(request: SendRequest): Promise<SendResult> {
    return (await (await this.post('send', request)).json()) as SendResult;
  }

  /**
   * Redrives or purges, and tells of each page.
   *
   * @throws {ApiError} also when it ends half way; what was told until then is done
   */
  async act(
    action: 'redrive' | 'purge',
    request: DeadLetterAction,
    onProgress: (progress: DeadLetterProgress) => void,
  ): Promise<number> {
    const { body } = await this.post(`dead-letters/${action}`, request);
    let done = 0;
    for await (const line of linesOf(body)) {
      const progress = JSON.parse(line) as DeadLetterProgress;
      if (progress.error !== undefined) throw new ApiError(500, progress.error);
      done = progress.done;
      if (progress.finished) return done;
      onProgress(progress);
    }
    throw new ApiError(500, `The connection broke after ${done}. Look at the list again.`);
  }

  private async post(path: string, body: object): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.fetch(`api/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-openim-inspector-token': this.token },
          body: JSON.stringify(body),
        });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 403 || attempt > TOKENS) throw error;
        await this.info();
      }
    }
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(path, { ...init, cache: 'no-store' }).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiError(0, 'The app does not answer.');
    });
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as Partial<InspectorProblem>;
    throw new ApiError(response.status, problem.error ?? `The app answered with status ${response.status}.`);
  }
}

async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (!body) return;
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    yield* lines.filter((line) => line.trim() !== '');
    if (done) return;
  }
}
