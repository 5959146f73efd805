import {
  Controller,
  Get,
  Header,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { PageFiles } from './page-files.js';

/** Nothing but the page's own files and its own stream: an id that were to become markup still could not act. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface HeaderCarrier {
  setHeader(name: string, value: string): unknown;
}

/** Sets the headers that keep the page to itself. */
@Injectable()
class PageHeadersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<HeaderCarrier>();
    response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-cache');
    return next.handle();
  }
}

/** Serves the live page. */
@Controller()
@UseInterceptors(PageHeadersInterceptor)
export class LivePageController {
  constructor(private readonly files: PageFiles) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): string {
    return this.files.html;
  }

  @Get('live-page.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): string {
    return this.files.style;
  }

  @Get('board.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  boardStyle(): string {
    return this.files.boardStyle;
  }

  @Get('live-page.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): string {
    return this.files.script;
  }

  @Get('board.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  boardScript(): string {
    return this.files.boardScript;
  }

  @Get('ticks.svg')
  @Header('Content-Type', 'image/svg+xml')
  icon(): string {
    return this.files.icon;
  }
}
