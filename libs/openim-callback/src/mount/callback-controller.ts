import {
  All,
  Catch,
  Controller,
  Inject,
  Req,
  Res,
  UseFilters,
  VERSION_NEUTRAL,
  type ArgumentsHost,
  type ExceptionFilter,
  type Type,
} from '@nestjs/common';
import { EndpointHolder } from './callback-endpoint.js';
import {
  nodeRequest,
  nodeResponse,
  parsedBody,
  type FrameworkRequest,
  type FrameworkResponse,
} from './framework-request.js';
import { sendAnswer } from './send-answer.js';

/** Where `@ApiExcludeController()` of `@nestjs/swagger` notes that a controller is not shown. */
const HIDDEN_FROM_SWAGGER = 'swagger/apiExcludeController';

/** What a callback controller is made for. */
export interface ControllerOptions {
  readonly path: string;
  readonly version: string | undefined;
  readonly decorators: readonly ClassDecorator[];
}

/**
 * Bound to the callback controller, so that it comes before the app's global filters: whatever a guard, an
 * interceptor or a pipe throws there, OpenIM gets an answer that it does not take for permission.
 */
@Catch()
class CallbackExceptionFilter implements ExceptionFilter {
  constructor(@Inject(EndpointHolder) private readonly holder: EndpointHolder) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FrameworkRequest>();
    const response = nodeResponse(http.getResponse<FrameworkResponse>());
    const detail = exception instanceof Error ? exception.message : String(exception);
    const captured = this.holder.endpoint.capturedOf(nodeRequest(request));
    if (captured) captured.answer(this.holder.endpoint.turnedDown(captured, detail));
    else sendAnswer(response, this.holder.endpoint.turnedDownUnread(nodeRequest(request), detail));
  }
}

/**
 * Makes a controller class for one module instance, so that paths, versions and the app's own decorators
 * (`@Public()`, `@SkipThrottle()`) of one instance are not those of another.
 */
export function createCallbackController({ path, version, decorators }: ControllerOptions): Type {
  @Controller({ path, version: version ?? VERSION_NEUTRAL })
  @UseFilters(CallbackExceptionFilter)
  class OpenImCallbackController {
    constructor(@Inject(EndpointHolder) private readonly holder: EndpointHolder) {}

    // Base, command, and secret before a command; Express and Fastify have no wildcard in common.
    @All(['', ':segment', ':segment/:command'])
    async receive(@Req() request: FrameworkRequest, @Res() response: FrameworkResponse): Promise<void> {
      const { endpoint } = this.holder;
      const node = nodeRequest(request);
      const captured = endpoint.capturedOf(node);
      const out = nodeResponse(response);
      if (captured) return endpoint.complete(captured);
      const body = await parsedBody(request, endpoint.bodies);
      sendAnswer(out, await endpoint.receive(node, body));
    }
  }
  // Its paths and methods are made for everything that may arrive; addOpenImCallbacks() shows what OpenIM sends.
  Reflect.defineMetadata(HIDDEN_FROM_SWAGGER, [true], OpenImCallbackController);
  for (const decorate of decorators) decorate(OpenImCallbackController);
  return OpenImCallbackController;
}
