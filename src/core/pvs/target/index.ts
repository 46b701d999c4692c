export {
  currentDetectionMs,
  type DetectionSettings,
  detectionMs,
  worstDetectionMs,
  worstIdleDetectionMs,
} from './detection.ts';
export {
  LOADING_TIMEOUT_MS,
  LOGIN_RETRY_MS,
  LOGIN_TIMEOUT_MS,
  REPLY_TIMEOUT_MAX_MS,
  REPLY_TIMEOUT_MIN_MS,
} from './limits.ts';
export type { Hindrance, LoginAnswer } from './login.ts';
export type { Outstanding, RequestId } from './outstanding.ts';
export { answeredIn, freshReplyTimer, type ReplyTimer } from './reply-timer.ts';
export {
  offTarget,
  type SettledTarget,
  serversToAsk,
  settledTarget,
  type TargetPhase,
  type TargetSettings,
  type TargetState,
  targetDeadline,
  type VisibleState,
  visibleState,
} from './state.ts';
export { type MoveReason, stepTarget, type TargetInput } from './target.ts';
export type { LoginKind, TargetEffect, TargetLogEntry } from './turn.ts';
