/**
 * The targets of a farm as the `target` machine of core has them, one state each, run step by step: what the columns are measured by.
 *
 * Servers, their copies and the faults are those of a world of its own, whose columns hold no more than what others have to know of a
 * target: whether it runs, its server, and what it has opened. They never act, since they are in phases that nothing is woken from.
 */
import { drawInteger, keyOf, present, unreachable } from '../../src/core/kernel/index.ts';
import { leastBusy } from '../../src/core/pvs/balance/index.ts';
import { isHome } from '../../src/core/pvs/eligibility/index.ts';
import { rangeOfTarget, targetNumber } from '../../src/core/pvs/farm/index.ts';
import type { WantedFile } from '../../src/core/pvs/inventory/index.ts';
import { bootCountsUntilMs, isTooBusyFor } from '../../src/core/pvs/stream-server/index.ts';
import {
  answeredIn,
  freshReplyTimer,
  LOGIN_RETRY_MS,
  type LoginAnswer,
  offTarget,
  settledTarget,
  stepTarget,
  type TargetEffect,
  type TargetInput,
  type TargetSettings,
  type TargetState,
  targetDeadline,
  visibleState,
} from '../../src/core/pvs/target/index.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { advanceTo, copyOn as _copyOn, nextEventMs, settle, type World } from '../../src/sim/index.ts';
