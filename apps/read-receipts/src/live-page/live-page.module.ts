import { Module } from '@nestjs/common';
import { LivePageController } from './live-page.controller.js';
import { PageFiles } from './page-files.js';

/** The page that shows receipts as they arrive. */
@Module({ controllers: [LivePageController], providers: [PageFiles] })
export class LivePageModule {}
