import { specsOf } from '../../rooms.cjs';

for (const spec of specsOf(import.meta.url)) await import(spec);
