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
import type { FrameworkAdapter } from '../mount/framework-entry.js';
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

type PathParameters = Readonly<Partial<Record<'first' | 'second' | 'rest' | '*', string>>>;

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

    /** Gets its routes from `routeInspector()`. */
    async serve(
      @Req() request: FrameworkRequest,
      @Res() response: FrameworkResponse,
      @Param() params: PathParameters,
    ): Promise<void> {
      await this.server.serve({
        request: nodeRequest(request),
        response: nodeResponse(response),
        segments: segmentsOf(params),
        body: () => parsedBody(request, this.bodies),
      });
    }
  }
  Reflect.defineMetadata(HIDDEN_FROM_SWAGGER, [true], OpenImInspectorController);
  for (const decorate of controllerDecorators) decorate(OpenImInspectorController);
  return OpenImInspectorController;
}

/**
 * Gives a controller its routes, once the framework is known and before Nest looks for them: Express and Fastify have
 * no wildcard in common, and of all routes on Fastify only one with its wildcard takes a path that ends in a slash.
 */
export function routeInspector(
  { prototype }: { readonly prototype: object },
  adapter: FrameworkAdapter | undefined,
): void {
  const below =
    adapter?.getType() === 'fastify' ? ['*'] : [':first', ':first/:second', ':first/:second/:rest'];
  const serve = Object.getOwnPropertyDescriptor(prototype, 'serve') ?? {};
  All(['', ...below])(prototype, 'serve', serve);
}

/** The third segment names something, which may have slashes in it. */
function segmentsOf({ first, second, rest, '*': all = '' }: PathParameters): string[] {
  const [one, other, ...more] = all.split('/');
  return [first ?? one, second ?? other, rest ?? more.join('/')].flatMap((each) => each || []);
}
