/** What a listener shall do with an event beside noting it, as the event's reader says. */
export interface Behaviour {
  /** Milliseconds it works on it. */
  readonly slow: number | undefined;
  /** The app in which it fails. */
  readonly failsAt: string | undefined;
  /** Whether it gives up on it. */
  readonly dies: boolean;
  /** The file that it waits for, to end its process then. */
  readonly exitsAfter: string | undefined;
}

/** A reader's id that makes listeners behave. */
export const readerWho = ({ slow, failsAt, dies, exitsAfter }: Partial<Behaviour>): string =>
  [
    ...(slow === undefined ? [] : [`slow=${slow}`]),
    ...(failsAt === undefined ? [] : [`failsAt=${failsAt}`]),
    ...(dies ? ['dies=yes'] : []),
    ...(exitsAfter === undefined ? [] : [`exitsAfter=${exitsAfter}`]),
  ].join(';') || 'reader';

/** Reads it back. */
export function behaviourOf(reader: string): Behaviour {
  const wishes = new URLSearchParams(reader.replaceAll(';', '&'));
  const slow = wishes.get('slow');
  return {
    slow: slow === null ? undefined : Number(slow),
    failsAt: wishes.get('failsAt') ?? undefined,
    dies: wishes.get('dies') === 'yes',
    exitsAfter: wishes.get('exitsAfter') ?? undefined,
  };
}
