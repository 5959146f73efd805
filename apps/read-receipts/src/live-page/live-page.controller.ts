import { Controller, Get, Header, UseInterceptors } from '@nestjs/common';
import { PageFiles } from './page-files.js';
import { PageHeadersInterceptor } from './page-headers.interceptor.js';

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
