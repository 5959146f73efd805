import { createFill } from './placeholders.js';

describe('createFill', () => {
  it('fills in the number and the UUID, wherever they are', () => {
    const fill = createFill(7, 'id');
    expect(fill('u{n}-{n} {uuid}{uuid} {m} {N}')).toBe('u7-7 idid {m} {N}');
  });

  it('has one UUID for a callback and another for the next', () => {
    const [first, second] = [createFill(1), createFill(2)];
    expect(first('{uuid}')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(first('{uuid}')).toBe(first('{uuid}'));
    expect(first('{uuid}')).not.toBe(second('{uuid}'));
  });
});
