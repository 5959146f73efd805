import { nameProblems, unknownNames } from './option-names.js';

const names = { access: { pathSecrets: true, allow: true }, deadline: true, onFailure: true } as const;

describe('the names of options', () => {
  it.each([
    [{}],
    [{ access: undefined, deadline: undefined }],
    [{ access: { pathSecrets: [], allow: undefined }, deadline: 1, onFailure: null }],
  ])('may be %j', (given) => {
    expect(nameProblems(given, names)).toEqual([]);
  });

  it.each<[object, string]>([
    [{ acess: {} }, "there is no option 'acess': did you mean 'access'?"],
    [{ ACCESS: {} }, "there is no option 'ACCESS': did you mean 'access'?"],
    [{ dedline: 1 }, "there is no option 'dedline': did you mean 'deadline'?"],
    [{ onfailure: 1 }, "there is no option 'onfailure': did you mean 'onFailure'?"],
    [{ colour: 1 }, "there is no option 'colour'"],
    [{ constructor: 1 }, "there is no option 'constructor'"],
    [{ pathSecrets: [] }, "'pathSecrets' belongs into access: access: { pathSecrets: ... }"],
    [{ access: { pathSecret: [] } }, "access: there is no option 'pathSecret': did you mean 'pathSecrets'?"],
    [{ access: true }, 'access must be an object with pathSecrets, allow'],
    [{ access: null }, 'access must be an object with pathSecrets, allow'],
    [{ access: [] }, 'access must be an object with pathSecrets, allow'],
    [{ path: 'x' }, "'path' belongs somewhere else"],
  ])('of %j are told with what is right', (given, problem) => {
    expect(nameProblems(given, names, { path: 'somewhere else' })).toEqual([problem]);
  });

  it('of an inbox are those of its settings', () => {
    expect(unknownNames({ maxEvent: 1 }, { maxEvents: 1 })).toEqual([
      "there is no option 'maxEvent': did you mean 'maxEvents'?",
    ]);
    expect(unknownNames({ maxEvents: undefined }, { maxEvents: 1 })).toEqual([]);
  });
});
