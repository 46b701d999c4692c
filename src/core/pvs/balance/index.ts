export { type Affinity, type Candidate, fairShare, leastBusy, loadOf } from './balance.ts';
export {
  betterServer,
  excessOf,
  type Guard,
  guardOf,
  REBALANCE_MAX_BOOTING,
  REBALANCE_MIN_TARGETS,
  type VdiskLoad,
} from './rebalance.ts';
