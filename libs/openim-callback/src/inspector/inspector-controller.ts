import {
  All,
  Controller,
  Inject,
  Param,
  Req,
  Res,
  UseGuards,
  VERSION_NEUTRAL,
  type Type,
} from '@nestjs/common';
import { BodyMemory, DEFAULT_BODY_LIMIT } from '../mount/body-reader.js';
import {
  nodeRequest,
  nodeResponse,
  parsedBody,
  type FrameworkRequest,
  type FrameworkResponse,
} from '../mount/framework-request.js';
import type { OpenImInspectorStaticOptions } from './inspector.options.js';
import { InspectorServer } from './inspector-server.js';

/** Where `@ApiExcludeController()` of `@nestjs/swagger` notes that a controller is not shown. */
const HIDDEN_FROM_SWAGGER = 'swagger/apiExcludeController';

/** Makes the controller, so that the app's prefix and its guards count. It writes to the response itself: interceptors that wrap answers have nothing to wrap. */
export function createInspectorController(
  path: string,
  { guards = [], controllerDecorators = [] }: OpenImInspectorStaticOptions,
): Type {
  @Controller({ path, version: VERSION_NEUTRAL })
  @UseGuards(...guards)
  class OpenImInspectorController {
    private readonly bodies = new BodyMemory(DEFAULT_BODY_LIMIT, 2 * DEFAULT_BODY_LIMIT);

    constructor(@Inject(InspectorServer) private readonly server: InspectorServer) {}

    // Express and Fastify have no wildcard in common.
    @All(['', ':first', ':first/:second', ':first/:second/:third'])
    async serve(
      @Req() request: FrameworkRequest,
      @Res() response: FrameworkResponse,
      @Param() { first, second, third }: Readonly<Record<string, string | undefined>>,
    ): Promise<void> {
      await this.server.serve({
        request: nodeRequest(request),
        response: nodeResponse(response),
        segments: [first, second, third].flatMap((each) => each || []),
        body: () => parsedBody(request, this.bodies),
      });
    }
  }
  Reflect.defineMetadata(HIDDEN_FROM_SWAGGER, [true], OpenImInspectorController);
  for (const decorate of controllerDecorators) decorate(OpenImInspectorController);
  return OpenImInspectorController;
}
