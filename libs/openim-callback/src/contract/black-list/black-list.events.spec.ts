import { readEvent } from '../read-event.js';
import { BeforeAddBlackEvent, RemoveBlackEvent } from './black-list.events.js';

describe.each([
  [BeforeAddBlackEvent, 'callbackBeforeAddBlackCommand'],
  [RemoveBlackEvent, 'callbackAfterRemoveBlackCommand'],
] as const)('%p', (type: new () => BeforeAddBlackEvent | RemoveBlackEvent, callbackCommand) => {
  const body = { callbackCommand, ownerUserID: 'u1', blackUserID: 'u2' };

  it('is read', () => {
    const event = readEvent(type, { ...body, operationID: 'not in the open-source server' });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual(body);
  });

  it.each(['ownerUserID', 'blackUserID'])('is turned down with a number for %s', (field) => {
    expect(() => readEvent(type, { ...body, [field]: 2 })).toThrow(`${field} must be a string`);
  });
});
