export {
  answersLogins,
  answersTargets,
  bootCountsUntilMs,
  hasDatabase,
  isTooBusyFor,
  type OfflineSettings,
} from './admission.ts';
export {
  DRAIN_MS,
  type StreamServerEffect,
  type StreamServerInput,
  type StreamServerState,
  type StreamService,
  settledStreamServer,
  stepStreamServer,
  streamServerDeadline,
} from './stream-server.ts';
