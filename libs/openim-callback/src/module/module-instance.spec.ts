import { ModuleInstance } from './module-instance.js';

describe('a module instance', () => {
  it('has pinned defaults', () => {
    expect({ ...new ModuleInstance({}) }).toEqual({
      name: 'default',
      path: 'callbackExample',
      mount: 'controller',
      controllerDecorators: [],
      version: undefined,
    });
  });

  it.each([
    ['cb', 'cb'],
    ['/cb/', 'cb'],
    ['//a/b-c/d_e.f~g//', 'a/b-c/d_e.f~g'],
  ])('has of %j the path %s', (path, plain) => {
    expect(new ModuleInstance({ path }).path).toBe(plain);
  });

  it.each(['', '/', 'a//b', ':id', '*', 'a b', 'a?b', 'a#b', 'a/{*rest}', 'ä', '%61'])(
    'cannot have the path %j',
    (path) => {
      expect(() => new ModuleInstance({ path })).toThrow(
        `OpenImCallbackModule: path ${JSON.stringify(path)} must be one or more plain segments, such as 'callbackExample'`,
      );
    },
  );
});

describe('two module instances', () => {
  const one = new ModuleInstance({ name: 'one', path: 'hooks' });
  const conflict = (name: string, path: string, version?: string) => {
    const other = new ModuleInstance({ name, path, ...(version === undefined ? {} : { version }) });
    return [one.conflictWith(other), other.conflictWith(one)];
  };

  it('get along with themselves', () => {
    expect(one.conflictWith(one)).toBeUndefined();
  });

  it('get along with other names and paths', () => {
    expect(conflict('two', 'hooks2')).toEqual([undefined, undefined]);
    expect(conflict('two', 'hook')).toEqual([undefined, undefined]);
    expect(conflict('two', 'hooks', '1')).toEqual([undefined, undefined]);
  });

  it('may not share a name', () => {
    const text = "two OpenImCallbackModule instances are named 'one': give one of them another { name }";
    expect(conflict('one', 'other')).toEqual([text, text]);
  });

  it('may not share a path', () => {
    expect(conflict('two', '/hooks')).toEqual([
      "OpenImCallbackModule instances 'one' and 'two' share the path 'hooks': give one of them another { path }",
      "OpenImCallbackModule instances 'two' and 'one' share the path 'hooks': give one of them another { path }",
    ]);
  });

  it('may not lie one below the other, where one would take the callbacks of both', () => {
    const text =
      "the path of OpenImCallbackModule instance 'two', 'hooks/im', lies below that of 'one', 'hooks': give one of them another { path }";
    expect(conflict('two', 'hooks/im')).toEqual([text, text]);
  });
});
