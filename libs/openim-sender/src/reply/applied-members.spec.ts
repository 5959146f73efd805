import { appliedMembers, unknownMembers } from './applied-members.js';

const joining = [{ userID: 'u1' }, { userID: 'u2' }];

describe('appliedMembers and unknownMembers', () => {
  it('split the changes by who is joining', () => {
    const changes = [
      { userID: 'u2', ex: null, roleLevel: 20 },
      { userID: 'u3', ex: 'e' },
    ];
    expect(appliedMembers(changes, joining)).toEqual([{ userID: 'u2', roleLevel: 20 }]);
    expect(unknownMembers(changes, joining)).toEqual(['u3']);
  });

  it.each([[null], [undefined], ['x'], [[null, 5]]])('make nothing of %j', (changes) => {
    expect(appliedMembers(changes, joining)).toEqual([]);
    expect(unknownMembers(changes, joining)).toEqual([]);
  });

  it('know nobody without a member list', () => {
    expect(unknownMembers(joining, null)).toEqual(['u1', 'u2']);
  });
});
