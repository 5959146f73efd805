import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { EndpointHolder } from './endpoint-holder.js';
import {
  nodeRequest,
  nodeResponse,
  type FrameworkRequest,
  type FrameworkResponse,
} from './framework-request.js';
import { sendAnswer } from './send-answer.js';

/**
 * Bound to the callback controller, so that it comes before the app's global filters: whatever a guard, an
 * interceptor or a pipe throws there, OpenIM gets an answer that it does not take for permission.
 */
@Catch()
export class CallbackExceptionFilter implements ExceptionFilter {
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
