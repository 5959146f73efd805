import {
  ForbiddenException,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { explore } from '../../../../test/support/listener-fixture.js';
import { SingleMsgReadEvent } from '../contract/index.js';
import { OnSingleMsgRead } from './decorators.js';

@Injectable()
class Blocked {
  readonly users = ['u1'];
}

@Injectable()
class NotBlocked implements CanActivate {
  constructor(private readonly blocked: Blocked) {}

  canActivate(context: ExecutionContext): boolean {
    return !this.blocked.users.includes(context.getArgByIndex<SingleMsgReadEvent>(0).userID);
  }
}

const readBy = (userID: string): SingleMsgReadEvent => Object.assign(new SingleMsgReadEvent(), { userID });

describe('an enhancer that Nest has no instance of', () => {
  @Injectable()
  class Guarded {
    @UseGuards(NotBlocked)
    @OnSingleMsgRead()
    on(): void {}
  }

  @Injectable()
  @UseGuards(new NotBlocked(new Blocked()))
  class GuardedByInstance {
    @OnSingleMsgRead()
    on(): string {
      return 'let in';
    }
  }

  it('keeps the app from starting, since the listener would run without it', async () => {
    const made = explore({ providers: [Blocked, { provide: 'x', useFactory: () => new Guarded() }] });
    await expect(made).rejects.toThrow(
      'Nest would leave out NotBlocked, which is bound to a listener of Guarded, because that comes from a ' +
        'factory or is a value: provide the class itself, or bind an instance of the enhancer',
    );
  });

  it('may be bound as an instance instead', async () => {
    const { call } = await explore({ providers: [{ provide: 'x', useValue: new GuardedByInstance() }] });
    await expect(call('x.on', readBy('u2'))).resolves.toBe('let in');
    await expect(call('x.on', readBy('u1'))).rejects.toThrow(ForbiddenException);
  });
});
