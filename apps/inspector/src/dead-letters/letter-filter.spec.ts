import { apiFilter, filterOf, NO_FILTER } from './letter-filter.js';

describe('the filter of dead letters', () => {
  it('asks for nothing unless it is told to', () => {
    expect(apiFilter(filterOf({}))).toEqual({});
    expect(apiFilter({ ...NO_FILTER, kind: 'other', since: 'soon' })).toEqual({});
  });

  it('goes into the API as it is, times as milliseconds', () => {
    const query = {
      kind: 'unusable',
      command: 'c',
      listener: 'L.x',
      reason: 'r',
      since: '2026-01-02T03:04',
      until: '2026-01-03T00:00Z',
    };
    expect(apiFilter(filterOf(query))).toEqual({
      kind: 'unusable',
      command: 'c',
      listener: 'L.x',
      reason: 'r',
      since: new Date(2026, 0, 2, 3, 4).getTime(),
      until: Date.UTC(2026, 0, 3),
    });
  });
});
