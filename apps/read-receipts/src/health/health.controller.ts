import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { OpenImCallbackService } from 'nestjs-openim-callback';

/** How the app is, for orchestrators and for monitoring. */
@Controller('health')
export class HealthController {
  constructor(private readonly callbacks: OpenImCallbackService) {}

  /** Whether the process answers: another one would be of no use when its storage fails. */
  @Get('live')
  live(): { status: string } {
    return { status: 'up' };
  }

  /**
   * Whether callbacks should come here. Also while Redis is away: it is away for every replica, and each of them
   * holds events until it is back, while a balancer without replicas would lose them.
   */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    const { openim } = await this.callbacks.checkHealth();
    if (openim.draining) throw new ServiceUnavailableException('the app is shutting down');
    return { status: 'up' };
  }

  /** Whether somebody should look, and at what. */
  @Get()
  async check(): Promise<{ status: string; pending: number | undefined }> {
    const { openim } = await this.callbacks.checkHealth();
    if (openim.status === 'down') throw new ServiceUnavailableException(openim.problems);
    return { status: openim.status, pending: openim.inbox?.pending };
  }
}
