import { Controller, Get, type Type } from '@nestjs/common';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import { OpenImCallbackService } from '../../libs/openim-callback/src/module/openim-callback.service.js';
import type { HealthLimits } from '../../libs/openim-callback/src/operations/health/health.js';

/** What an app writes for `@nestjs/terminus`: `GET /health`. */
export function healthController(limits?: HealthLimits): Type {
  @Controller('health')
  class HealthController {
    constructor(
      private readonly health: HealthCheckService,
      private readonly callbacks: OpenImCallbackService,
    ) {}

    @Get()
    @HealthCheck()
    check() {
      return this.health.check([() => this.callbacks.checkHealth('openim', limits)]);
    }
  }
  return HealthController;
}
