import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { OpenImCallbackService } from '../../../libs/openim-callback/src/index.js';

/** Tells balancers whether the app should get requests: a slow store is slow for all replicas, and takes none of them out. */
@Controller('ready')
export class ReadinessController {
  constructor(@Inject(OpenImCallbackService) private readonly callbacks: OpenImCallbackService) {}

  @Get()
  async ready(): Promise<string> {
    const { openim } = await this.callbacks.checkHealth();
    if (openim.draining) throw new ServiceUnavailableException(openim.problems);
    return 'ready';
  }
}
