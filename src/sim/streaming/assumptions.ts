/**
 * The times of streaming that no source gives, and whatever is reported of a farm rests on.
 *
 * Not here: timers that a site file can set (core/site/timers.ts), which all have a source where they are about streaming.
 */

import { DRAIN_MS } from '../../core/pvs/stream-server/index.ts';
import { LOGIN_RETRY_MS } from '../../core/pvs/target/index.ts';
import type { AssumedTimer } from '../../core/site/index.ts';
import { LOADING_MIN_MS, LOADING_SPREAD_MS, LOGIN_WORK_MS, SLOW_DATABASE_MS } from './limits.ts';
import { MEAN_REQUEST_MS } from './requests.ts';

export function farmAssumptions(): readonly AssumedTimer[] {
  return [
    { timer: 'streaming.requestEvery', valueSec: MEAN_REQUEST_MS / 1000 },
    { timer: 'streaming.loginWork', valueSec: LOGIN_WORK_MS / 1000 },
    { timer: 'streaming.loginWorkWithSlowDatabase', valueSec: (LOGIN_WORK_MS + SLOW_DATABASE_MS) / 1000 },
    { timer: 'streaming.loginRetry', valueSec: LOGIN_RETRY_MS / 1000 },
    { timer: 'streaming.loadingAtLeast', valueSec: LOADING_MIN_MS / 1000 },
    { timer: 'streaming.loadingAtMost', valueSec: (LOADING_MIN_MS + LOADING_SPREAD_MS) / 1000 },
    { timer: 'streaming.serviceStop', valueSec: DRAIN_MS / 1000 },
  ];
}
