import {
  Injectable,
  type CanActivate,
  type ExceptionFilter,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { NEVER, type Observable } from 'rxjs';
import { exploreModule } from '../../../../test/support/listener-fixture.js';
import { OnSingleMsgRead } from './decorators.js';

const calls: string[] = [];

/** Each of these is made for HTTP, and would keep the listener from running. */
@Injectable()
class Everything implements CanActivate, NestInterceptor, PipeTransform, ExceptionFilter {
  canActivate(): boolean {
    calls.push('guard');
    return false;
  }

  intercept(): Observable<unknown> {
    calls.push('interceptor');
    return NEVER;
  }

  transform(): unknown {
    calls.push('pipe');
    return undefined;
  }

  catch(): unknown {
    calls.push('filter');
    return 'from the filter';
  }
}

@Injectable()
class Listener {
  @OnSingleMsgRead()
  on(): string {
    return 'called';
  }

  @OnSingleMsgRead()
  fails(): void {
    throw new Error('as it is');
  }
}

describe("the app's global enhancers", () => {
  beforeEach(() => {
    calls.length = 0;
  });

  it('are not applied, whether they are provided or set', async () => {
    const tokens = [APP_GUARD, APP_INTERCEPTOR, APP_PIPE, APP_FILTER];
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      providers: [Listener, ...tokens.map((provide) => ({ provide, useClass: Everything }))],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    const everything = new Everything();
    app.useGlobalGuards(everything);
    app.useGlobalInterceptors(everything);
    app.useGlobalPipes(everything);
    app.useGlobalFilters(everything);
    await app.init();
    const { call } = await exploreModule(module);
    expect(call('Listener.on')).toBe('called');
    expect(() => call('Listener.fails')).toThrow('as it is');
    expect(calls).toEqual([]);
    await app.close();
  });
});
