export { addApplication, type Stampable, signInOf, visitUrls } from './add-application.ts';
export { identityDocument } from './exchange.ts';
export type { Method, QbwcError } from './qbwc-error.ts';
export { type Qwc, type ReadQwc, readQwc } from './qwc.ts';
export { type ScheduleOptions, startWebConnector, type WebConnector } from './schedule.ts';
export { runSession } from './session.ts';
export type { Ending, Fate, LocalQuickBooks, SessionOptions, SessionReport } from './session-types.ts';
export type { Carry, Reply } from './soap-call.ts';
