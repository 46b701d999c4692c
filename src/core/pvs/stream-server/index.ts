export {
  bootCountsUntilMs,
  DRAIN_MS,
  type ServerPower,
  type StreamServerEffect,
  type StreamServerInput,
  type StreamServerSettings,
  type StreamServerState,
  type StreamService,
  serverAnswers,
  settledStreamServer,
  stepStreamServer,
  streamServerDeadline,
} from './stream-server.ts';
