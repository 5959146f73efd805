import { EventEmitter } from 'node:events';
import { heedsSignals, onSecondSignal } from './shutdown-signals.js';

describe('a second signal', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'])(
    '%s is told, until nobody wants to know any more',
    (signal) => {
      const signals = new EventEmitter();
      signals.on(signal, () => undefined);
      let told = 0;
      const end = onSecondSignal(() => told++, signals);
      signals.emit(signal);
      expect(told).toBe(1);
      end();
      signals.emit(signal);
      expect(told).toBe(1);
      expect(signals.listenerCount(signal)).toBe(1);
    },
  );

  it('is left alone where it would end the process', () => {
    const signals = new EventEmitter();
    onSecondSignal(() => undefined, signals);
    expect(signals.eventNames()).toEqual([]);
  });
});

describe('an app without shutdown hooks', () => {
  it('is one that nobody listens to SIGTERM in', () => {
    const signals = new EventEmitter();
    expect(heedsSignals(signals)).toBe(false);
    signals.on('SIGTERM', () => undefined);
    expect(heedsSignals(signals)).toBe(true);
  });
});
