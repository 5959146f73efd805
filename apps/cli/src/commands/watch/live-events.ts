import type { LiveEvents } from 'nestjs-openim-callback/inspector';

/** An event of an inspector's live stream. */
export type LiveEvent = {
  readonly [Name in keyof LiveEvents]: { readonly name: Name; readonly data: LiveEvents[Name] };
}[keyof LiveEvents];

const NAMES: ReadonlySet<string> = new Set<keyof LiveEvents>(['hello', 'callbacks', 'standings']);

/** Characters of an event that may be incomplete: past that it is no stream of an inspector. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Takes the events out of the text of a stream of server-sent events; those of other names are left out.
 *
 * @throws {Error} for text that is none
 */
export async function* liveEvents(chunks: AsyncIterable<string>): AsyncGenerator<LiveEvent> {
  let text = '';
  for await (const chunk of chunks) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    if (text.length > LONGEST) throw new Error('the stream is not that of an inspector');
    for (const block of blocks) {
      const name = /^event: (\w+)$/m.exec(block)?.[1] ?? '';
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (NAMES.has(name) && data !== undefined)
        yield { name, data: JSON.parse(data) as unknown } as LiveEvent;
    }
  }
}
