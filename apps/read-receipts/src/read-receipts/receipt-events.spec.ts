import type { MessageEvent } from '@nestjs/common';
import { Subject, take } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { Change, Conversation } from './conversation.js';
import { HEARTBEAT, receiptEvents } from './receipt-events.js';

const reader = { userID: 'u2', seq: 35, readAt: '2026-01-01T00:00:00.000Z' };
const conversations: Conversation[] = [{ conversationID: 'si_u1_u2', readers: [reader] }];

describe('receiptEvents', () => {
  const changes = new Subject<Change>();
  const events = receiptEvents({ list: () => conversations, changes });
  const listen = (): { told: MessageEvent[]; stop: () => void } => {
    const told: MessageEvent[] = [];
    const subscription = events.subscribe((event) => told.push(event));
    return { told, stop: () => subscription.unsubscribe() };
  };

  it('begins with a snapshot, and tells the browser when to come back', () => {
    const { told, stop } = listen();
    expect(told).toEqual([{ type: 'snapshot', retry: 2000, data: conversations }]);
    stop();
  });

  it('goes on with the changes', () => {
    const { told, stop } = listen();
    changes.next({ kind: 'read', conversationID: 'si_u1_u2', reader });
    changes.next({ kind: 'forgotten', conversationID: 'si_u1_u2' });
    expect(told.slice(1)).toEqual([
      { type: 'read', data: { conversationID: 'si_u1_u2', reader } },
      { type: 'forgotten', data: { conversationID: 'si_u1_u2' } },
    ]);
    stop();
  });

  it('sends a comment every 15 seconds', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ expectObservable }) => {
      expectObservable(events.pipe(take(3))).toBe('s 14999ms h 14999ms (h|)', {
        s: { type: 'snapshot', retry: 2000, data: conversations },
        h: { comment: 'heartbeat' },
      });
    });
    expect(HEARTBEAT).toBe(15_000);
  });

  it('gives every client a snapshot of its own, and leaves nothing behind', () => {
    const first = listen();
    const second = listen();
    expect(second.told).toHaveLength(1);
    first.stop();
    second.stop();
    expect(changes.observed).toBe(false);
  });
});
