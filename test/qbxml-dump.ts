export { dump } from '../local/qbxml-dump.ts';
