import { ForbiddenException } from '@nestjs/common';
import { allow } from 'nestjs-openim-callback';
import { exampleBody, OpenImSender } from 'openim-sender';
import { listenerClass } from './support/named-decorators.js';
import { combinations, startApp, type RunningApp } from './support/running-app.js';

// With onFailure 'allow' a callback that could not be looked at goes on; beforeSetGroupInfo(Ex) goes on only if the
// answer repeats what was asked for.

const keys = ['beforeSetGroupInfo', 'beforeSetGroupInfoEx'] as const;

const outcomeOf = async (running: RunningApp, key: string, change: object): Promise<unknown> => {
  const sender = new OpenImSender({ url: running.url });
  const { outcome } = await sender.send(key, { ...exampleBody(key), ...change });
  await sender.close();
  await running.close();
  return outcome;
};

const untouched = { kind: 'allowed', laterError: null, notes: [] };

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
  const options = { onFailure: 'allow' } as const;
  const listening = [
    listenerClass({ beforeSetGroupInfo: () => allow(), beforeSetGroupInfoEx: () => allow() }),
  ];

  it.each(keys)('%s goes on when its listener crashes', async (key) => {
    const crash = (): never => {
      throw new Error('boom');
    };
    const running = await startApp({ ...combination, options, providers: [listenerClass({ [key]: crash })] });
    expect(await outcomeOf(running, key, {})).toMatchObject(untouched);
  });

  it.each(keys)('%s goes on when nobody listens', async (key) => {
    expect(await outcomeOf(await startApp(combination), key, {})).toMatchObject(untouched);
  });

  it.each(keys)('%s goes on when a field is not as expected', async (key) => {
    const running = await startApp({ ...combination, options, providers: listening });
    expect(await outcomeOf(running, key, { operationID: 5 })).toMatchObject(untouched);
  });

  it.each(keys)('%s goes on when nobody listens and a field is not as expected', async (key) => {
    const running = await startApp(combination);
    expect(await outcomeOf(running, key, { operationID: 5 })).toMatchObject(untouched);
  });

  if (combination.mount === 'controller') {
    it.each(keys)('%s goes on when a guard of the app is in the way', async (key) => {
      const guard = {
        canActivate: () => {
          throw new ForbiddenException();
        },
      };
      const configure = (app: RunningApp['app']): void => void app.useGlobalGuards(guard);
      const running = await startApp({ ...combination, options, providers: listening, configure });
      expect(await outcomeOf(running, key, {})).toMatchObject(untouched);
    });
  }
});
